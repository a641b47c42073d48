/**
 * Loaded before the server: `Date` is an hour ahead after the first SIGUSR2, and an hour behind after the second, as a wall
 * clock that is set steps. What counts time by it would find an hour gone, or not yet come.
 */
const STEPS_MS = [3_600_000, -3_600_000]
const WallClock = Date
let offsetMs = 0

globalThis.Date = class extends WallClock {
  constructor(...parts: [] | [number | string | Date]) {
    if (parts.length === 0) super(WallClock.now() + offsetMs)
    else super(...(parts as [number]))
  }
  static override now(): number {
    return WallClock.now() + offsetMs
  }
} as DateConstructor

process.on('SIGUSR2', () => {
  offsetMs = STEPS_MS.shift() ?? 0
  console.log(`stepped to ${new Date().toISOString()}`)
})
