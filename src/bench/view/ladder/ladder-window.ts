/** Which stretch of a long ladder is drawn for a scroll position: in coarse steps, with room to spare on both sides. */
import { TOP_PAD, type TimeMap } from './time-map.ts'

export const SCALES = [20, 40, 80, 160, 320, 640] as const

export const LADDER_HEIGHT = 540

/** Without script nothing brings another part of a drawing: so much of a run is drawn then, and the table beside it has all. */
const STILL_HEIGHT = 2400

const STEP = 240

export interface TimeWindow {
  readonly from: number
  readonly to: number
}

/** The scale in tens at which a run of `durationMs` fits, between 40 and 160 pixels a second. */
export function scaleFor(durationMs: number, height = LADDER_HEIGHT): number {
  const seconds = Math.max(0.1, durationMs / 1000)
  const fitting = (height - 40) / seconds
  return Math.min(160, Math.max(40, Math.floor(fitting / 10) * 10))
}

/** The largest scale at which a short run is whole in a ladder so high; a longer one is scrolled. */
export function scaleToFit(durationMs: number, height: number): number {
  const fitting = (height - 3 * TOP_PAD) / Math.max(0.001, durationMs / 1000)
  return SCALES.findLast((scale) => scale <= fitting) ?? SCALES[2]
}

/** The scroll position a window is drawn for: all positions of one step have one window. */
export function windowStep(scrollTop: number): number {
  return Math.floor(scrollTop / STEP) * STEP
}

/** The window to draw while the reader looks at `scrollTop`. */
export function windowAt(scrollTop: number, map: TimeMap, height = LADDER_HEIGHT): TimeWindow {
  const top = windowStep(scrollTop)
  return { from: Math.max(map.origin, map.at(top - STEP)), to: map.at(top + height + 2 * STEP) }
}

/** Around a mark: the box of the selection, and the label that stands above or below it. */
const MARK_PAD = 28

/**
 * The scroll position at which a mark is in sight as a whole, with its label: the present one where it is so already. `top` and
 * `bottom` are its heights on the paper, of an arrow those of its two ends; of one higher than the box its end is shown.
 */
export function scrollToShow(
  { top, bottom }: { readonly top: number; readonly bottom: number },
  { scrollTop, clientHeight }: { readonly scrollTop: number; readonly clientHeight: number },
): number {
  // The paper begins with a mark at its top.
  const from = Math.max(0, top - MARK_PAD)
  const to = bottom + MARK_PAD
  if (to - from > clientHeight) return Math.max(0, bottom - clientHeight / 2)
  const isWhole = from >= scrollTop && to <= scrollTop + clientHeight
  return isWhole ? scrollTop : Math.max(0, (from + to - clientHeight) / 2)
}

/** The window of a page that cannot scroll its drawing by script. */
export function stillWindow(end: number, map: TimeMap, height = LADDER_HEIGHT): TimeWindow {
  const wanted = Math.max(map.at(height), map.at(map.y(end) + TOP_PAD))
  return { from: map.origin, to: Math.min(map.at(STILL_HEIGHT), wanted) }
}
