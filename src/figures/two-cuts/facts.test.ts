import { describe, expect, it } from 'vitest'
import { readCapture } from '../captures.ts'
import { createConversation } from '../../wire/trace/conversation.ts'
import { createTimeline } from '../../wire/trace/timeline/timeline.ts'
import type { TraceEvent } from '../../wire/trace/trace.ts'
import { cutNoticesOf } from './facts.ts'

const { trace, timeline, scene } = readCapture('two-cuts')
/** What the page waits for without a sign of life, and the heartbeat it waits for. */
const SILENCE_MS = scene.options.silenceMs ?? NaN
const HEARTBEAT_MS = scene.settings.heartbeatMs ?? NaN

function notices() {
  const [reset, stall] = cutNoticesOf(timeline)
  if (reset === undefined || stall === undefined) throw new Error('the capture holds a reset and a stall')
  return { reset, stall }
}

/** The timeline of the capture's first events only. */
function timelineOf(events: readonly TraceEvent[]) {
  const conversation = createConversation()
  const fold = createTimeline(scene.lanes, conversation.view)
  events.forEach((event, moment) => {
    conversation.push(event, moment)
    fold.push(event, moment)
  })
  return fold.view
}

describe('what pages see of a cut', () => {
  it('names both cuts in their order, and every lane', () => {
    const { reset, stall } = notices()
    expect([reset.cut, stall.cut]).toEqual(['reset', 'stall'])
    expect(reset.at).toBeLessThan(stall.at)
    for (const { lanes } of [reset, stall])
      expect(lanes.map(({ run }) => run)).toEqual(['long-poll', 'iframe-stream', 'sse', 'ws'])
  })

  it('a reset tells a WebSocket with 1006 and an EventSource by its state, and an iframe’s page nothing', () => {
    const by = new Map(notices().reset.lanes.map((lane) => [lane.run, lane.notice]))
    expect(by.get('ws')).toMatchObject({ kind: 'note', note: { kind: 'closed', code: 1006 } })
    expect(by.get('sse')).toMatchObject({ kind: 'note', note: { kind: 'ready-state', value: 0 } })
    expect(by.get('iframe-stream')).toMatchObject({ kind: 'note', note: { kind: 'silent' } })
    for (const run of ['ws', 'sse']) {
      const notice = by.get(run)
      expect(notice?.kind === 'note' ? notice.afterMs : NaN).toBeLessThan(HEARTBEAT_MS / 4)
    }
  })

  it('a stall tells no stream: each gives up on its own, within its patience and not before a heartbeat is missed', () => {
    for (const { run, notice } of notices().stall.lanes) {
      if (run === 'long-poll') continue
      expect(notice).toMatchObject({ kind: 'note', note: { kind: 'silent' } })
      if (notice.kind !== 'note') continue
      // 250 ms for the way, and for the answer that told the page of the fault.
      expect(notice.afterMs).toBeGreaterThan(SILENCE_MS - HEARTBEAT_MS - 250)
      expect(notice.afterMs).toBeLessThan(SILENCE_MS + 250)
    }
  })

  it('a WebSocket that its page was opening again when the stall came is not said to be asked for by the browser', () => {
    const { stall } = notices()
    const lanes = timeline.lanes.map((lane) => {
      const request = lane.arrows.find(({ carries }) => carries.kind === 'request')
      if (lane.spec.transport !== 'ws' || request === undefined) return lane
      const again = { ...request, left: stall.at + 5, arrived: stall.at + 6 }
      return { ...lane, arrows: [...lane.arrows, again].toSorted((one, other) => one.left - other.left) }
    })
    const [, seen] = cutNoticesOf({ ...timeline, lanes })
    expect(seen?.lanes.find(({ run }) => run === 'ws')?.notice).toMatchObject({ note: { kind: 'silent' } })
  })

  it('every event of a cut comes in the end, and no sooner than the page asks again', () => {
    for (const { lanes } of [notices().stall]) {
      for (const { lateMs, askedAgainMs } of lanes) {
        expect(lateMs).toBeDefined()
        expect(askedAgainMs).toBeDefined()
      }
    }
  })

  it('says of a run that goes on for how long nothing has told the page', () => {
    const stallAt = trace.events.findIndex((event) => event.kind === 'fault' && event.fault === 'stall')
    const [, stall] = cutNoticesOf(timelineOf(trace.events.slice(0, stallAt + 5)))
    expect(stall?.lanes.map(({ notice }) => notice.kind)).toEqual(Array(4).fill('none-yet'))
    expect(cutNoticesOf(timelineOf(trace.events.slice(0, 20)))).toEqual([])
  })
})
