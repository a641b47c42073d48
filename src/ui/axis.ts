/** Round numbers along the axis of a drawing. */

/** 1, 2, 5, 10, 20, 50 …: the smallest such that `most` is at most so many steps; below 1 there is none. */
export function stepFor(most: number, count: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most / count)))
  return power * ([1, 2, 5].find((step) => most / (step * power) <= count) ?? 10)
}

/** From 0 up to `end`, a step apart. */
export function ticks(end: number, step: number): readonly number[] {
  return Array.from({ length: Math.floor(end / step + 1e-9) + 1 }, (_, index) => index * step)
}
