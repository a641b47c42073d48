/**
 * Turns a stretch of a timeline into the geometry of a ladder: lifelines, sloped arrows, held bars, diamonds,
 * rings, lateness brackets and labels. Pure: no DOM, no clock, no words of its own; drawn by `LadderDrawing.tsx`.
 */
import type { BenchWords } from '../../../words/bench-words.ts'
import type { FaultMoment, RunNote } from '../../../wire/trace/trace.ts'
import type { Arrow, Delivery, Lane, StreamEnd, Timeline } from '../../../wire/trace/views.ts'
import type { Transport } from '../../../wire/trace/transports.ts'
import { bracketsOf } from './lateness-brackets.ts'
import type { BracketShape } from './lateness-brackets.ts'
import { columnsOf } from './ladder-columns.ts'
import type { Columns, LaneColumns } from './ladder-columns.ts'
import { fanOut } from './diamond-fan.ts'
import type { FannedMark } from './diamond-fan.ts'
import { laneWishes, nameWishes } from './ladder-labels.ts'
import type { LabelTone } from './ladder-labels.ts'
import { TOP_PAD, yOf } from './ladder-scale.ts'
import { placeLabels } from './label-placement.ts'
import type { Box, LabelWish, PlacedLabel } from './label-placement.ts'
import { arrowHead } from './arrow-head.ts'
import { markBoxes } from './mark-boxes.ts'

/** Which part of the timeline is wanted, and how large. Times are epoch milliseconds, sizes CSS pixels. */
export interface LadderViewport {
  readonly width: number
  readonly pixelsPerSecond: number
  /** The time at the top of the whole ladder. */
  readonly origin: number
  /** Only what happens between is laid out. */
  readonly from: number
  readonly to: number
  /** Marks of later moments are not drawn. */
  readonly shown: number
  /** Open bars and lifelines end here. */
  readonly now: number
  /** The font size of labels, in pixels of the drawing. */
  readonly labelSize: number
  /** False where marks are so many that labels would only cover them, and placing them would take long. */
  readonly labelled?: boolean
}

export interface ArrowShape {
  readonly moment: number
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
  /** `full` brings an event, `empty` an answer without one, `request` asks, `more` carries on. */
  readonly weight: 'full' | 'empty' | 'request' | 'more'
  readonly head: string
}

export interface HoldShape {
  readonly exchange: string
  readonly x: number
  readonly top: number
  readonly bottom: number
  /** `held`: a question waits; `open`: an answer goes on. */
  readonly kind: 'held' | 'open'
  /** It lasts. */
  readonly open: boolean
}

/** What the page noted, on its own lifeline. */
export interface NoteShape {
  readonly moment: number
  readonly x: number
  readonly y: number
  /** What to say of it, the fullest first. */
  readonly texts: readonly string[]
  /** The end of a connection is said before what the run learns, and that before what follows from it. */
  readonly tells: 'end' | 'much' | 'little'
}

/** A stream's end, on the server's lifeline; crossed where it was no good end. */
export interface EndShape {
  readonly moment: number
  readonly x: number
  readonly y: number
  readonly how: StreamEnd['how']
}

/** A fault, halfway between the lifelines of the lanes it was meant for. */
export interface FaultShape {
  readonly moment: number
  readonly x: number
  readonly y: number
  readonly texts: readonly string[]
}

export interface DiamondShape {
  readonly moment: number
  readonly x: number
  readonly y: number
  readonly lost: boolean
}

export interface RingShape {
  readonly moment: number
  readonly x: number
  readonly y: number
  readonly repeated: boolean
  /** Half the height of the band in which the true moment lies. */
  readonly uncertainty: number
}

export interface LanePicture {
  readonly run: string
  readonly transport: Transport
  readonly columns: LaneColumns
  readonly arrows: readonly ArrowShape[]
  readonly holds: readonly HoldShape[]
  readonly diamonds: readonly DiamondShape[]
  readonly rings: readonly RingShape[]
  readonly brackets: readonly BracketShape[]
  readonly notes: readonly NoteShape[]
  readonly ends: readonly EndShape[]
  readonly faults: readonly FaultShape[]
}

export interface LadderPicture {
  readonly columns: Columns
  readonly top: number
  readonly bottom: number
  readonly ticks: readonly { readonly y: number; readonly label: string }[]
  /** The instants of published events, across all lanes. */
  readonly crossings: readonly number[]
  readonly lanes: readonly LanePicture[]
  readonly labels: readonly PlacedLabel<LabelTone>[]
}

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
