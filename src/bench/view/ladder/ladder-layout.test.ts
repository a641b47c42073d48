import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BENCH_WORDS } from '../words.ts'
import type { Arrow, Delivery, Hold, Lane, PublishedMark, Timeline } from '../../../wire/trace/views.ts'
import { crosses, labelBox, overlaps } from './label-box.ts'
import { headBox } from './arrow-head.ts'
import { layOutLadder } from './ladder-layout.ts'
import { linearMap } from './time-map.ts'
import type { LadderViewport } from './ladder-shapes.ts'
import { marksOf } from './ladder-marks.ts'
import { nearestMark } from './ladder-points.ts'
import { windowAt } from './ladder-window.ts'

const ORIGIN = 1_763_798_400_000
const NO_COUNTS: Lane['counts'] = {
  requests: 0,
  emptyAnswers: 0,
  answers304: 0,
  bytesUp: 0,
  bytesDown: 0,
  delivered: 0,
  repeated: 0,
  connections: 1,
  lost: [],
}

function goal(moment: number, id: number, at: number): PublishedMark {
  return { moment, event: { id, type: 'goal', at: ORIGIN + at, data: { score: [id, 0] } } }
}

function ask(moment: number, at: number): Arrow {
  return {
    moment,
    exchange: `e${moment}`,
    direction: 'client-to-server',
    left: ORIGIN + at,
    arrived: ORIGIN + at + 120,
    bytes: 600,
    carries: { kind: 'request', method: 'GET', target: '/labs/x/long-poll?after=0' },
  }
}

function answer(moment: number, at: number, status: number, events: readonly number[]): Arrow {
  return {
    moment,
    exchange: `e${moment}`,
    direction: 'server-to-client',
    left: ORIGIN + at,
    arrived: ORIGIN + at + 120,
    bytes: 300,
    carries: { kind: 'response', status, events },
  }
}

interface LaneParts {
  readonly arrows?: readonly Arrow[]
  readonly deliveries?: readonly Delivery[]
  readonly holds?: readonly Hold[]
  readonly lost?: readonly number[]
}

function lane(run: 'short-poll' | 'long-poll', parts: LaneParts): Lane {
  return {
    spec: { run, transport: run },
    arrows: parts.arrows ?? [],
    deliveries: parts.deliveries ?? [],
    holds: parts.holds ?? [],
    ends: [],
    notes: [],
    spans: [{ from: ORIGIN }],
    counts: { ...NO_COUNTS, lost: parts.lost ?? [] },
  }
}

function timeline(published: readonly PublishedMark[], lanes: readonly Lane[], end: number): Timeline {
  return { start: ORIGIN, end: ORIGIN + end, published, faults: [], lanes, uncertaintyMs: 1.5 }
}

const MAP = linearMap({ origin: ORIGIN, pixelsPerSecond: 40 })

function viewport(change: Partial<LadderViewport> = {}): LadderViewport {
  return {
    width: 440,
    map: MAP,
    from: ORIGIN,
    to: ORIGIN + 14_000,
    shown: 1000,
    now: ORIGIN + 10_000,
    labelSize: 11,
    ...change,
  }
}

const TWO_POLLS = timeline(
  [goal(4, 1, 1050), goal(9, 2, 3100)],
  [
    lane('short-poll', {
      arrows: [ask(1, 0), answer(2, 130, 304, []), ask(5, 2000), answer(6, 2130, 200, [1])],
      deliveries: [
        { moment: 7, event: 1, at: ORIGIN + 2255, publishedAt: ORIGIN + 1050, repeated: false },
        { moment: 8, event: 1, at: ORIGIN + 2300, publishedAt: ORIGIN + 1050, repeated: true },
      ],
      lost: [2],
    }),
    lane('long-poll', {
      arrows: [ask(3, 10), answer(10, 3100, 200, [2])],
      deliveries: [{ moment: 11, event: 2, at: ORIGIN + 3222, publishedAt: ORIGIN + 3100, repeated: false }],
      holds: [
        { exchange: 'e3', kind: 'held', from: ORIGIN + 130, to: ORIGIN + 3100 },
        { exchange: 'e12', kind: 'held', from: ORIGIN + 3400 },
      ],
    }),
  ],
  10_000,
)

describe('the layout of a ladder', () => {
  const words = BENCH_WORDS.en
  const picture = layOutLadder(TWO_POLLS, viewport(), words)
  const [short, long] = picture.lanes
  if (short === undefined || long === undefined) throw new Error('two lanes expected')

  it('slopes an arrow from the side it left to the side it arrived at', () => {
    const [request, response] = short.arrows
    expect(request).toMatchObject({
      x1: short.columns.browserX,
      x2: short.columns.serverX,
      weight: 'request',
    })
    expect(response).toMatchObject({ x1: short.columns.serverX, x2: short.columns.browserX, weight: 'empty' })
    expect((request?.y2 ?? 0) - (request?.y1 ?? 0)).toBeCloseTo(0.12 * 40)
  })

  it('says of an answer of another server only what it is: nobody here knows what its events are', () => {
    const lanes = TWO_POLLS.lanes.map((lane) => ({
      ...lane,
      spec: { ...lane.spec, path: `/${lane.spec.run}` },
    }))
    const foreign = layOutLadder({ ...TWO_POLLS, lanes }, viewport(), words)
    expect(foreign.lanes.flatMap(({ arrows }) => arrows).some(({ weight }) => weight === 'empty')).toBe(false)
    const texts = foreign.labels.map((label) => label.text)
    expect(texts).toContain('304')
    expect(texts.join()).not.toContain('nothing new')
  })

  it('draws a held request as long as it was held, and an open one down to now', () => {
    const [answered, open] = long.holds
    expect((answered?.bottom ?? 0) - (answered?.top ?? 0)).toBeCloseTo(2.97 * 40)
    expect(answered?.open).toBe(false)
    expect(open?.open).toBe(true)
    expect(open?.bottom).toBeCloseTo(MAP.y(ORIGIN + 10_000))
  })

  it('shows what was held as still held where the views stand before its end', () => {
    const then = layOutLadder(TWO_POLLS, viewport({ shown: 9, now: ORIGIN + 2300 }), words)
    expect(then.lanes[1]?.holds).toHaveLength(1)
    expect(then.lanes[1]?.holds[0]?.open).toBe(true)
    expect(then.lanes[1]?.rings).toHaveLength(0)
  })

  it('says how late, how long held, what the answer was, what never came and what came again', () => {
    const texts = picture.labels.map((label) => label.text)
    for (const text of [
      '1.2 s late',
      'held 3.0 s',
      '304, nothing new',
      'never delivered',
      'again',
      'goal 1–0',
    ]) {
      expect(texts).toContain(text)
    }
    const chinese = layOutLadder(TWO_POLLS, viewport(), BENCH_WORDS.zh).labels.map((label) => label.text)
    expect(chinese).toContain('晚1.2秒')
  })

  it('marks a lost event in the lane that lost it only', () => {
    expect(short.diamonds.map((diamond) => diamond.lost)).toEqual([false, true])
    expect(long.diamonds.map((diamond) => diamond.lost)).toEqual([false, false])
  })

  it('draws one bracket for an event and none for its repetition', () => {
    expect(short.brackets).toHaveLength(1)
    expect(short.brackets[0]?.lateMs).toBeCloseTo(1205)
    expect(long.brackets[0]?.drawn).toBe(false)
  })

  it('keeps lanes apart and inside the width down to a phone', () => {
    for (const width of [300, 354, 440, 700]) {
      const { lanes } = layOutLadder(TWO_POLLS, viewport({ width }), words)
      const xs = lanes.flatMap((each) => [each.columns.left, each.columns.browserX, each.columns.serverX])
      expect(xs).toEqual([...xs].sort((a, b) => a - b))
      expect(Math.max(...xs)).toBeLessThan(width)
    }
  })

  it('lays out only what lies in the window', () => {
    const later = layOutLadder(TWO_POLLS, viewport({ from: ORIGIN + 5000, to: ORIGIN + 9000 }), words)
    expect(later.lanes.flatMap((each) => each.arrows)).toHaveLength(0)
    expect(later.lanes[1]?.holds).toHaveLength(1)
  })

  it('finds the mark under a finger', () => {
    const ring = picture.lanes.flatMap(({ rings }) => rings).find(({ moment }) => moment === 11)
    expect(ring).toMatchObject({ x: long.columns.browserX })
    expect(nearestMark(picture, (ring?.x ?? 0) - 8, (ring?.y ?? 0) + 2)).toBe(11)
    expect(nearestMark(picture, 10, 500)).toBeUndefined()
  })
})

describe('labels', () => {
  it('never overlap one another and never cross an arrow, however marks crowd', () => {
    const times = fc.array(fc.integer({ min: 0, max: 9000 }), { maxLength: 40 })
    fc.assert(
      fc.property(
        times,
        times,
        fc.constantFrom('en' as const, 'zh' as const),
        fc.integer({ min: 280, max: 620 }),
        (published, asked, language, width) => {
          const marks = published.map((at, index) => goal(index, index + 1, at))
          const lanes = (['short-poll', 'long-poll'] as const).map((run) =>
            lane(run, {
              arrows: asked.map((at, index) =>
                answer(100 + index, at, index % 2 === 0 ? 304 : 200, index % 2 === 0 ? [] : [1]),
              ),
              deliveries: marks.map((mark, index) => ({
                moment: 200 + index,
                event: mark.event.id,
                at: mark.event.at + 300 * (index % 5),
                publishedAt: mark.event.at,
                repeated: index % 7 === 0,
              })),
            }),
          )
          const labelSize = width < 440 ? 13.8 : 11
          const picture = layOutLadder(
            timeline(marks, lanes, 9000),
            viewport({ width, labelSize }),
            BENCH_WORDS[language],
          )
          const boxes = picture.labels.map((label) => labelBox(label.text, label, labelSize))
          const arrows = picture.lanes.flatMap((each) => each.arrows)
          boxes.forEach((box, index) => {
            for (const other of boxes.slice(index + 1)) expect(overlaps(box, other)).toBe(false)
            expect(arrows.filter((arrow) => crosses(arrow, box))).toEqual([])
          })
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('labels of lanes side by side', () => {
  const transports = ['long-poll', 'iframe-stream', 'sse', 'ws'] as const
  const at = (ms: number, moment: number) => ({ moment, at: ORIGIN + ms })
  const troubled = (count: number, times: readonly number[]): Timeline => {
    const marks = times.map((ms, index) => goal(index, index + 1, ms))
    const lanes = transports.slice(0, count).map((run): Lane => ({
      ...lane('long-poll', {
        arrows: times.flatMap((ms, index) => [ask(100 + index, ms), answer(200 + index, ms + 90, 200, [1])]),
        deliveries: marks.map((mark, index) => ({
          moment: 300 + index,
          event: mark.event.id,
          at: mark.event.at + 700 * (index % 4),
          publishedAt: mark.event.at,
          repeated: index % 5 === 4,
        })),
        holds: times.map((ms) => ({
          exchange: `h${ms}`,
          kind: 'open',
          from: ORIGIN + ms,
          to: ORIGIN + ms + 900,
        })),
        lost: [2],
      }),
      spec: { run, transport: run },
      ends: times.map((ms, index) => ({
        ...at(ms + 1200, 400 + index),
        exchange: 'e',
        how: 'reset' as const,
      })),
      notes: times.flatMap((ms, index) => [
        {
          ...at(ms + 400, 500 + index),
          note: { kind: 'closed', code: 1006, reason: '', wasClean: false } as const,
        },
        { ...at(ms + 420, 600 + index), note: { kind: 'silent' } as const },
        { ...at(ms + 500, 700 + index), note: { kind: 'ready-state', of: 'WebSocket', value: 1 } as const },
        { ...at(ms + 400, 800 + index), note: { kind: 'waiting', delayMs: 153 } as const },
      ]),
    }))
    const faults: Timeline['faults'] = times.map((ms, index) => ({
      moment: 900 + index,
      fault: { kind: 'fault', at: ORIGIN + ms + 300, fault: 'reset', transport: 'all', affected: 4 },
    }))
    return { ...timeline(marks, lanes, 9000), faults }
  }

  it('stay in their lane, off its lifelines, off heads of arrows and off one another', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 8000 }), { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        fc.constantFrom('en' as const, 'zh' as const),
        fc.integer({ min: 300, max: 460 }),
        (times, count, language, width) => {
          const { labels, lanes } = layOutLadder(
            troubled(count, times),
            viewport({ width }),
            BENCH_WORDS[language],
          )
          const boxes = labels.map((label) => labelBox(label.text, label, 11))
          const heads = lanes.flatMap((each) => each.arrows.map(headBox))
          boxes.forEach((box, index) => {
            const own = lanes.filter(({ columns }) => box.left >= columns.left && box.right <= columns.right)
            expect(own).toHaveLength(1)
            for (const { columns } of lanes)
              for (const x of [columns.browserX, columns.serverX])
                expect(box.left < x && x < box.right).toBe(false)
            expect(heads.filter((head) => overlaps(head, box))).toEqual([])
            expect(boxes.slice(index + 1).filter((other) => overlaps(other, box))).toEqual([])
          })
        },
      ),
      { numRuns: 60 },
    )
  })

  it('say less where a lane is narrow, and first what matters most', () => {
    const textsAt = (width: number, count: number, pixelsPerSecond: number) =>
      layOutLadder(
        troubled(count, [2000]),
        viewport({ width, map: linearMap({ origin: ORIGIN, pixelsPerSecond }) }),
        BENCH_WORDS.en,
      ).labels.map((label) => label.text)
    expect(textsAt(440, 1, 80)).toEqual(
      expect.arrayContaining(['close 1006, not clean', 'readyState 1 OPEN']),
    )
    const narrow = textsAt(360, 4, 320)
    expect(narrow).toEqual(expect.arrayContaining(['1006', 'reset', 'RST']))
    expect(narrow.filter((text) => text.startsWith('close') || text.startsWith('readyState'))).toEqual([])
  })
})

describe('a burst', () => {
  const goals = [0, 20, 40, 60, 80].map((after, index) => goal(index, index + 1, 1000 + after))
  const together = goals.map((mark, index) => ({
    moment: 20 + index,
    event: mark.event.id,
    at: ORIGIN + 1300,
    publishedAt: mark.event.at,
    repeated: false,
  }))
  const run = lane('long-poll', { deliveries: together })
  const picture = layOutLadder(timeline(goals, [run], 4000), viewport({ width: 440 }), BENCH_WORDS.en)

  it('keeps five diamonds apart, each at its own height, and each can be chosen', () => {
    const diamonds = picture.lanes[0]?.diamonds ?? []
    expect(diamonds).toHaveLength(5)
    diamonds.forEach((diamond, index) => {
      expect(diamond.y).toBeCloseTo(14 + (1000 + 20 * index) * 0.04, 5)
      const before = diamonds[index - 1]
      if (before !== undefined) expect(diamond.x - before.x).toBeGreaterThanOrEqual(10)
      expect(nearestMark(picture, diamond.x, diamond.y)).toBe(goals[index]?.moment)
    })
  })

  it('has one name and one lateness for what stands together', () => {
    const texts = picture.labels.map((label) => label.text)
    expect(texts).toContain('220 ms to 300 ms late')
    expect(texts.filter((text) => text.startsWith('goal'))).toHaveLength(1)
  })

  it('stays inside the drawing where there is little room', () => {
    const narrow = layOutLadder(timeline(goals, [run, run], 4000), viewport({ width: 300 }), BENCH_WORDS.en)
    for (const { diamonds } of narrow.lanes)
      for (const { x } of diamonds) expect(x).toBeLessThanOrEqual(300 - 5)
  })
})

describe('the marks as a list', () => {
  it('are in order of time and only those shown', () => {
    const all = marksOf(TWO_POLLS, 1000, BENCH_WORDS.en)
    expect(all.map((mark) => mark.at)).toEqual(all.map((mark) => mark.at).sort((a, b) => a - b))
    expect(all.find((mark) => mark.moment === 11)?.what).toBe('goal 2–0 reaches JavaScript, 122 ms late')
    expect(all.find((mark) => mark.moment === 9)?.what).toContain('short-poll: never delivered')
    expect(marksOf(TWO_POLLS, 9, BENCH_WORDS.en).some((mark) => mark.moment >= 9)).toBe(false)
  })
})

describe('the window', () => {
  it('stays the same while the reader scrolls a little', () => {
    expect(windowAt(250, MAP)).toEqual(windowAt(400, MAP))
    expect(windowAt(0, MAP).from).toBe(ORIGIN)
  })
})
