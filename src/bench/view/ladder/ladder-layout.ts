/**
 * Turns a stretch of a timeline into the geometry of a ladder: lifelines, sloped arrows, held bars, diamonds,
 * rings, lateness brackets and labels. Pure: no DOM, no clock, no words of its own; drawn by `LadderDrawing.tsx`.
 */
import type { BenchWords } from '../words.ts'
import type { RunNote } from '../../../wire/trace/trace.ts'
import type { Arrow, Lane, LaneSpec, Timeline } from '../../../wire/trace/views.ts'
import { bracketsOf } from './lateness-brackets.ts'
import { columnsOf, type LaneColumns } from './ladder-columns.ts'
import { fanOut, type FannedMark } from './diamond-fan.ts'
import { laneWishes, nameWishes } from './ladder-labels.ts'
import { foldBoxes, foldShapes } from './ladder-folds.ts'
import { isMeantFor } from './mark-times.ts'
import { pointerOf } from './selected-frame.ts'
import { axisTimes } from './time-axis.ts'
import { TOP_PAD } from './time-map.ts'
import { placeLabels, type LabelWish } from './label-placement.ts'
import type { Box, Segment } from './label-box.ts'
import { arrowHead } from './arrow-head.ts'
import { markBoxes } from './mark-boxes.ts'
import type { LadderViewport, ArrowShape, NoteShape, LanePicture, LadderPicture } from './ladder-shapes.ts'

/** Lays out the marks of `timeline` that lie in the viewport; labels never overlap one another, a mark or a line. */
export function layOutLadder(timeline: Timeline, viewport: LadderViewport, words: BenchWords): LadderPicture {
  const { map, width, labelSize } = viewport
  const columns = columnsOf(width, timeline.lanes.length, map.isLinear ? 'linear' : 'folded')
  const published = timeline.published.filter(
    (mark) => mark.moment < viewport.shown && within(mark.event.at, mark.event.at, viewport),
  )
  const lanes = timeline.lanes.flatMap((lane, index) => {
    const laneColumns = columns.lanes[index]
    if (laneColumns === undefined) return []
    const fans = fansOf(published, laneColumns, viewport)
    return [layOutLane(lane, laneColumns, fans, timeline, viewport, words)]
  })
  const bounds: Box = {
    left: columns.axisX + 6,
    right: columns.right,
    top: map.y(viewport.from) - TOP_PAD,
    bottom: map.y(viewport.to),
  }
  const folds = foldShapes(columns.lanes, viewport, words)
  const pointer = pointerOf(lanes, viewport)
  // A dotted line from a diamond to other lanes; beside one lane's own arrow it would say nothing.
  const crossings = lanes.length > 1 ? published.map((mark) => map.y(mark.event.at)) : []
  const labelled = viewport.labelled !== false
  const { placed, unplaced } = placeLabels(
    labelled ? wishesOf(timeline, published, lanes, viewport, words) : [],
    {
      blocked: [
        ...lanes.flatMap((lane) => markBoxes(lane, bounds)),
        ...foldBoxes(folds, columns.lanes, labelSize),
      ],
      lines: [
        ...lanes.flatMap((lane) => lane.arrows),
        ...crossings.map((y) => acrossAt(y, columns)),
        ...(pointer === undefined || pointer.box !== undefined ? [] : [acrossAt(pointer.y, columns)]),
      ],
      selected:
        pointer?.box === undefined || viewport.selected === undefined
          ? undefined
          : { moment: viewport.selected.moment, box: pointer.box },
    },
    bounds,
    labelSize,
  )
  return {
    columns,
    top: bounds.top,
    bottom: bounds.bottom,
    ticks: axisTimes(timeline, viewport),
    folds,
    ...(pointer === undefined ? {} : { pointer }),
    crossings,
    lanes,
    labels: [...placed, ...folds.flatMap(({ label }) => label ?? [])],
    unsaid: unplaced.flatMap(({ mark: { moment, x, y }, texts: [text] }) =>
      moment < 0 || text === undefined ? [] : [{ moment, x, y, text }],
    ),
  }
}

function wishesOf(
  timeline: Timeline,
  published: Timeline['published'],
  lanes: readonly LanePicture[],
  viewport: LadderViewport,
  words: BenchWords,
): readonly LabelWish[] {
  const first = lanes[0]?.columns
  const names =
    first === undefined ? [] : nameWishes(fansOf(published, first, viewport), first, viewport, words)
  const others = timeline.lanes.flatMap((lane, index) => {
    const picture = lanes[index]
    return picture === undefined ? [] : laneWishes(lane, picture, timeline, viewport, words)
  })
  return [...names, ...others]
}

function acrossAt(y: number, { axisX, right }: LadderPicture['columns']): Segment {
  return { x1: axisX + 6, x2: right, y1: y, y2: y }
}

function fansOf(
  published: Timeline['published'],
  columns: LaneColumns,
  viewport: LadderViewport,
): readonly (readonly FannedMark[])[] {
  // Without names to tell them apart, many in a row would fan out into a slant that means nothing.
  const room = viewport.labelled === false ? 0 : columns.room
  return fanOut(published, viewport.map.y, room)
}

function layOutLane(
  lane: Lane,
  columns: LaneColumns,
  fans: readonly (readonly FannedMark[])[],
  timeline: Timeline,
  viewport: LadderViewport,
  words: BenchWords,
): LanePicture {
  const { browserX, serverX } = columns
  const { shown, now } = viewport
  const { y, isLinear } = viewport.map
  const isSeen = (moment: number, from: number, to = from): boolean =>
    moment < shown && within(from, to, viewport)
  const lost = new Set(lane.counts.lost)
  const deliveries = lane.deliveries.filter(({ moment, publishedAt, at }) =>
    isSeen(moment, publishedAt ?? at, at),
  )
  return {
    run: lane.spec.run,
    transport: lane.spec.transport,
    columns,
    arrows: lane.arrows
      .filter(({ moment, left, arrived }) => isSeen(moment, left, arrived))
      .map((arrow) => arrowShape(arrow, lane, columns, y)),
    holds: lane.holds
      .filter(({ from, to = now }) => from <= now && within(from, to, viewport))
      .map(({ exchange, kind, from, to = Infinity }) => {
        const end = Math.min(to, now)
        const lastedMs = end - from
        return { exchange, x: serverX, top: y(from), bottom: y(end), kind, open: to > now, lastedMs }
      }),
    diamonds: fans.flat().map(({ mark: { moment, event }, y: at, aside }) => ({
      moment,
      x: serverX + aside,
      y: at,
      lost: lost.has(event.id),
    })),
    rings: deliveries.map(({ moment, at, repeated }) => ({
      moment,
      x: browserX,
      y: y(at),
      repeated,
      // On a folded ladder a height says no duration, so no band could.
      uncertainty: isLinear ? y(at + timeline.uncertaintyMs) - y(at) : 0,
    })),
    brackets: viewport.labelled === false ? [] : bracketsOf(deliveries, columns, y),
    notes: lane.notes
      .filter(({ moment, at }) => isSeen(moment, at))
      .map(({ moment, at, note }) => {
        return { moment, at, x: browserX, y: y(at), texts: words.run.marks(note), tells: tellsOf(note) }
      })
      .filter(({ texts }) => texts.length > 0),
    ends: lane.ends
      .filter(({ moment, at }) => isSeen(moment, at))
      .map(({ moment, at, how }) => ({ moment, at, x: serverX, y: y(at), how })),
    faults: timeline.faults
      .filter(({ moment, fault }) => isSeen(moment, fault.at) && isMeantFor(lane, fault))
      .map(({ moment, fault: { fault, at } }) => ({
        moment,
        at,
        x: (browserX + serverX) / 2,
        y: y(at),
        texts: [words.run.faults[fault], words.run.shortFaults[fault]],
      })),
  }
}

function tellsOf({ kind }: RunNote): NoteShape['tells'] {
  if (kind === 'closed' || kind === 'silent') return 'end'
  return kind === 'ready-state' ? 'little' : 'much'
}

function within(start: number, end: number, viewport: LadderViewport): boolean {
  return end >= viewport.from && start <= viewport.to
}

function arrowShape(
  arrow: Arrow,
  { spec }: Lane,
  { browserX, serverX }: LaneColumns,
  y: (at: number) => number,
): ArrowShape {
  const [x1, x2] = arrow.direction === 'client-to-server' ? [browserX, serverX] : [serverX, browserX]
  const line = { x1, y1: y(arrow.left), x2, y2: y(arrow.arrived) }
  return { moment: arrow.moment, ...line, weight: weightOf(arrow, spec), head: arrowHead(line) }
}

function weightOf(arrow: Arrow, { path }: LaneSpec): ArrowShape['weight'] {
  switch (arrow.carries.kind) {
    case 'request':
      return 'request'
    case 'response':
      // What another server's answers bring is not known here.
      return arrow.carries.events.length > 0 || path !== undefined ? 'full' : 'empty'
    case 'stream':
      return arrow.carries.events.length > 0 ? 'full' : 'more'
    case 'more':
      return 'more'
  }
}
