/** Durations as every figure says them: whole milliseconds below a second, one decimal above. Used by the tables of words. */

function duration(ms: number, unitMs: string, unitS: string): string {
  const rounded = Math.round(ms)
  if (Math.abs(ms) < 10 && rounded !== ms) return `${ms.toFixed(1)}${unitMs}`
  if (rounded < 1000) return `${rounded}${unitMs}`
  return `${(ms / 1000).toFixed(1)}${unitS}`
}

/** `120 ms`, `1.2 s`. */
export function spanEn(ms: number): string {
  return duration(ms, ' ms', ' s')
}

/** `120毫秒`, `1.2秒`. */
export function spanZh(ms: number): string {
  return duration(ms, '毫秒', '秒')
}
