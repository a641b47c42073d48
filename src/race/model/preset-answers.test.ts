import { describe, expect, it } from 'vitest'
import { emptyLane } from '../../../tests/support/empty-lane.ts'
import { capturedTimeline, delaysOf, raceView } from '../../../tests/support/race-view.ts'
import type { ByteCounts } from '../../wire/trace/queries/byte-counts.ts'
import type { RaceRow } from '../../wire/race/race-view.ts'
import type { Delivery, Timeline } from '../../wire/trace/views.ts'
import { TRANSPORTS, type Transport } from '../../wire/trace/transports.ts'
import { presetAnswer } from './preset-answers.ts'
import { DEPLOY_DOWN_MS } from './race-presets.ts'

function moved(bytes: number): Partial<RaceRow> {
  const down: ByteCounts = { head: bytes, framing: 0, payload: 0 }
  return { bytes: { 'client-to-server': { head: 0, framing: 0, payload: 0 }, 'server-to-client': down } }
}

describe('the quiet day', () => {
  const ask = (asked: number, pushed: number) =>
    presetAnswer('quiet-day', raceView({ 'short-poll': moved(asked), ws: moved(pushed) }))

  it('says what the bytes say', () => {
    expect(ask(1500, 1000)).toMatchObject({ kind: 'answer', option: 'alike' })
    expect(ask(5000, 1000)).toMatchObject({ kind: 'answer', option: 'some', figures: { ratio: 5 } })
    expect(ask(20_000, 1000)).toMatchObject({ kind: 'answer', option: 'many' })
  })

  it('is a tie on a border, from either side', () => {
    expect(ask(7900, 1000)).toMatchObject({ kind: 'tie', options: ['some', 'many'] })
    expect(ask(2050, 1000)).toMatchObject({ kind: 'tie', options: ['alike', 'some'] })
  })

  it('is settled by nothing where nothing crossed', () => {
    expect(ask(1000, 0)).toEqual({ kind: 'unclear' })
  })
})

describe('the goal rush', () => {
  it('counts the answers of the long poll that brought goals', () => {
    const timeline = capturedTimeline('the-burst', ['long-poll'])
    const delays = delaysOf(100, 200, 300, 300, 300)
    const view = raceView({ 'long-poll': { delays, delivered: 5 } }, { timeline, published: 5 })
    const answers = timeline.lanes[0]?.arrows.filter(
      ({ carries }) => carries.kind === 'response' && carries.events.length > 0,
    ).length
    expect(answers).toBeGreaterThan(1)
    expect(presetAnswer('goal-rush', view)).toMatchObject({
      kind: 'answer',
      option: 'few',
      figures: { answers, events: 5, lastMs: 300 },
    })
  })

  it('is unclear while a goal is on its way', () => {
    const timeline = capturedTimeline('the-burst', ['long-poll'])
    const view = raceView({ 'long-poll': { delays: delaysOf(100), pending: 1 } }, { timeline, published: 5 })
    expect(presetAnswer('goal-rush', view)).toEqual({ kind: 'unclear' })
  })
})

describe('the train', () => {
  const all = (of: Partial<RaceRow>): Partial<Record<Transport, Partial<RaceRow>>> =>
    Object.fromEntries(TRANSPORTS.map((transport) => [transport, of]))

  it('names nobody, polls, streams or both', () => {
    const ask = (losers: Partial<Record<Transport, Partial<RaceRow>>>) =>
      presetAnswer('bad-train-ride', raceView({ ...all({ delivered: 20 }), ...losers }, { published: 21 }))
    expect(ask({})).toMatchObject({ kind: 'answer', option: 'none' })
    expect(ask({ sse: { delivered: 19, lost: 2 } })).toMatchObject({
      option: 'streams',
      figures: { losers: ['sse'] },
    })
    expect(ask({ 'long-poll': { lost: 1 } })).toMatchObject({ option: 'polls' })
    expect(ask({ 'long-poll': { lost: 1 }, ws: { lost: 1 } })).toMatchObject({ option: 'all' })
  })

  it('does not call lost what may still come', () => {
    const view = raceView({ ...all({ delivered: 20 }), ws: { delivered: 18, pending: 3 } }, { published: 21 })
    expect(presetAnswer('bad-train-ride', view)).toEqual({ kind: 'unclear' })
  })
})

describe('the proxy', () => {
  const ask = (medians: Partial<Record<Transport, number>>) =>
    presetAnswer(
      'buffering-proxy',
      raceView(
        Object.fromEntries(Object.entries(medians).map(([name, ms]) => [name, { delays: delaysOf(ms) }])),
        { published: 20 },
      ),
    )

  it('names the slowest family; the two HTTP streams are one', () => {
    const medians = { 'short-poll': 1000, 'long-poll': 70, 'iframe-stream': 3900, sse: 4000, ws: 60 }
    expect(ask(medians)).toMatchObject({
      kind: 'answer',
      option: 'http-streams',
      figures: { slowest: 'sse' },
    })
  })

  it('holds who got nothing for the slowest', () => {
    const medians = { 'short-poll': 1000, 'long-poll': 70, sse: 900, ws: 60 }
    expect(ask(medians)).toMatchObject({ option: 'http-streams', figures: { slowest: 'iframe-stream' } })
  })

  it('is a tie where two families wait alike', () => {
    const medians = { 'short-poll': 1000, 'long-poll': 70, 'iframe-stream': 980, sse: 900, ws: 60 }
    expect(ask(medians)).toMatchObject({ kind: 'tie', options: ['short-poll', 'http-streams'] })
  })
})

describe('the deploy', () => {
  const restartAt = 6000
  const upAt = restartAt + DEPLOY_DOWN_MS
  const timeline = (heardAfterMs: readonly number[]): Timeline => ({
    start: 0,
    end: 20_000,
    published: [],
    uncertaintyMs: 0,
    faults: [
      { moment: 9, fault: { kind: 'fault', fault: 'restart', transport: 'all', affected: 4, at: restartAt } },
    ],
    lanes: TRANSPORTS.map((transport, index) => ({
      ...emptyLane({ run: transport, transport }),
      deliveries: [
        delivery(5900),
        ...(heardAfterMs[index] === undefined ? [] : [delivery(upAt + heardAfterMs[index])]),
      ],
    })),
  })

  function delivery(at: number): Delivery {
    return { moment: at, event: at, at, publishedAt: at - 60, repeated: false }
  }

  it('says who was heard first and last after the server was back', () => {
    const view = raceView({}, { timeline: timeline([300, 900, 2100, 700, 1200]) })
    expect(presetAnswer('deploy', view)).toMatchObject({
      kind: 'answer',
      option: 'soon',
      figures: { first: 'short-poll', firstMs: 300, last: 'iframe-stream', lastMs: 2100 },
    })
  })

  it('is unclear when one was not heard again, or no server restarted', () => {
    expect(presetAnswer('deploy', raceView({}, { timeline: timeline([300, 900, 2100, 700]) }))).toEqual({
      kind: 'unclear',
    })
    expect(presetAnswer('deploy', raceView({}))).toEqual({ kind: 'unclear' })
  })
})
