/**
 * What can end a WebSocket here: each cause and what does it to the running lab. Five say goodbye, ten do not. Data only,
 * shared by the figure, by its capture's score and by the tests; broken frames are written from their fields.
 */
import type { FaultRequest, SceneSettings } from '../../bench/model/bench-model.ts'
import { toBase64 } from '../../wire/base64.ts'
import { closePayload, writeFrame, type FrameToWrite } from '../../wire/websocket/write-frame.ts'

export type CauseAct =
  | { readonly kind: 'fault'; readonly fault: FaultRequest }
  /** Sent by the page itself. */
  | { readonly kind: 'send'; readonly text: string }
  | { readonly kind: 'patch'; readonly settings: SceneSettings }

export interface Cause {
  readonly name: string
  readonly act: CauseAct
  /** What follows: once the page has given up, or once the socket has closed, so that the next one lives. */
  readonly then?: { readonly when: 'silent' | 'closed'; readonly act: CauseAct }
}

function raw(frame: FrameToWrite): CauseAct {
  return { kind: 'fault', fault: { kind: 'ws-raw', bytes: toBase64(writeFrame(frame)) } }
}

function wireFault(kind: 'reset' | 'fin' | 'stall' | 'resume'): CauseAct {
  return { kind: 'fault', fault: { kind, transport: 'ws' } }
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/** The server takes messages of 64 KiB. */
const TOO_LONG = 64 * 1024 + 1
const IDLE_MS = 1500
const DOWN_MS = 1500
/** The longest payload of a control frame is 125 bytes (RFC 6455 5.5). */
const TOO_LONG_FOR_A_PING = 126

const STALL = wireFault('stall')

/** A Close frame crosses, and the script gets its code. */
export const GOODBYES = [
  {
    name: 'normal',
    act: { kind: 'fault', fault: { kind: 'ws-close', code: 1000, reason: 'done' } },
  },
  { name: 'restart', act: { kind: 'fault', fault: { kind: 'restart', downMs: DOWN_MS } } },
  { name: 'policy', act: { kind: 'send', text: 'no event' } },
  { name: 'too-big', act: { kind: 'send', text: 'x'.repeat(TOO_LONG) } },
  // The page's own `close()`, which names no code: it gives up on a frozen line, and then its frame gets through.
  { name: 'page-closes', act: STALL, then: { when: 'silent', act: wireFault('resume') } },
] as const satisfies readonly Cause[]

/** No Close frame that counts comes from the server, and the script gets 1006. */
export const BREAKS = [
  { name: 'refused', act: { kind: 'fault', fault: { kind: 'restart', downMs: DOWN_MS } } },
  { name: 'reset', act: wireFault('reset') },
  { name: 'fin', act: wireFault('fin') },
  { name: 'silence', act: STALL, then: { when: 'silent', act: wireFault('reset') } },
  {
    name: 'idle',
    act: { kind: 'patch', settings: { wire: { idleTimeoutMs: IDLE_MS } } },
    then: { when: 'closed', act: { kind: 'patch', settings: { wire: { idleTimeoutMs: 0 } } } },
  },
  {
    name: 'masked',
    act: raw({ opcode: 0x1, payload: utf8('Hello'), maskingKey: Uint8Array.of(1, 2, 3, 4) }),
  },
  { name: 'opcode', act: raw({ opcode: 0x3 }) },
  { name: 'utf8', act: raw({ opcode: 0x1, payload: Uint8Array.of(0xc3, 0x28) }) },
  { name: 'long-ping', act: raw({ opcode: 0x9, payload: new Uint8Array(TOO_LONG_FOR_A_PING) }) },
  { name: 'forbidden-code', act: raw({ opcode: 0x8, payload: closePayload(1006) }) },
] as const satisfies readonly Cause[]

export type CauseName = (typeof GOODBYES)[number]['name'] | (typeof BREAKS)[number]['name']

export const CAUSES: Readonly<Record<CauseName, Cause>> = Object.fromEntries(
  [...GOODBYES, ...BREAKS].map((cause) => [cause.name, cause]),
) as unknown as Readonly<Record<CauseName, Cause>>

export const CAUSE_NAMES = [...GOODBYES, ...BREAKS].map(({ name }) => name) as readonly CauseName[]
