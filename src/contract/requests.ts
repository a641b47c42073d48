/** What else a page asks of its lab: answers that are scripted, clients that are played. Part of the outside contract. */
import type { Fields, Written } from './rule.ts'

/** The transports whose answers can be scripted: an iframe's is HTML, a WebSocket's no answer. */
export const SCRIPTED_TRANSPORTS = ['short-poll', 'long-poll', 'sse'] as const
export type ScriptedTransport = (typeof SCRIPTED_TRANSPORTS)[number]

/** `POST /labs/:id/answer`: the next answer of a transport. */
export const ANSWER = {
  transport: { kind: 'one-of', values: SCRIPTED_TRANSPORTS },
  status: { kind: 'number', range: [200, 599], whole: true },
  headers: { kind: 'headers', initial: {} },
  /** Each is one chunk of the chunked coding, and one slice. */
  chunks: { kind: 'pieces', range: [0, 256], mostBytes: 64 * 1024, initial: [] },
  /** Between one chunk and the next. */
  everyMs: { kind: 'number', range: [0, 10_000], initial: 0 },
  /** After the chunks the response stays open. */
  hold: { kind: 'boolean', initial: false },
} as const satisfies Fields

export type AnswerRequest = Written<typeof ANSWER>

/** `POST /labs/:id/client`: bytes that the server plays as a raw client. */
export const CLIENT = {
  /** Each is one write. */
  bytes: { kind: 'pieces', range: [1, 64], mostBytes: 64 * 1024 },
  /** Between one write and the next. */
  everyMs: { kind: 'number', range: [0, 1_000], initial: 20 },
  /** How long it stays after its last write, for what the server still says. */
  stayMs: { kind: 'number', range: [0, 30_000], initial: 5_000 },
} as const satisfies Fields
