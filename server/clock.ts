/** The one clock: every time this server says is read here. A test hands in another. */
export interface Clock {
  /** Milliseconds since the Unix epoch, with a fraction, never going back. */
  now(): number
  /** Calls `fire` once, `ms` from now; `cancel` is harmless afterwards. Does not keep the process alive. */
  after(ms: number, fire: () => void): Timer
}

export interface Timer {
  cancel(): void
}

export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  after(ms, fire) {
    const timer = setTimeout(fire, ms)
    timer.unref()
    return { cancel: () => clearTimeout(timer) }
  },
}
