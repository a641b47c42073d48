/** Out as pcapng and in again: no byte is lost on the way, and what was opened is a run like any other. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascii, joinBytes } from '../../../tests/support/http1-encoder.ts'
import { opened, texts } from '../../../tests/support/opened-capture.ts'
import { conversationOf } from '../trace/conversation.ts'
import { traceOf } from '../../../tests/support/trace-of.ts'
import { traces } from '../../../tests/support/traces.ts'
import { DIRECTIONS, latin1 } from '../bytes/bytes.ts'
import { encodePcapng as exportPcapng } from '../export/pcapng.ts'
import { decodeTrace, encodeTrace } from '../trace/trace-codec.ts'
import type { Trace } from '../trace/trace.ts'
import type { Conversation } from '../trace/views.ts'
import { importCaptureFile } from './capture-file.ts'

const GET = 'GET /labs/abc/short-poll?after=1 HTTP/1.1\r\nHost: a\r\nUser-Agent: me\r\n\r\n'
const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'

describe('round trips', () => {
  it('export, then import: the same bytes an exchange, the same times they left, whole traces of well-formed messages', () => {
    const ask = fc.constantFrom(
      ascii(GET),
      ascii('POST /labs/abc/events HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc'),
    )
    const answer = fc.constantFrom(
      ascii(OK),
      ascii('HTTP/1.1 204 No Content\r\n\r\n'),
      ascii('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'),
    )
    const cut = (bytes: Uint8Array, at: number): readonly Uint8Array[] =>
      [bytes.slice(0, at % bytes.length), bytes.slice(at % bytes.length)].filter(({ length }) => length > 0)
    const exchange = fc.tuple(ask, answer, fc.nat(200)).map(([asked, answered, at]) => ({
      transport: 'http' as const,
      crossed: [
        ...cut(asked, at).map((bytes) => ['up', bytes] as const),
        ...cut(answered, at).map((bytes) => ['down', bytes] as const),
      ],
    }))
    const connection = fc.record({
      exchanges: fc.array(exchange, { minLength: 1, maxLength: 4 }),
      how: fc.constantFrom('fin', 'reset', 'closed-by-server'),
      late: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(connection, { minLength: 1, maxLength: 3 }), (connections) => {
        const trace = traceOf(connections)
        const { trace: back, notes } = opened(exportPcapng(trace))
        expect(notes).toEqual([])
        expect(texts(back)).toEqual(texts(trace))
        const left = ({ events }: Trace): readonly number[] =>
          events.flatMap((event) => (event.kind === 'slice' ? [Math.round(event.left * 1000)] : []))
        expect(left(back)).toEqual(left(trace))
        const ends = ({ events }: Trace): readonly unknown[] =>
          conversationOf(events).connections.map(({ closed }) => closed?.how)
        expect(ends(back)).toEqual(ends(trace))
        // What was opened can be saved, and opened again.
        expect(decodeTrace(encodeTrace(back)).ok).toBe(true)
      }),
      { numRuns: 200 },
    )
  })

  it('export, then import: no byte of a connection is lost, whatever it says', () => {
    fc.assert(
      fc.property(traces, (drawn) => {
        // Each exchange on a connection of its own: on one, exchanges do not run side by side. Without its SYN nobody
        // could tell what stands before the first packet that came.
        const own = drawn.map((event) =>
          event.kind === 'exchange-opened' ? { ...event, connection: event.exchange } : event,
        )
        const opens = own.flatMap((event) =>
          event.kind === 'exchange-opened'
            ? [{ kind: 'connection-opened' as const, connection: event.exchange, at: 1 }]
            : [],
        )
        const events = [...opens, ...own]
        const trace = { header: traceOf([]).header, events }
        const back = importCaptureFile(exportPcapng(trace))
        if (!back.ok) {
          expect(['no-http', 'no-tcp', 'no-payload']).toContain(back.code)
          return
        }
        const streams = (view: Conversation): readonly string[] =>
          view.connections
            .map(({ exchanges }) =>
              DIRECTIONS.map((direction) =>
                joinBytes(
                  exchanges.map((id) => view.exchange(id)?.sides[direction].source.bytes ?? new Uint8Array()),
                ),
              )
                .map((bytes) => JSON.stringify(latin1(bytes)))
                .join(' | '),
            )
            .sort()
        const skipped = back.notes.filter(({ code }) => code === 'not-http' || code === 'empty-connection')
        const [before, after] = [streams(conversationOf(events)), streams(conversationOf(back.value.events))]
        expect(after.length + skipped.reduce((sum, { count }) => sum + count, 0)).toBeGreaterThanOrEqual(
          before.filter((stream) => stream !== '"" | ""').length,
        )
        // A stretch that was lost at a connection's end leaves no packet that could show it.
        for (const stream of after)
          expect(
            before.some((each) => each === stream || startsSame(each, stream)),
            stream,
          ).toBe(true)
      }),
      { numRuns: 200 },
    )
  })
})

/** Both sides of one stream begin with those of the other. */
function startsSame(whole: string, begun: string): boolean {
  const [a, b] = [whole.split(' | '), begun.split(' | ')]
  // Without the closing quote.
  return a.every((side, i) => side.startsWith((b[i] ?? '').slice(0, -1)))
}
