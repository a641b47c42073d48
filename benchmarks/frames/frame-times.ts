/**
 * Frame times in a page: how far apart its animation frames are while something is scrolled from end to end, or waited for.
 * In headless Chromium without a graphics card frames come from a timer at 60 Hz, so that one that is late says that the
 * main thread was busy; it says nothing of a display.
 */
import type { Page } from '@playwright/test'
import { median, percentile } from '../statistics.ts'

export interface FrameTimes {
  readonly medianMs: number
  readonly p99Ms: number
  readonly longestMs: number
  /** The share of frames that came later than 16.7 ms after the one before, by a millisecond or more: a timer's own jitter is less. */
  readonly lateShare: number
}

const FRAME_MS = 1000 / 60
const JITTER_MS = 1

/** Gives what frames this far apart come to. Throws where there is none. */
export function frameTimesOf(apartMs: readonly number[]): FrameTimes {
  return {
    medianMs: median(apartMs),
    p99Ms: percentile(apartMs, 0.99),
    longestMs: Math.max(...apartMs),
    lateShare: apartMs.filter((ms) => ms > FRAME_MS + JITTER_MS).length / apartMs.length,
  }
}

/** Scrolls the box of a selector from its top to its end in so many frames, and gives their times. */
export async function scrollThrough(page: Page, selector: string, frames: number): Promise<FrameTimes> {
  const apart = await page.evaluate(
    async ({ selector: wanted, frames: count }) => {
      const box = document.querySelector(wanted)
      if (box === null) throw new Error(`nothing to scroll: ${wanted}`)
      const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve))
      box.scrollTop = 0
      // What scrolling to the top costs is not counted.
      for (let wait = 0; wait < 20; wait++) await nextFrame()
      const times: number[] = []
      let last = await nextFrame()
      for (let frame = 1; frame <= count; frame++) {
        box.scrollTop = ((box.scrollHeight - box.clientHeight) * frame) / count
        const now = await nextFrame()
        times.push(now - last)
        last = now
      }
      return times
    },
    { selector, frames },
  )
  return frameTimesOf(apart)
}

/** What a page did from an act on, until something was there. */
export interface Waiting {
  /** Until the first sign of it, and until all of it was there. */
  readonly firstMs: number
  readonly allMs: number
  /** The longest time between two frames meanwhile: for so long the page answered nothing. */
  readonly longestMs: number
}

interface Watch {
  readonly first: string
  readonly all: string
}

/** Watches a page from now on; `begin` is to be called by the page at the act. Selectors match once there is text in them. */
export async function watch(page: Page, wanted: Watch): Promise<{ result(): Promise<Waiting> }> {
  await page.evaluate(({ first, all }) => {
    const isThere = (selector: string): boolean =>
      Array.from(document.querySelectorAll(selector)).some((each) => (each.textContent ?? '') !== '')
    const promise = new Promise<Waiting>((resolve) => {
      const begin = (): void => {
        const begun = performance.now()
        let last = begun
        let longestMs = 0
        let firstMs: number | undefined
        const look = (): void => {
          const now = performance.now()
          longestMs = Math.max(longestMs, now - last)
          last = now
          if (firstMs === undefined && isThere(first)) firstMs = now - begun
          if (firstMs !== undefined && isThere(all)) resolve({ firstMs, allMs: now - begun, longestMs })
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }
      for (const kind of ['change', 'click']) addEventListener(kind, begin, { once: true, capture: true })
    })
    Object.assign(globalThis, { frameWatch: promise })
  }, wanted)
  return {
    result: () => page.evaluate(() => (globalThis as unknown as { frameWatch: Promise<Waiting> }).frameWatch),
  }
}
