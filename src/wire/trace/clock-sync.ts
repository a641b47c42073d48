/**
 * Aligns the browser's clock with the server's from round trips over the observer's socket, and says how far off that
 * can be. Pure: who asks and when is the live source's affair.
 */

/** How many of the last samples are looked at: old ones are let go, since clocks drift apart. */
const WINDOW = 16

export interface ClockSync {
  /** The browser's clock when it asked, the server's when it answered, the browser's when the answer came; all ms. */
  sample(t0: number, serverNow: number, t1: number): void
  /** Absent before the first sample. */
  readonly estimate: ClockEstimate | undefined
}

export interface ClockEstimate {
  /** Add it to a browser time to get the server's. */
  readonly offsetMs: number
  /** The offset is wrong by no more than this: half the round trip it was measured with. */
  readonly uncertaintyMs: number
}

/**
 * Makes an alignment without samples. Of the last 16 the one with the shortest round trip counts, the newest of equals;
 * the answer may have been written at any point of it, so its middle is taken and half of it is the uncertainty.
 * Samples that cannot be (not finite, or an answer before its question) are left out.
 */
export function createClockSync(): ClockSync {
  const samples: ClockEstimate[] = []
  let best: ClockEstimate | undefined
  return {
    sample(t0, serverNow, t1) {
      if (!Number.isFinite(t0 + serverNow + t1) || t1 < t0) return
      samples.push({ offsetMs: serverNow - (t0 + t1) / 2, uncertaintyMs: (t1 - t0) / 2 })
      if (samples.length > WINDOW) samples.shift()
      best = samples.reduce((a, b) => (b.uncertaintyMs <= a.uncertaintyMs ? b : a))
    },
    get estimate() {
      return best
    },
  }
}
