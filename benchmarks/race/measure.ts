/**
 * Measures the race page in a real Chromium, as a reader has it: the time of every frame of the screen, how busy the page's own
 * thread was, and what memory the page holds once what is garbage has been collected.
 */
import type { CDPSession, Page } from '@playwright/test'
import { percentile } from '../statistics.ts'

/** Frames of so long a time. */
export interface Frames {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly longestMs: number
  /** Of all frames, those that took twice their time or more: at sixty a second 33 ms. */
  readonly missedShare: number
  /** The share of the time in which the page's thread ran script; and did anything: style, layout, painting too. */
  readonly scriptShare: number
  readonly busyShare: number
}

/** A frame at sixty a second. */
const FRAME_MS = 1000 / 60

/** Counts a page's frames for a while. */
export async function countFrames(page: Page, cdp: CDPSession, durationMs: number): Promise<Frames> {
  const before = await spent(cdp)
  const started = performance.now()
  const times = await page.evaluate(
    (lengthMs) =>
      new Promise<number[]>((resolve) => {
        const deltas: number[] = []
        const begun = performance.now()
        let last = begun
        const onFrame = (now: number): void => {
          if (now > last) deltas.push(now - last)
          last = now
          if (now - begun < lengthMs) requestAnimationFrame(onFrame)
          else resolve(deltas)
        }
        requestAnimationFrame(onFrame)
      }),
    durationMs,
  )
  const elapsedSeconds = (performance.now() - started) / 1000
  const after = await spent(cdp)
  return {
    perSecond: times.length / elapsedSeconds,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    longestMs: Math.max(...times),
    missedShare: times.filter((ms) => ms >= 2 * FRAME_MS - 1).length / times.length,
    scriptShare: (after.script - before.script) / elapsedSeconds,
    busyShare: (after.busy - before.busy) / elapsedSeconds,
  }
}

/** What the page's JavaScript holds, in megabytes, garbage taken out. */
export async function heldMegabytes(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.enable')
  await cdp.send('HeapProfiler.collectGarbage')
  return (await metrics(cdp))('JSHeapUsedSize') / 1024 / 1024
}

/** Seconds of its thread that the page has used so far. */
async function spent(cdp: CDPSession): Promise<{ readonly script: number; readonly busy: number }> {
  const metric = await metrics(cdp)
  return { script: metric('ScriptDuration'), busy: metric('TaskDuration') }
}

async function metrics(cdp: CDPSession): Promise<(name: string) => number> {
  const { metrics: all } = await cdp.send('Performance.getMetrics')
  return (name) => {
    const found = all.find((each) => each.name === name)
    if (found === undefined) throw new Error(`This Chromium does not measure ${name}.`)
    return found.value
  }
}
