import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { conversationOf } from '../wire/trace/conversation.ts'
import { BENCH_WORDS } from '../bench/view/words.ts'
import { createTimeline } from '../wire/trace/timeline/timeline.ts'
import { decodeTrace } from '../wire/trace/trace-codec.ts'
import { laneOf, stretchOfSending, whatCameBack, type Sending } from './what-came-back.ts'

const decoded = decodeTrace(
  readFileSync(new URL('../../content/captures/first-frames.json', import.meta.url), 'utf8'),
)
if (!decoded.ok) throw new Error(decoded.message)
const { events } = decoded.trace
const ran = { events, conversation: conversationOf(events) }

/** As if what crossed from a moment on had been sent then. */
function sentAt(from: number, target: Sending['target'], head = new Uint8Array()): Sending {
  return { target, lab: 'x', from, run: 'none', head, sentPing: false }
}

/** The slice in which the first socket's server says goodbye. */
const sockets = ran.conversation.exchanges.filter(({ transport }) => transport === 'ws')
const goodbye =
  sockets[0]?.sides['server-to-client'].slices.findLast(({ range }) => range.end - range.start === 8)
    ?.moment ?? 0

describe('what came of a sending', () => {
  const sending = sentAt(goodbye, 'browser')

  it('is what crossed on the socket that was open, and what its script was told, and nothing of the next one', () => {
    const told = whatCameBack(sending, ran, BENCH_WORDS.en)
    expect(told.map(({ who, text }) => `${who}: ${text}`)).toEqual([
      'server: close 1000 done',
      'client: close 1000 done',
      'script: WebSocket: readyState 3 CLOSED',
      'script: close event: code 1000, reason “done”, wasClean true',
    ])
    expect(told.map(({ at }) => at)).toEqual(told.map(({ at }) => at).toSorted((a, b) => a - b))
  })

  it('is a stretch of the ladder that begins where its first byte left', () => {
    const lane = laneOf(sending, ran)
    expect(lane).toEqual({ run: 'ws', transport: 'ws' })
    const timeline = createTimeline(lane === undefined ? [] : [lane], ran.conversation)
    events.forEach((event, moment) => timeline.push(event, moment))
    const stretch = stretchOfSending(timeline.view, sending, ran)
    const [drawn] = stretch?.timeline.lanes ?? []
    expect(drawn?.arrows.map(({ direction, carries }) => [direction, carries])).toEqual([
      [
        'server-to-client',
        { kind: 'stream', parts: [{ kind: 'close', code: 1000, reason: 'done' }], events: [] },
      ],
      [
        'client-to-server',
        { kind: 'stream', parts: [{ kind: 'close', code: 1000, reason: 'done' }], events: [] },
      ],
    ])
    expect(stretch?.sent).toBe(goodbye)
    expect(stretch?.origin).toBe(drawn?.arrows[0]?.left)
    expect(drawn?.arrows.every(({ exchange }) => exchange === sockets[0]?.id)).toBe(true)
    expect(Math.max(...(drawn?.holds.map(({ from }) => from) ?? []))).toBeGreaterThanOrEqual(
      stretch?.origin ?? Infinity,
    )
  })

  it('is, of a raw client, the exchange that begins with its bytes', () => {
    const second = sockets[1]?.sides['client-to-server']
    const head = second?.source.bytes.slice(0, 60) ?? new Uint8Array()
    const told = whatCameBack(sentAt(0, 'server', head), ran, BENCH_WORDS.en)
    expect(told[0]).toMatchObject({ who: 'client', text: expect.stringContaining('GET …/ws') as string })
    expect(told.some(({ text }) => text.includes('101 Switching Protocols'))).toBe(true)
    expect(laneOf(sentAt(0, 'server', Uint8Array.of(1, 2, 3)), ran)).toBeUndefined()
  })
})
