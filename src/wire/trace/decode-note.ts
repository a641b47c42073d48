/** One note of a run, checked value by value: apart from `decode-event.ts`, since notes are objects and have kinds of their own. */
import { MalformedEvent } from './malformed-event.ts'
import type { NoteKind, RunNote } from './trace.ts'

/** RFC 6455 5.5: a close frame has at most 125 bytes, two of which are the code. */
const LONGEST_REASON = 123

/** No stream of the labs has an event as long as that. */
const LONGEST_DATA = 64 * 1024

type Note<Kind extends NoteKind> = Extract<RunNote, { readonly kind: Kind }>

const DECODERS: { readonly [Kind in NoteKind]: (note: NoteReader) => Note<Kind> } = {
  answer: (note) => ({ kind: 'answer', status: note.count('status') }),
  failed: () => ({ kind: 'failed' }),
  waiting: (note) => ({ kind: 'waiting', delayMs: note.count('delayMs') }),
  gap: (note) => ({ kind: 'gap', missed: note.count('missed') }),
  'loop-ended': () => ({ kind: 'loop-ended' }),
  'ready-state': (note) => ({
    kind: 'ready-state',
    of: note.oneOf('of', ['WebSocket', 'EventSource'] as const),
    value: note.count('value'),
  }),
  closed: (note) => ({
    kind: 'closed',
    code: note.count('code'),
    reason: note.text('reason', LONGEST_REASON),
    wasClean: note.flag('wasClean'),
  }),
  error: () => ({ kind: 'error' }),
  heartbeat: () => ({ kind: 'heartbeat' }),
  silent: () => ({ kind: 'silent' }),
  message: (note) => ({
    kind: 'message',
    type: note.oneOf('type', ['text', 'binary'] as const),
    bytes: note.count('bytes'),
  }),
  asked: (note) => ({ kind: 'asked', target: note.text('target', LONGEST_DATA) }),
  dispatched: (note) => ({
    kind: 'dispatched',
    type: note.text('type', LONGEST_DATA),
    data: note.text('data', LONGEST_DATA),
    lastEventId: note.text('lastEventId', LONGEST_DATA),
    origin: note.text('origin', LONGEST_DATA),
  }),
}

/** Decodes a note; throws `MalformedEvent`, with what is wrong, for anything else. */
export function decodeNote(value: unknown): RunNote {
  if (typeof value !== 'object' || value === null) throw new MalformedEvent('has a note that is no object')
  const note = value as Readonly<Record<string, unknown>>
  const { kind } = note
  if (typeof kind !== 'string' || !Object.hasOwn(DECODERS, kind)) {
    throw new MalformedEvent('has a note of unknown kind')
  }
  return DECODERS[kind as NoteKind](noteReader(note))
}

interface NoteReader {
  count(key: string): number
  text(key: string, longest: number): string
  flag(key: string): boolean
  oneOf<T extends string>(key: string, values: readonly T[]): T
}

function noteReader(note: Readonly<Record<string, unknown>>): NoteReader {
  const wrong = (key: string, what: string): MalformedEvent =>
    new MalformedEvent(`has a note whose "${key}" is no ${what}`)
  return {
    count(key) {
      const number = note[key]
      if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) throw wrong(key, 'count')
      return number
    },
    text(key, longest) {
      const text = note[key]
      if (typeof text !== 'string' || text.length > longest) throw wrong(key, 'short text')
      return text
    },
    flag(key) {
      const flag = note[key]
      if (typeof flag !== 'boolean') throw wrong(key, 'flag')
      return flag
    },
    oneOf(key, values) {
      const known = values.find((value) => value === note[key])
      if (known === undefined) throw wrong(key, 'known word')
      return known
    },
  }
}
