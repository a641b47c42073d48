/** The ends of the recorded run, in which a real browser met every cause once. */
import { beforeAll, describe, expect, it } from 'vitest'
import { capturedRun } from '../../../tests/support/captured-run.ts'
import type { TraceEvent } from '../../wire/trace/trace.ts'
import { BREAKS, CAUSE_NAMES, endsOf, GOODBYES, latestByCause, type CauseName, type End } from './facts.ts'
import { websocketEndings } from './figure.ts'

let ends: ReadonlyMap<CauseName, End>

/** The ends in the capture, or in what is left of it. */
function recordedEnds(keep: (event: TraceEvent) => boolean = () => true): ReadonlyMap<CauseName, End> {
  const { timeline, conversation } = capturedRun('ten-ends', (event) => (keep(event) ? event : undefined))
  const [lane] = timeline.lanes
  if (lane === undefined) throw new Error('the scene has no lane')
  return latestByCause(endsOf(lane, timeline, conversation))
}

beforeAll(() => {
  ends = recordedEnds()
})

function end(cause: CauseName): End {
  const found = ends.get(cause)
  if (found === undefined) throw new Error(`no end by ${cause}`)
  return found
}

describe('endsOf', () => {
  it('finds each cause in the recorded run', () => {
    expect([...ends.keys()].sort()).toEqual([...CAUSE_NAMES].sort())
    expect(BREAKS).toHaveLength(10)
  })

  it('gives the script 1006 for each end without a goodbye, and another code for each with one', () => {
    for (const name of BREAKS) expect([name, end(name).script.code]).toEqual([name, 1006])
    const codes = GOODBYES.map((name) => end(name).script.code)
    expect(codes).toEqual([1000, 1012, 1008, 1009, 1005])
  })

  it('reads code and reason of either side, also from under a mask', () => {
    expect(end('normal')).toMatchObject({
      fromServer: { code: 1000, reason: 'done' },
      fromBrowser: { code: 1000, reason: 'done' },
      script: { wasClean: true, error: false },
    })
    const masked = end('masked')
    expect(masked.broken?.code).toBe('forbidden-mask')
    expect(masked.fromBrowser?.code).toBe(1002)
    expect(masked.fromBrowser?.reason).not.toBe('')
    expect(masked.script).toMatchObject({ reason: '', wasClean: false, error: true })
  })

  it('tells a refused handshake, a reset and a time-out apart by what crossed', () => {
    expect(end('refused')).toMatchObject({ status: 503, script: { error: true } })
    expect(end('reset')).toMatchObject({ how: 'reset', script: { error: false } })
    expect(end('idle').how).toBe('timeout')
  })

  it('knows a broken frame, and a reset, by what crossed where the page hears too late that it was done', () => {
    const unheard = recordedEnds((event) => event.kind !== 'fault')
    const broken = [...ends].filter(([, { broken }]) => broken !== undefined).map(([name]) => name)
    expect(broken.length).toBeGreaterThan(2)
    for (const name of [...broken, 'reset' as const]) expect(unheard.get(name)).toMatchObject({ cause: name })
  })

  it('measures from the cause: a silence takes as long as the page waits, a reset next to nothing', () => {
    const { silenceMs = 0 } = websocketEndings.scene.options
    // The silence began with the last byte, a little before the line was frozen.
    expect(end('silence').afterMs).toBeGreaterThan(silenceMs - 1000)
    expect(end('reset').afterMs).toBeLessThan(200)
  })
})
