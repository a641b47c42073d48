/**
 * Work cut into slices: between them the page answers. Used where what a reader brought is read, listed and searched, which
 * can take a second and must not hold the page for one.
 */

/** Work that goes on step by step; a step takes some milliseconds at most. */
export interface SlicedWork {
  /** False once nothing is left to do. */
  step(): boolean
}

export interface SliceTimes {
  /** How long one task of the page may take, about. */
  readonly sliceMs: number
  /** How often what is there so far is shown. */
  readonly showEveryMs: number
}

/** Half of a frame at 60 a second, so that drawing has the other half. */
export const SLICE_TIMES: SliceTimes = { sliceMs: 8, showEveryMs: 150 }

export interface SliceClock {
  now(): number
  /** Runs a task after what the browser has to do first: input, drawing. Gives what takes it back. */
  later(task: () => void): () => void
}

/**
 * Does the work in slices; `show` is called at intervals and once at the end, then with true. Gives what stops it for good.
 */
export function runInSlices(
  work: SlicedWork,
  show: (isDone: boolean) => void,
  clock: SliceClock = browserClock(),
  { sliceMs, showEveryMs }: SliceTimes = SLICE_TIMES,
): () => void {
  let shownAt = clock.now()
  const slice = (): void => {
    const begun = clock.now()
    let goesOn = true
    while (goesOn && clock.now() - begun < sliceMs) goesOn = work.step()
    if (!goesOn) return show(true)
    if (clock.now() - shownAt >= showEveryMs) {
      show(false)
      shownAt = clock.now()
    }
    cancel = clock.later(slice)
  }
  let cancel = clock.later(slice)
  return () => cancel()
}

/** A message to itself is a task that no time-out delays, and that input and drawing go before. */
function browserClock(): SliceClock {
  return {
    now: () => performance.now(),
    later(task) {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => {
        port1.close()
        task()
      }
      port2.postMessage(undefined)
      return () => port1.close()
    },
  }
}
