/**
 * Numbers for the prose that only a WebSocket has: what its heads and frames weigh, what compression leaves of a
 * message, how its ends looked to the script. Rows of the table in `measures.ts`, which names what they are given.
 */
import type { Direction } from '../wire/bytes/bytes.ts'
import type { Unit } from '../wire/field/field.ts'
import { exchangesOfTransport } from '../wire/trace/queries/exchanges.ts'
import { framesIn } from '../wire/trace/queries/frames.ts'
import { headsOf } from '../wire/trace/queries/heads.ts'
import { derivedSource } from '../wire/trace/queries/sides.ts'
import type { Conversation, Lane, Side } from '../wire/trace/views.ts'
import { bytes, count, mean, sum, type OfLane } from '../bench/model/measure.ts'

export const WEBSOCKET_MEASURES: Readonly<Record<string, OfLane>> = {
  'handshake-up': (lane, { conversation }) => bytes(headSize(lane, conversation, 'client-to-server')),
  'handshake-down': (lane, { conversation }) => bytes(headSize(lane, conversation, 'server-to-client')),
  'text-frame-up': (lane, { conversation }) =>
    bytes(mean(textFrames(lane, conversation, 'client-to-server'))),
  'text-frame-down': (lane, { conversation }) =>
    bytes(mean(textFrames(lane, conversation, 'server-to-client'))),
  'inflated-bytes': (lane, { conversation }) => bytes(mean(inflated(lane, conversation).map(({ of }) => of))),
  'deflated-bytes': (lane, { conversation }) => bytes(mean(inflated(lane, conversation).map(({ to }) => to))),
  'deflated-share': (lane, { conversation }) => {
    const messages = inflated(lane, conversation)
    const [of, to] = [sum(messages.map((each) => each.of)), sum(messages.map((each) => each.to))]
    return of === 0 ? undefined : { kind: 'share', share: to / of }
  },
  closes: ({ notes }) => count(notes.filter(({ note }) => note.kind === 'closed').length),
  'closes-1006': ({ notes }) =>
    count(notes.filter(({ note }) => note.kind === 'closed' && note.code === 1006).length),
}

function sidesOf({ spec }: Lane, conversation: Conversation, direction: Direction): readonly Side[] {
  return exchangesOfTransport(conversation, spec.transport).map(({ sides }) => sides[direction])
}

function headSize(lane: Lane, conversation: Conversation, direction: Direction): number | undefined {
  const [first] = sidesOf(lane, conversation, direction)
  const head = first && headsOf(first)[0]
  return head && sizeOf(head)
}

/** How long each whole text frame was, framing included. */
function textFrames(lane: Lane, conversation: Conversation, direction: Direction): readonly number[] {
  return sidesOf(lane, conversation, direction)
    .flatMap(framesIn)
    .flatMap(({ name, unit }) => (name === 'text' ? [sizeOf(unit)] : []))
}

/** Of each compressed message from the server: what it was (`of`) and what crossed for it (`to`), without framing. */
function inflated(
  lane: Lane,
  conversation: Conversation,
): readonly { readonly of: number; readonly to: number }[] {
  return sidesOf(lane, conversation, 'server-to-client')
    .flatMap((side) => derivedSource(side, 'inflated')?.pieces ?? [])
    .map(({ range, from }) => ({ of: range.end - range.start, to: from.end - from.start }))
}

function sizeOf({ range }: Unit): number {
  return range.end - range.start
}
