/**
 * From time to height and back: the one map of a ladder, of its layout, its window, its live tail and both lifelines of every
 * lane. Pure. A linear one is a scale; a folded one (`folded-map.ts`) leaves silences out and lets no transit be flat.
 */

/** Room above the first moment, so that a mark at the origin is whole. */
export const TOP_PAD = 14

/** A silence that is left out, or one that the reader opened. Times are epoch milliseconds, heights CSS pixels. */
export interface Fold {
  readonly from: number
  readonly to: number
  readonly top: number
  readonly bottom: number
  /** It has its length, since the reader wants to see it. */
  readonly isOpen: boolean
}

export interface TimeMap {
  /** Heights are in proportion to times. */
  readonly isLinear: boolean
  /** The time called 0. */
  readonly origin: number
  /** The height, from the top of the whole ladder, at which a time is drawn. Never less for a later time. */
  readonly y: (at: number) => number
  /** The time drawn at a height. */
  readonly at: (y: number) => number
  readonly folds: readonly Fold[]
}

interface Scale {
  /** The time at the top of the whole ladder. */
  readonly origin: number
  readonly pixelsPerSecond: number
}

/** The map of a ladder on which a second is as high everywhere. */
export function linearMap({ origin, pixelsPerSecond }: Scale): TimeMap {
  const perMs = pixelsPerSecond / 1000
  return {
    isLinear: true,
    origin,
    y: (at) => TOP_PAD + (at - origin) * perMs,
    at: (y) => origin + (y - TOP_PAD) / perMs,
    folds: [],
  }
}
