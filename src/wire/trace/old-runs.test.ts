/** Runs that readers saved before conditions were told by name: they open, and are written anew as today's. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { WIRE_KEYS } from '../../contract/settings.ts'
import { createRaceFold } from '../race/race-fold.ts'
import { decodeTrace, encodeTrace } from './trace-codec.ts'
import type { Conditions, Trace } from './trace.ts'

function opened(text: string): Trace {
  const result = decodeTrace(text)
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`)
  return result.trace
}

const textOf = (name: string): string =>
  readFileSync(new URL(`../../../tests/data/${name}.json`, import.meta.url), 'utf8')

const conditionsOf = ({ events }: Trace): readonly Conditions[] =>
  events.flatMap((event) => (event.kind === 'conditions' ? [event.conditions] : []))

describe('an old run', () => {
  it('of a bench opens whole, and is written again to the letter', () => {
    const text = textOf('old-bench-run')
    const run = opened(text)
    expect(run.events).toHaveLength(36)
    expect(encodeTrace(run)).toBe(text)
  })

  it('of a race opens with its conditions, and again when it is saved as one is now', () => {
    const run = opened(textOf('old-race'))
    expect(run.events).toHaveLength(49)
    const told = {
      feed: 'match',
      eventsPerMinute: 18,
      pollIntervalMs: 3000,
      longPollTimeoutMs: 8000,
      heartbeatMs: 4000,
      latencyMs: 60,
      jitterMs: 0,
      bytesPerSecond: 0,
      bufferBytes: 0,
      idleTimeoutMs: 0,
    }
    expect(conditionsOf(run)).toMatchObject([told, { ...told, bufferBytes: 1024 }])
    const anew = encodeTrace(run)
    expect(anew).toContain('"bufferBytes":1024')
    expect(opened(anew)).toEqual(run)

    const fold = createRaceFold([{ run: 'ws', transport: 'ws' }])
    run.events.forEach((event, moment) => fold.push(event, moment))
    expect(fold.view.rows[0]?.theory).toMatchObject({ leastMs: 60, greatestMs: 60 })
  })
})

describe('conditions of another time', () => {
  const header = opened(textOf('old-race')).header
  const text = (conditions: unknown): string =>
    JSON.stringify({
      ...{ format: 'comet-on-the-wire trace', version: 1, header, baseMs: 0 },
      events: [['conditions', 1, conditions]],
    })
  const [usual] = conditionsOf(opened(text({})))
  if (usual === undefined) throw new Error('no conditions')

  it.each(WIRE_KEYS)('without %s are those of a wire that does not do it', (key) => {
    const { [key]: _, ...others } = { ...usual, latencyMs: 7, [key]: 5 }
    expect(conditionsOf(opened(text(others)))).toEqual([{ ...usual, ...others, [key]: 0 }])
  })

  it('with one that nobody knows here are read without it', () => {
    expect(conditionsOf(opened(text({ ...usual, latencyMs: 7, lostSlices: 'some' })))).toEqual([
      { ...usual, latencyMs: 7 },
    ])
  })

  it('keep what a lab would not take today', () => {
    expect(conditionsOf(opened(text({ latencyMs: 60_000, bytesPerSecond: 0.5 })))).toMatchObject([
      { latencyMs: 60_000, bytesPerSecond: 0.5 },
    ])
  })

  it.each([
    null,
    [],
    'weather',
    7,
    { feed: 'weather' },
    { latencyMs: -1 },
    { latencyMs: '60' },
    { jitterMs: null },
  ])('are refused as %j', (conditions) => {
    expect(decodeTrace(text(conditions))).toMatchObject({ ok: false, code: 'malformed-event' })
  })
})
