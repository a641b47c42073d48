/** The stops of the rate slider, from one event a minute to fifty a second: evenly far apart to the ear and eye, which hear ratios. Pure. */

/** Events a minute. */
export const RATE_STEPS: readonly number[] = [
  1, 2, 4, 6, 8, 12, 16, 20, 30, 40, 60, 90, 120, 180, 240, 360, 480, 600, 900, 1200, 1800, 2400, 3000,
]

/** The stop nearest to a rate, by ratio. */
export function rateStep(eventsPerMinute: number): number {
  const off = (rate: number): number => Math.abs(Math.log(Math.max(eventsPerMinute, 0.5) / rate))
  let best = 0
  RATE_STEPS.forEach((rate, step) => {
    if (off(rate) < off(RATE_STEPS[best] ?? rate)) best = step
  })
  return best
}
