/**
 * The goals of the chapter on WebSocket, each recognised in a reader's own live trace. Frames count as they crossed; what a script
 * learnt counts as it noted it. Spread into the table of `goal-checks.ts`.
 */
import type { Direction } from '../wire/bytes.ts'
import type { Field, FieldKind, Unit } from '../wire/field.ts'
import type { ExchangeView, Timeline } from '../wire/trace/views.ts'
import { BREAKS, endsOf, type End } from '../figures/websocket-endings/facts.ts'
import { requestHeader } from '../wire/trace/probes.ts'
import type { GoalCheck, GoalRun } from './goal-checks.ts'

const [TEXT, PONG] = [0x1, 0xa]
const SOME_WAYS = 3
/** What our own buttons say; a reader's reason is another. */
const OUR_REASON = 'done'

export const WEBSOCKET_GOALS = {
  /** The browser sent a pong; no line of any script here can. */
  'unsent-pong': (run) =>
    framesOf(run, 'client-to-server').some((frame) => numberIn(frame, 'websocket.opcode') === PONG),

  /** The page sent one text twice on one connection, under two keys. */
  'same-text-two-keys': ({ conversation }) =>
    webSockets(conversation.exchanges).some((exchange) => hasTextUnderTwoKeys(exchange)),

  /** Bytes came back as bytes: a binary message reached the script. */
  'binary-message': ({ timeline }) =>
    wsLanes(timeline).some(({ notes }) =>
      notes.some(({ note }) => note.kind === 'message' && note.type === 'binary'),
    ),

  /** The server closed with 1000 and a reason of the reader's, and the script was told both. */
  'close-with-my-reason': (run) =>
    ends(run).some(
      ({ fromServer, script }) =>
        fromServer?.code === 1000 &&
        script.code === 1000 &&
        script.reason === fromServer.reason &&
        script.reason !== '' &&
        script.reason !== OUR_REASON,
    ),

  /** 1006 in three different ways. */
  'three-ways-to-1006': (run) => {
    const breaks: readonly string[] = BREAKS
    const causes = ends(run).flatMap(({ cause, script }) =>
      cause !== undefined && script.code === 1006 && breaks.includes(cause) ? [cause] : [],
    )
    return new Set(causes).size >= SOME_WAYS
  },

  /** The server refused what it was sent. */
  'told-1008': (run) => ends(run).some(({ script }) => script.code === 1008),
  'told-1009': (run) => ends(run).some(({ script }) => script.code === 1009),

  /** A message came in fragments with a control frame between them, and in one piece to the script. */
  'ping-between-fragments': (run) =>
    hasControlBetweenFragments(framesOf(run, 'server-to-client')) &&
    wsLanes(run.timeline).some(({ notes }) =>
      notes.some(({ note }) => note.kind === 'message' && note.type === 'text'),
    ),

  /** A frame with RSV1 set whose message could be inflated. */
  'compressed-frame': ({ conversation }) =>
    webSockets(conversation.exchanges).some(({ sides }) => {
      const side = sides['server-to-client']
      return (
        side.units.some((unit) => unit.kind === 'frame' && numberIn(unit, 'websocket.rsv1') === 1) &&
        side.derived.some(
          (source) =>
            source.kind === 'derived' && source.derivation === 'inflated' && source.bytes.length > 0,
        )
      )
    }),

  /** A page without an origin asked, and got 403. */
  'foreigner-turned-away': ({ conversation }) =>
    webSockets(conversation.exchanges).some(
      (exchange) => exchange.status === 403 && requestHeader(exchange, 'origin') === 'null',
    ),
} as const satisfies Readonly<Record<string, GoalCheck>>

function wsLanes({ lanes }: Timeline): Timeline['lanes'] {
  return lanes.filter(({ spec }) => spec.transport === 'ws')
}

function webSockets(exchanges: readonly ExchangeView[]): readonly ExchangeView[] {
  return exchanges.filter(({ transport }) => transport === 'ws')
}

function ends({ timeline, conversation }: GoalRun): readonly End[] {
  return wsLanes(timeline).flatMap((lane) => endsOf(lane, timeline, conversation))
}

function framesOf({ conversation }: GoalRun, direction: Direction): readonly Unit[] {
  return webSockets(conversation.exchanges).flatMap(({ sides }) => wholeFrames(sides[direction].units))
}

function wholeFrames(units: readonly Unit[]): readonly Unit[] {
  return units.filter(({ kind, complete }) => kind === 'frame' && complete)
}

/** A side's masked frames and its unmasked payloads come in one order; an empty payload has no unit. */
function hasTextUnderTwoKeys({ sides }: ExchangeView): boolean {
  const side = sides['client-to-server']
  const keys = new Map<string, string>()
  const payloads = side.units.filter(({ kind }) => kind === 'payload')
  const unmasked = side.derived.find(
    (source) => source.kind === 'derived' && source.derivation === 'unmasked',
  )
  let nth = 0
  for (const frame of wholeFrames(side.units)) {
    if (fieldIn(frame.fields, 'websocket.masked-payload') === undefined) continue
    const payload = payloads[nth++]
    if (payload === undefined || numberIn(frame, 'websocket.opcode') !== TEXT) continue
    const text = String(unmasked?.bytes.slice(payload.range.start, payload.range.end))
    const key = String(fieldIn(frame.fields, 'websocket.masking-key')?.value)
    const before = keys.get(text)
    if (before !== undefined && before !== key) return true
    keys.set(text, key)
  }
  return false
}

function hasControlBetweenFragments(frames: readonly Unit[]): boolean {
  let inMessage = false
  let controlSince = false
  for (const frame of frames) {
    const opcode = numberIn(frame, 'websocket.opcode') ?? 0
    const fin = numberIn(frame, 'websocket.fin') === 1
    if (opcode >= 0x8) {
      controlSince ||= inMessage
      continue
    }
    if (opcode !== 0) controlSince = false
    if (fin && opcode === 0 && inMessage && controlSince) return true
    inMessage = !fin
  }
  return false
}

function numberIn({ fields }: Unit, kind: FieldKind): number | undefined {
  const value = fieldIn(fields, kind)?.value
  return typeof value === 'number' ? value : undefined
}

function fieldIn(fields: readonly Field[], kind: FieldKind): Field | undefined {
  for (const field of fields) {
    const found = field.kind === kind ? field : fieldIn(field.children, kind)
    if (found !== undefined) return found
  }
  return undefined
}
