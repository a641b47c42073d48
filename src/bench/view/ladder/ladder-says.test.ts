/** What a ladder says beside its marks: its key, the times at its axis, its table, and what of heads stands on arrows. */
import { describe, expect, it } from 'vitest'
import { CAPTURE_NAMES, readCapture } from '../../../../tests/support/every-capture.ts'
import { BENCH_WORDS } from '../words.ts'
import { originOf } from '../moments.ts'
import { foldedMap } from './folded-map.ts'
import { kindsOf } from './LadderKey.tsx'
import { layOutLadder } from './ladder-layout.ts'
import { marksOf, withFolds } from './ladder-marks.ts'

const words = BENCH_WORDS.en

function drawn(name: string, selected?: number) {
  const { timeline } = readCapture(name)
  const origin = originOf(timeline)
  const map = foldedMap(timeline, {
    origin,
    pixelsPerSecond: 80,
    opened: new Set(),
    live: false,
    around: origin,
    lineHeight: 15.6,
  })
  const at = timeline.lanes[0]?.arrows.find(({ moment }) => moment === selected)?.left
  const viewport = {
    width: 640,
    map,
    from: origin,
    to: timeline.end + 500,
    shown: Infinity,
    now: timeline.end,
    labelSize: 12,
    ...(selected === undefined || at === undefined ? {} : { selected: { moment: selected, at } }),
  }
  return { timeline, map, picture: layOutLadder(timeline, viewport, words) }
}

describe('the key of a ladder', () => {
  it('lists what is drawn and nothing else', () => {
    for (const name of CAPTURE_NAMES) {
      const { timeline } = readCapture(name)
      const kinds = kindsOf(timeline, Infinity, words)
      const { lanes } = drawn(name).picture
      expect(kinds.has('page')).toBe(lanes.some(({ rings }) => rings.some(({ repeated }) => !repeated)))
      expect(kinds.has('held')).toBe(lanes.some(({ holds }) => holds.some(({ kind }) => kind === 'held')))
      expect(kinds.has('fault')).toBe(lanes.some(({ faults }) => faults.length > 0))
      expect(kinds.has('note')).toBe(lanes.some(({ notes }) => notes.length > 0))
      expect(kinds.has('lost')).toBe(lanes.some(({ diamonds }) => diamonds.some(({ lost }) => lost)))
      expect(kinds.has('empty')).toBe(
        lanes.some(({ arrows }) => arrows.some(({ weight }) => weight === 'empty')),
      )
    }
  })

  it('grows with what is shown', () => {
    const { timeline } = readCapture('first-frames')
    expect(kindsOf(timeline, 0, words).has('server')).toBe(false)
    expect(kindsOf(timeline, Infinity, words).has('server')).toBe(true)
  })
})

describe('the axis of a folded ladder', () => {
  it('has times of marks, each a line below the one before, and always that of the moment on show', () => {
    const { timeline } = readCapture('first-frames')
    for (const { moment, left } of timeline.lanes[0]?.arrows ?? []) {
      const { ticks } = drawn('first-frames', moment).picture
      ticks.forEach(({ y }, index) => {
        const before = ticks[index - 1]
        if (before !== undefined) expect(y - before.y).toBeGreaterThanOrEqual(15 - 0.001)
      })
      const chosen = ticks.filter(({ isSelected }) => isSelected)
      expect(chosen.map(({ label }) => label)).toEqual([((left - originOf(timeline)) / 1000).toFixed(3)])
    }
  })
})

describe('the table of a folded ladder', () => {
  it('has a row for each silence, in its place', () => {
    const { timeline, map } = drawn('cut-and-resume')
    const rows = withFolds(marksOf(timeline, Infinity, words), map.folds, words)
    expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).sort((a, b) => a - b))
    const silences = rows.filter(({ moment }) => moment === undefined)
    expect(silences).toHaveLength(map.folds.length)
    expect(silences[0]?.what).toBe('980 ms left out')
  })
})

describe('what matters in a head', () => {
  const labels = (name: string) => drawn(name).picture.labels.map(({ text }) => text)
  const rows = (name: string) => marksOf(readCapture(name).timeline, Infinity, words).map(({ what }) => what)

  it('stands on its arrow', () => {
    expect(labels('first-frames')).toEqual(
      expect.arrayContaining(['GET, Upgrade: websocket', '101 Switching Protocols', 'close 1000 “done”']),
    )
    expect(labels('cut-and-resume')).toEqual(
      expect.arrayContaining(['GET, Last-Event-ID: 1', 'GET, after=0', '200 · text/event-stream']),
    )
    expect(labels('not-modified')).toContain('GET, If-None-Match: "0"')
  })

  it('stands in its row', () => {
    expect(rows('cut-and-resume')).toContain('request GET …/sse?after=0, Last-Event-ID: 1')
    expect(rows('first-frames').join()).toContain('Upgrade: websocket')
    expect(rows('first-frames')).toContain('close 1000 “done”')
  })
})
