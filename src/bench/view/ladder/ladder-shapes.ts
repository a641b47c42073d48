/** What a ladder is laid out from, and what comes of it: marks as geometry. Filled by `ladder-layout.ts`. */
import type { StreamEnd } from '../../../wire/trace/views.ts'
import type { Transport } from '../../../wire/trace/transports.ts'
import type { Columns, LaneColumns } from './ladder-columns.ts'
import type { BracketShape } from './lateness-brackets.ts'
import type { Box, Segment } from './label-box.ts'
import type { PlacedLabel } from './label-placement.ts'
import type { TimeMap } from './time-map.ts'
import type { BenchViewState } from '../bench-view-state.ts'

/** What is drawn of a run: of a bench's view, or of a stretch that stands by itself. */
export type LadderState = Pick<
  BenchViewState,
  | 'timeline'
  | 'words'
  | 'events'
  | 'version'
  | 'shown'
  | 'moment'
  | 'selection'
  | 'live'
  | 'origin'
  | 'select'
>

/** Which part of the timeline is wanted, and how large. Times are epoch milliseconds, sizes CSS pixels. */
export interface LadderViewport {
  readonly width: number
  readonly map: TimeMap
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
  /** The moment that is framed, and its time. */
  readonly selected?: { readonly moment: number; readonly at: number }
}

export interface ArrowShape extends Segment {
  readonly moment: number
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
  readonly lastedMs: number
}

/** What stands in one place. */
export interface PointShape {
  readonly moment: number
  readonly x: number
  readonly y: number
}

/** What the page noted, on its own lifeline. */
export interface NoteShape extends PointShape {
  readonly at: number
  /** What to say of it, the fullest first. */
  readonly texts: readonly string[]
  /** The end of a connection is said before what the run learns, and that before what follows from it. */
  readonly tells: 'end' | 'much' | 'little'
}

/** A stream's end, on the server's lifeline; crossed where it was no good end. */
export interface EndShape extends PointShape {
  readonly at: number
  readonly how: StreamEnd['how']
}

/** A fault, halfway between the lifelines of the lanes it was meant for. */
export interface FaultShape extends PointShape {
  readonly at: number
  readonly texts: readonly string[]
}

export interface DiamondShape extends PointShape {
  readonly lost: boolean
}

export interface RingShape extends PointShape {
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

/** All of a lane's marks but its arrows and bars. */
export function pointsOf({ rings, diamonds, notes, ends, faults }: LanePicture): readonly PointShape[] {
  return [...rings, ...diamonds, ...notes, ...ends, ...faults]
}

/** A silence that is left out, or that the reader opened. */
export interface FoldShape {
  readonly from: number
  readonly top: number
  readonly bottom: number
  readonly isOpen: boolean
  /** How long it lasted, in words; nothing where no lane has room for it. */
  readonly label?: PlacedLabel
}

/** The moment on show: framed where it has a mark, else a line across. */
export interface PointerShape {
  readonly y: number
  readonly moment: number
  readonly box?: Box
}

/** What a mark would say, had it room: told when it is pointed at. */
export interface UnsaidShape extends PointShape {
  readonly text: string
}

/** A time at the axis. On a linear ladder they are regular; on a folded one each is a mark's. */
export interface AxisTime {
  readonly y: number
  readonly label: string
  /** It is that of the moment on show. */
  readonly isSelected?: true
}

export interface LadderPicture {
  readonly columns: Columns
  readonly top: number
  readonly bottom: number
  readonly ticks: readonly AxisTime[]
  readonly folds: readonly FoldShape[]
  readonly pointer?: PointerShape
  readonly unsaid: readonly UnsaidShape[]
  /** The instants of published events, across all lanes. */
  readonly crossings: readonly number[]
  readonly lanes: readonly LanePicture[]
  readonly labels: readonly PlacedLabel[]
}
