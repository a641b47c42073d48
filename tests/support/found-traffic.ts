/** What rules of findings are tried on: streams, polls and frames, as short to write as a test needs them. */
import type { FindingRun } from '../../src/wire/findings/finding.ts'
import type { TraceEvent } from '../../src/wire/trace/trace.ts'
import { conversationOf } from '../../src/wire/trace/conversation.ts'
import { socketTraffic, traffic, type Asked, type Frame } from './traffic.ts'
import { closePayload, utf8Bytes } from './websocket-encoder.ts'

export const STREAM: Pick<Asked, 'asks' | 'says'> = {
  asks: ['Accept: text/event-stream'],
  says: ['Content-Type: text/event-stream'],
}
export const event = (id: number | string, data = 'news'): string => `id: ${id}\ndata: ${data}\n\n`
export const open = (more: Partial<Asked> = {}): Asked => ({ at: 0, ...STREAM, ...more })
export const stream = (...then: NonNullable<Asked['then']>): FindingRun => traffic(open({ then }))
export const back = (at: number, last: string, ...then: NonNullable<Asked['then']>): Asked =>
  open({ at, asks: ['Accept: text/event-stream', `Last-Event-ID: ${last}`], then })
export const typed = (type: string, more: Partial<Asked> = {}): FindingRun =>
  traffic(open({ says: [`content-TYPE: ${type}`], then: [[1, event(1)]], ...more }))
/** A page that loads, and has nothing of its own in it. */
export const page = (at: number): Asked => ({
  target: '/',
  at,
  asks: ['Accept: text/html'],
  says: ['Content-Type: text/html', 'Content-Length: 0'],
  until: at + 0.1,
})
/** A stream that begins so late, and has an event at 1 s and one at 20. */
export const twoEvents = (at: number): Asked =>
  open({
    at,
    then: [
      [1, event(1)],
      [20, event(2)],
    ],
  })

/** Polls that are asked at these times, each answered after so many seconds. */
export const polls = (
  times: readonly number[],
  after: number,
  more: (n: number) => Partial<Asked> & { readonly content?: string } = () => ({}),
): readonly Asked[] =>
  times.map((at, n) => {
    const { content = `[${n}]`, ...rest } = more(n)
    return {
      target: '/poll',
      at,
      after,
      says: ['Content-Type: application/json', `Content-Length: ${content.length}`],
      then: [[at + after, content] as const],
      until: at + after,
      ...rest,
    }
  })
export const every = (seconds: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, n) => n * seconds)

export const text = (data: string): Frame[2] => ({ opcode: 1, payload: utf8Bytes(data) })
export const close = (code: number): Frame[2] => ({ opcode: 8, payload: closePayload(code) })

/** Events that leave one after the other, and arrive at once: on a wire that holds them, or on one that was frozen. */
export function heldBack(fault?: 'stall'): FindingRun {
  const { events } = stream([7, event(1)], [7.01, event(2)], [7.02, event(3)])
  const held = events.map((each): TraceEvent =>
    each.kind === 'slice' && each.arrived >= 7000
      ? { ...each, left: (each.arrived - 7000) * 250 + 1000 }
      : each,
  )
  const all: TraceEvent[] =
    fault === undefined
      ? held
      : held.toSpliced(-3, 0, { kind: 'fault', fault, transport: 'all', affected: 1, at: 1500 })
  return { events: all, conversation: conversationOf(all) }
}

/** A large frame, of which half crosses before its receiver closes. */
export function cutShort(): FindingRun {
  const { events } = socketTraffic([
    [1, 'client', text('a small one')],
    [2, 'client', text('x'.repeat(90_000))],
    [3, 'server', close(1009)],
  ])
  const cut = events.map((event) =>
    event.kind === 'slice' && event.bytes.length > 90_000
      ? { ...event, bytes: event.bytes.subarray(0, 20_000) }
      : event,
  )
  return { events: cut, conversation: conversationOf(cut) }
}
