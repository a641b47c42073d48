/**
 * The race bench: the built page in a real Chromium, fifty events a second on all five transports for a minute, on one machine
 * with the server that serves it.
 */
import { chromium, type Page } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium, NO_CHROMIUM } from '../../scripts/browser.ts'
import { rounded } from '../results-file.ts'
import { settle, startMeasured } from '../our-server.ts'
import { countFrames, heldMegabytes } from './measure.ts'
import { medianReading, tableOf, type RaceLoad, type RaceReading, type RaceResults } from './report.ts'

const FULL_LOAD: RaceLoad = { eventsPerMinute: 3000, earlyAtSeconds: 20, lateAtSeconds: 60 }

/** Frames are counted for so long at the end of each stretch. */
const COUNTED_MS = 10_000

/** Runs the bench and says each round as it comes. Needs a built site and a Chromium, and says so where there is none. */
export async function benchRace(
  rounds: number,
  load: RaceLoad = FULL_LOAD,
): Promise<{ readonly results: RaceResults; readonly table: string }> {
  const executablePath = findChromium()
  if (executablePath === undefined) throw new Error(NO_CHROMIUM)
  const readings: RaceReading[] = []
  for (let round = 1; round <= rounds; round++) {
    const reading = await oneRound(executablePath, load)
    readings.push(reading)
    console.log(`race round ${round} ${rounded(reading)}`)
  }
  const reading = medianReading(readings)
  return { results: { load, rounds, reading }, table: tableOf(load, reading) }
}

async function oneRound(executablePath: string, load: RaceLoad): Promise<RaceReading> {
  const server = startMeasured('server/main.ts')
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] })
  try {
    const url = await server.printed(/(http:\/\/\S+)/)
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Performance.enable')
    const answer = await page.goto(`${url.replace(/\/$/, '')}/race/`)
    if (answer?.status() !== 200)
      throw new Error('There is no race page: build the site first (npm run build).')
    await setRate(page, load.eventsPerMinute)
    const atRest = await countFrames(page, cdp, COUNTED_MS)

    await page
      .locator('.race')
      .getByRole('button', { name: /^Start/ })
      .click()
    const started = performance.now()
    const stretch = async (toSeconds: number): Promise<void> =>
      settle(started + toSeconds * 1000 - COUNTED_MS - performance.now())
    await stretch(load.earlyAtSeconds)
    const early = await countFrames(page, cdp, COUNTED_MS)
    const earlyMegabytes = await heldMegabytes(cdp)
    await stretch(load.lateAtSeconds)
    const late = await countFrames(page, cdp, COUNTED_MS)
    const lateMegabytes = await heldMegabytes(cdp)
    return { atRest, early, late, earlyMegabytes, lateMegabytes, delivered: await deliveredOn(page) }
  } finally {
    await browser.close()
    await server.end()
  }
}

/** Moves the page's own slider, whose stops go up to this rate. */
async function setRate(page: Page, eventsPerMinute: number): Promise<void> {
  const slider = page.locator('.race').getByRole('slider', { name: 'events', exact: true })
  await slider.scrollIntoViewIfNeeded()
  await slider.focus()
  await slider.press('End')
  const told = await slider.getAttribute('aria-valuetext')
  const perSecond = eventsPerMinute / 60
  if (told?.includes(String(perSecond)) !== true)
    throw new Error(`The page's fastest rate is ${told}, not ${perSecond} a second.`)
  await page.evaluate(() => window.scrollTo({ top: 0, behavior: 'instant' }))
}

/** How many events the page's own table says were delivered by WebSocket, which is never behind for long. */
async function deliveredOn(page: Page): Promise<number> {
  const cells = page.locator('.race table tr').filter({ has: page.locator('th', { hasText: /^Delivered/i }) })
  const text = await cells.first().locator('td').last().textContent()
  return Number(text?.replaceAll(/[^\d]/g, '') ?? '')
}
