/**
 * Turns a stretch of a timeline into the geometry of a ladder: lifelines, sloped arrows, held bars, diamonds,
 * rings, lateness brackets and labels. Pure: no DOM, no clock, no words of its own; drawn by `LadderDrawing.tsx`.
 */
import type { BenchWords } from '../words.ts'
import type { FaultMoment, RunNote } from '../../../wire/trace/trace.ts'
import type { Arrow, Delivery, Lane, Timeline } from '../../../wire/trace/views.ts'
import { bracketsOf } from './lateness-brackets.ts'
import { columnsOf } from './ladder-columns.ts'
import type { LaneColumns } from './ladder-columns.ts'
import { fanOut } from './diamond-fan.ts'
import type { FannedMark } from './diamond-fan.ts'
import { laneWishes, nameWishes } from './ladder-labels.ts'
import { TOP_PAD, yOf } from './ladder-scale.ts'
import { placeLabels } from './label-placement.ts'
import type { Box, LabelWish } from './label-placement.ts'
import { arrowHead } from './arrow-head.ts'
import { markBoxes } from './mark-boxes.ts'
import type {
  LabelTone,
  LadderViewport,
  ArrowShape,
  NoteShape,
  LanePicture,
  LadderPicture,
} from './ladder-shapes.ts'

/** Lays out the marks of `timeline` that lie in the viewport; labels never overlap one another or a mark. */
export function layOutLadder(timeline: Timeline, viewport: LadderViewport, words: BenchWords): LadderPicture {
  const columns = columnsOf(viewport.width, timeline.lanes.length)
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
    top: yOf(viewport.from, viewport) - TOP_PAD,
    bottom: yOf(viewport.to, viewport),
  }
  const wishes: LabelWish<LabelTone>[] = []
  const labelled = viewport.labelled !== false
  const first = labelled ? columns.lanes[0] : undefined
  if (first !== undefined) {
    const fans = fansOf(published, first, viewport)
    wishes.push(...fans.flatMap((fan) => nameWishes(fan, first, viewport.labelSize, words)))
  }
  timeline.lanes.forEach((lane, index) => {
    const picture = lanes[index]
    if (picture !== undefined && labelled)
      wishes.push(...laneWishes(lane, picture, timeline, viewport, words))
  })
  return {
    columns,
    top: bounds.top,
    bottom: bounds.bottom,
    ticks: ticksOf(viewport),
    crossings: published.map((mark) => yOf(mark.event.at, viewport)),
    lanes,
    labels: labelled
      ? placeLabels(
          wishes,
          lanes.flatMap((lane) => markBoxes(lane, bounds)),
          lanes.flatMap((lane) => lane.arrows),
          bounds,
          viewport.labelSize,
        )
      : [],
  }
}

function fansOf(
  published: Timeline['published'],
  columns: LaneColumns,
  viewport: LadderViewport,
): readonly (readonly FannedMark[])[] {
  // Without names to tell them apart, many in a row would fan out into a slant that means nothing.
  const room = viewport.labelled === false ? 0 : columns.room
  return fanOut(published, (at) => yOf(at, viewport), room)
}

function layOutLane(
  lane: Lane,
  columns: LaneColumns,
  fans: readonly (readonly FannedMark[])[],
  timeline: Timeline,
  viewport: LadderViewport,
  words: BenchWords,
): LanePicture {
  const lost = new Set(lane.counts.lost)
  const deliveries = deliveriesIn(lane, viewport)
  return {
    run: lane.spec.run,
    transport: lane.spec.transport,
    columns,
    arrows: lane.arrows
      .filter((arrow) => arrow.moment < viewport.shown && within(arrow.left, arrow.arrived, viewport))
      .map((arrow) => arrowShape(arrow, columns, viewport)),
    holds: lane.holds
      .filter((hold) => hold.from <= viewport.now && within(hold.from, hold.to ?? viewport.now, viewport))
      .map((hold) => {
        const open = hold.to === undefined || hold.to > viewport.now
        const end = open ? viewport.now : (hold.to ?? viewport.now)
        return {
          exchange: hold.exchange,
          x: columns.serverX,
          top: yOf(hold.from, viewport),
          bottom: yOf(end, viewport),
          kind: hold.kind,
          open,
        }
      }),
    diamonds: fans.flat().map(({ mark, y, aside }) => ({
      moment: mark.moment,
      x: columns.serverX + aside,
      y,
      lost: lost.has(mark.event.id),
    })),
    rings: deliveries.map((delivery) => ({
      moment: delivery.moment,
      x: columns.browserX,
      y: yOf(delivery.at, viewport),
      repeated: delivery.repeated,
      uncertainty: (timeline.uncertaintyMs / 1000) * viewport.pixelsPerSecond,
    })),
    brackets: viewport.labelled === false ? [] : bracketsOf(deliveries, columns, (at) => yOf(at, viewport)),
    notes: lane.notes.flatMap(({ moment, at, note }) => {
      const texts = words.run.marks(note)
      if (texts.length === 0 || moment >= viewport.shown || !within(at, at, viewport)) return []
      return [
        {
          moment,
          x: columns.browserX,
          y: yOf(at, viewport),
          texts,
          tells: tellsOf(note),
        },
      ]
    }),
    ends: lane.ends
      .filter(({ moment, at }) => moment < viewport.shown && within(at, at, viewport))
      .map(({ moment, at, how }) => ({ moment, x: columns.serverX, y: yOf(at, viewport), how })),
    faults: timeline.faults
      .filter(({ moment, fault }) => moment < viewport.shown && isMeantFor(lane, fault))
      .filter(({ fault: { at } }) => within(at, at, viewport))
      .map(({ moment, fault }) => ({
        moment,
        x: (columns.browserX + columns.serverX) / 2,
        y: yOf(fault.at, viewport),
        texts: [words.run.faults[fault.fault], words.run.shortFaults[fault.fault]],
      })),
  }
}

function tellsOf({ kind }: RunNote): NoteShape['tells'] {
  if (kind === 'closed' || kind === 'silent') return 'end'
  return kind === 'ready-state' ? 'little' : 'much'
}

function isMeantFor({ spec }: Lane, { fault, transport }: FaultMoment): boolean {
  if (fault === 'ws-close' || fault === 'ws-raw') return spec.transport === 'ws'
  return transport === 'all' || transport === spec.transport
}

function deliveriesIn(lane: Lane, viewport: LadderViewport): readonly Delivery[] {
  return lane.deliveries.filter(
    (delivery) =>
      delivery.moment < viewport.shown && within(delivery.publishedAt ?? delivery.at, delivery.at, viewport),
  )
}

function within(start: number, end: number, viewport: LadderViewport): boolean {
  return end >= viewport.from && start <= viewport.to
}

function arrowShape(arrow: Arrow, columns: LaneColumns, viewport: LadderViewport): ArrowShape {
  const up = arrow.direction === 'client-to-server'
  const x1 = up ? columns.browserX : columns.serverX
  const x2 = up ? columns.serverX : columns.browserX
  const y1 = yOf(arrow.left, viewport)
  const y2 = yOf(arrow.arrived, viewport)
  return { moment: arrow.moment, x1, y1, x2, y2, weight: weightOf(arrow), head: arrowHead(x1, y1, x2, y2) }
}

function weightOf(arrow: Arrow): ArrowShape['weight'] {
  switch (arrow.carries.kind) {
    case 'request':
      return 'request'
    case 'response':
      return arrow.carries.events.length > 0 ? 'full' : 'empty'
    case 'stream':
      return arrow.carries.events.length > 0 ? 'full' : 'more'
    case 'more':
      return 'more'
  }
}

function ticksOf(viewport: LadderViewport): readonly { readonly y: number; readonly label: string }[] {
  // A second that is taller than most of a ladder is told in tenths.
  const perSecond = viewport.pixelsPerSecond >= 320 ? 10 : 1
  const stepMs = 1000 / perSecond
  const first = Math.max(0, Math.ceil((viewport.from - viewport.origin) / stepMs))
  const last = Math.floor((viewport.to - viewport.origin) / stepMs)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({
    y: yOf(viewport.origin + (first + index) * stepMs, viewport),
    label: String((first + index) / perSecond),
  }))
}
