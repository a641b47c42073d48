import { describe, expect, it } from 'vitest'
import { readCapture } from '../captures.ts'
import type { SceneSettings } from '../../bench/model/bench-model.ts'
import { livesOf } from './facts.ts'

function livesIn(capture: string) {
  const { timeline, trace } = readCapture(capture)
  return livesOf(timeline, trace.header.settings as SceneSettings)
}

describe('lives of quiet connections', () => {
  it('end in the box where the heartbeat is longer, each after its timeout of silence', () => {
    const { lanes, idleTimeoutMs, heartbeatMs } = livesIn('idle-and-heartbeat')
    expect(heartbeatMs).toBeGreaterThan(idleTimeoutMs)
    for (const { lives, drops, beatsMs } of lanes) {
      expect(drops).toBeGreaterThan(3)
      expect(beatsMs).toEqual([])
      for (const { fromMs, toMs, end } of lives)
        if (end === 'dropped') expect(toMs - fromMs).toBeGreaterThanOrEqual(idleTimeoutMs - 20)
    }
  })

  it('end now and then where both are equal', () => {
    const { lanes, idleTimeoutMs, heartbeatMs } = livesIn('idle-and-heartbeat.heartbeat-equal')
    expect(heartbeatMs).toBe(idleTimeoutMs)
    const drops = lanes.reduce((sum, lane) => sum + lane.drops, 0)
    const beats = lanes.reduce((sum, lane) => sum + lane.beatsMs.length, 0)
    expect(drops).toBeGreaterThan(0)
    expect(beats).toBeGreaterThan(0)
  })

  it('do not end where the heartbeat is clearly shorter', () => {
    const { lanes, spanMs } = livesIn('idle-and-heartbeat.heartbeat-shorter')
    for (const { lives, drops } of lanes) {
      expect(drops).toBe(0)
      expect(lives).toHaveLength(1)
      expect(lives[0]?.end).toBe('on')
      expect(lives[0]?.toMs).toBeCloseTo(spanMs)
    }
  })

  it('a WebSocket’s page is told 1006 of each drop, an EventSource’s of none', () => {
    for (const { transport, drops, told1006 } of livesIn('idle-and-heartbeat').lanes)
      expect(told1006).toBe(transport === 'ws' ? drops : 0)
  })
})
