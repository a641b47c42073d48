/** How numbers are written in every language; the units' names come from its tables. */

/** Whole milliseconds below a second, one decimal above. */
export function durationText(ms: number, unitMs: string, unitS: string): string {
  const rounded = Math.round(ms)
  if (Math.abs(ms) < 10 && rounded !== ms) return `${ms.toFixed(1)}${unitMs}`
  if (rounded < 1000) return `${rounded}${unitMs}`
  return `${(ms / 1000).toFixed(1)}${unitS}`
}

/** `900 B`, `1.2 kB`, `3.0 MB`; the units with the blank before them, smallest first. */
export function bytesText(count: number, [unit, kilo, mega]: readonly [string, string, string]): string {
  if (count < 1000) return `${Math.round(count)}${unit}`
  if (count < 9950) return `${(count / 1000).toFixed(1)}${kilo}`
  if (count < 999_500) return `${Math.round(count / 1000)}${kilo}`
  return `${(count / 1_000_000).toFixed(1)}${mega}`
}

/** How many times as much: `2.5`, `31`. */
export function timesText(times: number): string {
  return times >= 10 ? `${Math.round(times)}` : times.toFixed(1)
}

/** `12,345`. */
export function grouped(count: number): string {
  return count.toLocaleString('en')
}
