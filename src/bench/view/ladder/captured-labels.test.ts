/**
 * The labels of every recorded run, at the widths of a wide, a middling and a narrow screen, on the axis that its scene asks for
 * and with each of some moments selected: what is drawn is looked at here, apart from how it was placed.
 */
import { describe, expect, it } from 'vitest'
import { CAPTURE_NAMES, readCapture } from '../../../../tests/support/every-capture.ts'
import { BENCH_WORDS } from '../words.ts'
import { headBox } from './arrow-head.ts'
import { originOf, tellingMoment, timeOf } from '../moments.ts'
import { foldedMap } from './folded-map.ts'
import { NOTCH } from './ladder-folds.ts'
import { crosses, labelBox, overlaps, type Box, type Segment } from './label-box.ts'
import { layOutLadder } from './ladder-layout.ts'
import type { LadderPicture } from './ladder-shapes.ts'
import { scaleFor } from './ladder-window.ts'
import { LABEL_SIZE } from './text-width.ts'
import { linearMap } from './time-map.ts'

/** The ladder's box at 1280, 760 and 350 pixels of screen. */
const WIDTHS = [640, 420, 330]

function pictureOf(name: string, width: number, language: 'en' | 'zh', selected?: number): LadderPicture {
  const { timeline, events, scene } = readCapture(name)
  const origin = originOf(timeline)
  const at = timeOf(events, selected)
  const map =
    scene.axis === 'linear'
      ? linearMap({ origin, pixelsPerSecond: scaleFor(timeline.end - origin) })
      : foldedMap(timeline, {
          origin,
          pixelsPerSecond: 80,
          opened: new Set(),
          live: false,
          around: at ?? origin,
          lineHeight: 1.3 * LABEL_SIZE,
        })
  const viewport = {
    width,
    map,
    from: origin,
    to: timeline.end + 500,
    shown: Infinity,
    now: timeline.end,
    labelSize: LABEL_SIZE,
    ...(selected === undefined || at === undefined ? {} : { selected: { moment: selected, at } }),
  }
  return layOutLadder(timeline, viewport, BENCH_WORDS[language])
}

/** Moments to select: none, that which a bench opens at, and some through the run. */
function momentsOf(name: string): readonly (number | undefined)[] {
  const { timeline, events } = readCapture(name)
  const spread = [0.3, 0.7].map((part) => Math.floor(part * events.length))
  return [undefined, tellingMoment(timeline, events, events.length), ...spread]
}

describe('what a ladder says of a recorded run', () => {
  it('has the break of a question that waited, as that of a stream', () => {
    const { lanes } = pictureOf('two-cuts', 640, 'en')
    expect(lanes.map(({ ends }) => ends[0]?.how)).toEqual(lanes.map(() => 'reset'))
  })

  it.each([
    ['en', 'goal 2: never delivered'],
    ['zh', '进球2：从未送达'],
  ] as const)(
    'names the event that was lost, where it shares its name with one that came (%s)',
    (language, said) => {
      expect(pictureOf('the-gap', 640, language).labels.map(({ text }) => text)).toContain(said)
    },
  )

  it.each(WIDTHS)('has no time twice at its axis, at a width of %i', (width) => {
    const times = pictureOf('two-cuts', width, 'en').ticks.map(({ label }) => label)
    expect(times).toEqual([...new Set(times)])
  })
})

interface Named<Shape> {
  readonly what: string
  readonly shape: Shape
}

/** Between two labels on one line, in pixels: about a space and a half. */
const LEAST_GAP = 5

const around = (x: number, y: number, half: number): Box => ({
  left: x - half,
  right: x + half,
  top: y - half,
  bottom: y + half,
})

function boxesOf({ lanes, folds }: LadderPicture): readonly Named<Box>[] {
  return lanes.flatMap((lane) => {
    const named = (what: string, shape: Box): Named<Box> => ({ what, shape })
    const { browserX, serverX } = lane.columns
    return [
      ...lane.rings.map(({ x, y }) => named('ring', around(x, y, 5))),
      ...lane.diamonds.map(({ x, y }) => named('diamond', around(x, y, 5))),
      ...lane.ends.map(({ x, y }) => named('end', around(x, y, 5))),
      ...lane.faults.map(({ x, y }) => named('fault', around(x, y, 5))),
      ...lane.notes.map(({ x, y }) => named('note', { left: x, right: x + 7, top: y - 1, bottom: y + 1 })),
      ...lane.arrows.map((arrow) => named('head', headBox(arrow))),
      ...lane.holds.map(({ x, top, bottom, kind }) => {
        const half = kind === 'held' ? 5 : 2.5
        return named('bar', { left: x - half, right: x + half, top, bottom })
      }),
      ...folds
        .filter(({ isOpen }) => !isOpen)
        .flatMap(({ top, bottom }) =>
          [browserX, serverX].map((x) => {
            const y = (top + bottom) / 2
            return named('notch', {
              left: x - NOTCH.half,
              right: x + NOTCH.half,
              top: y - 6,
              bottom: y + 6,
            })
          }),
        ),
    ]
  })
}

function linesOf({ lanes, crossings, columns, labels, pointer, top, bottom }: LadderPicture) {
  const line = (what: string, shape: Segment): Named<Segment> => ({ what, shape })
  const across = (y: number): Segment => ({ x1: columns.axisX + 6, x2: columns.right, y1: y, y2: y })
  const box = pointer?.box
  return [
    ...lanes.flatMap(({ arrows }) => arrows.map((arrow) => line('arrow', arrow))),
    ...lanes.flatMap(({ columns: { browserX, serverX } }) =>
      [browserX, serverX].map((x) => line('lifeline', { x1: x, x2: x, y1: top, y2: bottom })),
    ),
    ...lanes.flatMap(({ brackets }) =>
      brackets
        .filter(({ drawn }) => drawn)
        .map(({ x, top: y1, bottom: y2 }) => line('bracket', { x1: x, x2: x, y1, y2 })),
    ),
    ...crossings.map((y) => line('crossing', across(y))),
    ...labels.flatMap(({ leader }) => (leader === undefined ? [] : [line('leader', leader)])),
    ...(pointer !== undefined && box === undefined ? [line('pointer', across(pointer.y))] : []),
    ...(box === undefined
      ? []
      : [box.top, box.bottom].map((y) => line('frame', { x1: box.left, x2: box.right, y1: y, y2: y }))),
    ...(box === undefined
      ? []
      : [box.left, box.right].map((x) => line('frame', { x1: x, x2: x, y1: box.top, y2: box.bottom }))),
  ]
}

/** Everything wrong with the labels of a picture, each in a few words. */
function faultsOf(picture: LadderPicture): readonly string[] {
  const { labels, pointer } = picture
  const drawn = labels.map((label) => ({ label, box: labelBox(label.text, label, LABEL_SIZE) }))
  const marks = boxesOf(picture)
  const lines = linesOf(picture)
  const found: string[] = []
  drawn.forEach(({ label, box }, index) => {
    for (const other of drawn.slice(index + 1)) {
      // Two that touch are read as one: “200GET”.
      const wide = { ...box, left: box.left - LEAST_GAP, right: box.right + LEAST_GAP }
      if (overlaps(wide, other.box)) found.push(`“${label.text}” overlaps or touches “${other.label.text}”`)
      const [a, b] = [label.mark.at, other.label.mark.at]
      if (label.rail !== other.label.rail || a === undefined || b === undefined || a === b) continue
      const lower = box.top + box.bottom - other.box.top - other.box.bottom
      if ((a - b) * lower < -0.001) found.push(`“${label.text}” is out of order with “${other.label.text}”`)
    }
    for (const { what, shape } of marks)
      if (overlaps(box, shape)) found.push(`“${label.text}” covers a ${what}`)
    for (const { what, shape } of lines)
      if (crosses(shape, box)) found.push(`“${label.text}” lies on a ${what}`)
    const frame = pointer?.box
    if (frame !== undefined && label.mark.moment !== pointer?.moment && overlaps(box, frame))
      found.push(`“${label.text}” is under the selection`)
    if (box.left < 0 || box.right > picture.columns.right) found.push(`“${label.text}” is cut`)
  })
  return found
}

describe.each(WIDTHS)('the labels of every capture, in a box of %i pixels', (width) => {
  it.each(CAPTURE_NAMES)('%s', (name) => {
    for (const language of ['en', 'zh'] as const)
      for (const moment of momentsOf(name))
        expect({ moment, faults: faultsOf(pictureOf(name, width, language, moment)) }).toEqual({
          moment,
          faults: [],
        })
  })
})

describe('the label test itself', () => {
  it('finds a label on an arrow, on another label, and out of order', () => {
    const picture = pictureOf('first-frames', 640, 'en')
    const [first, second] = picture.labels
      .filter(({ rail, mark }) => rail.startsWith('lane') && mark.at !== undefined)
      .sort((a, b) => (a.mark.at ?? 0) - (b.mark.at ?? 0))
    const arrow = picture.lanes[0]?.arrows[0]
    if (first === undefined || second === undefined || arrow === undefined) throw new Error('labels expected')
    const moved = {
      ...first,
      y: (arrow.y1 + arrow.y2) / 2,
      x: (arrow.x1 + arrow.x2) / 2,
      anchor: 'middle' as const,
    }
    expect(faultsOf({ ...picture, labels: [moved] })).toContain(`“${first.text}” lies on a arrow`)
    expect(faultsOf({ ...picture, labels: [first, { ...second, x: first.x, y: first.y }] })[0]).toContain(
      'overlaps',
    )
    const swapped = [{ ...first, y: first.y + 1000 }, second]
    expect(faultsOf({ ...picture, labels: swapped }).join()).toContain('out of order')
  })
})

/** With less between its lifelines a lane has no room for words along an arrow. */
const ROOM = 100
/** Arrows of a lane that leave so close to one another, in pixels, crowd each other's labels out. */
const CROWDED = 20

describe('a label of the moment on show', () => {
  it('is there: of every slice that is named, in every lane with room for words', () => {
    const missing = WIDTHS.flatMap((width) =>
      CAPTURE_NAMES.flatMap((name) => {
        const named = readCapture(name).timeline.lanes.flatMap(({ arrows }) =>
          arrows.filter(({ carries }) => carries.kind !== 'more').map(({ moment }) => moment),
        )
        return roomyArrows(pictureOf(name, width, 'en'))
          .filter((moment) => named.includes(moment))
          .slice(0, 12)
          .filter((moment) => {
            const { labels } = pictureOf(name, width, 'en', moment)
            return !labels.some((label) => label.mark.moment === moment)
          })
          .map((moment) => `${name} ${width} ${moment}`)
      }),
    )
    expect(missing).toEqual([])
  })
})

function roomyArrows({ lanes }: LadderPicture): readonly number[] {
  return lanes
    .filter(({ columns: { browserX, serverX } }) => serverX - browserX > ROOM)
    .flatMap(({ arrows }) =>
      arrows
        .filter((one) => arrows.every((other) => other === one || Math.abs(other.y1 - one.y1) > CROWDED))
        .map(({ moment }) => moment),
    )
}
