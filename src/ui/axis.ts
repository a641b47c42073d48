/** Drawings with axes: their box, and round numbers along an axis. */

/** In CSS pixels: the drawing, and in it where its axes stand; bars and lines stand on `base`. */
export interface DrawingBox {
  readonly width: number
  readonly height: number
  readonly left: number
  readonly right: number
  readonly top: number
  readonly base: number
}

/** 1, 2, 5, 10, 20, 50 …: the smallest such that `most` is at most so many steps; below 1 there is none. */
export function stepFor(most: number, count: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most / count)))
  return power * ([1, 2, 5].find((step) => most / (step * power) <= count) ?? 10)
}

/** From 0 up to `end`, a step apart. */
export function ticks(end: number, step: number): readonly number[] {
  return Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, index) => index * step)
}
