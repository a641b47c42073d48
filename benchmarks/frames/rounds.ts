/** The frames bench: the built site in a real Chromium; every subject in each round, in a page of its own, in turns. */
import { spawnSync } from 'node:child_process'
import { chromium, type Browser } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium, NO_CHROMIUM } from '../../scripts/browser.ts'
import { Child } from '../child.ts'
import { rounded } from '../results-file.ts'
import { mediansOf, tableOf, type FrameResults } from './report.ts'
import { FRAME_SUBJECTS, type FrameLoad, type FrameReading, type FrameSubject } from './subjects.ts'

/** Ten megabytes of frames of a hundred bytes are some 92,000 rows. */
export const FULL_FRAME_LOAD: FrameLoad = { bytes: 10_000_000, frames: 300, rows: 92_000 }

/** Builds the site, serves it and runs the bench, saying each round as it comes. */
export async function benchFrames(
  rounds: number,
  load: FrameLoad = FULL_FRAME_LOAD,
): Promise<{ readonly results: FrameResults; readonly table: string }> {
  const path = findChromium()
  if (path === undefined) throw new Error(NO_CHROMIUM)
  const built = spawnSync(process.execPath, ['scripts/build.ts'], { stdio: 'inherit' })
  if (built.status !== 0) throw new Error('The site could not be built.')
  const server = Child.start('The server', ['server/main.ts'], { PORT: '0', HOST: '127.0.0.1' })
  const browser = await chromium.launch({ executablePath: path, args: [...CHROMIUM_FLAGS] })
  try {
    const site = new URL(await server.printed(/(http:\/\/[\w.:[\]-]+)/)).origin
    return await measureAll(browser, site, rounds, load)
  } finally {
    await browser.close()
    await server.end()
  }
}

async function measureAll(
  browser: Browser,
  site: string,
  rounds: number,
  load: FrameLoad,
): Promise<{ readonly results: FrameResults; readonly table: string }> {
  const readings = new Map<string, FrameReading[]>()
  for (let round = 0; round < rounds; round++) {
    const from = round % FRAME_SUBJECTS.length
    for (const subject of [...FRAME_SUBJECTS.slice(from), ...FRAME_SUBJECTS.slice(0, from)]) {
      const reading = await measureOne(browser, subject, site, load)
      readings.set(subject.name, [...(readings.get(subject.name) ?? []), reading])
      console.log(`frames round ${round + 1} ${subject.name} ${rounded(reading)}`)
    }
  }
  const subjects = Object.fromEntries(Array.from(readings, ([name, own]) => [name, mediansOf(own)]))
  return { results: { load, rounds, subjects }, table: tableOf(FRAME_SUBJECTS, subjects) }
}

/** In a browser context of its own, so that no page's memory is another's. */
export async function measureOne(
  browser: Browser,
  subject: FrameSubject,
  site: string,
  load: FrameLoad,
): Promise<FrameReading> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    return await subject.measure(await context.newPage(), site, load)
  } finally {
    await context.close()
  }
}
