/**
 * One test body for every browser: streams over HTTP end well when their lifetime is over, many times in a row, and the page's
 * own transports come back by themselves, each in its browser's way, with every event once and in order.
 */
import { expect } from '@playwright/test'
import { readTap } from '../support/tap-reader.ts'
import { posted, type RealPage } from './twenty-events.ts'
import type { Heard, HeardAsked } from './transports-page.ts'

/** A lifetime short enough to pass many times. */
export const SHORT_LIVES = { STREAM_LIFETIME_MS: '1000' }

const RUNS = ['sse', 'iframe-stream', 'fetch-stream', 'sse-and-post'] as const
/** So many streams of each kind have to end before the last event is published. */
const ENDS = { sse: 9, 'iframe-stream': 3 } as const
const EVENTS = 12
const LONGEST_MS = 40_000

/** Publishes events while streams end, some while one is open and others between one and the next, and compares what was heard. */
export async function expectStreamsComeBack(site: string, page: RealPage, script: string): Promise<void> {
  await page.open(`${site}/comet/`)
  const settings = { feed: 'manual', retryMs: 100 }
  const { id } = JSON.parse(await posted(`${site}/labs`, { settings })) as { readonly id: string }
  const lab = `/labs/${id}`
  const tap = await readTap(site, lab)
  const asked: HeardAsked = { lab, runs: RUNS, events: EVENTS, atMostMs: LONGEST_MS }
  const hearing = page.evaluate(`${script};hear(${JSON.stringify(asked)})`)

  const ended = (transport: keyof typeof ENDS) => tap.exchanges(transport).filter(({ isClosed }) => isClosed)
  for (let event = 1; event <= EVENTS; event++) {
    const share = event / EVENTS
    await tap.until(
      () =>
        ended('sse').length >= ENDS.sse * share &&
        ended('iframe-stream').length >= ENDS['iframe-stream'] * share,
    )
    await posted(`${site}${lab}/events`, { type: 'note', data: event })
  }
  const heard = JSON.parse(await hearing) as Heard
  for (const run of RUNS) {
    const ids = heard[run]?.map((text) => (JSON.parse(text) as { readonly id: number }).id)
    expect([run, ids]).toEqual([run, Array.from({ length: EVENTS }, (_, i) => i + 1)])
  }
  // All but those that the page itself left at the end.
  const all = [...ended('sse'), ...ended('iframe-stream')]
  const well = all.filter(({ received }) => received.toString('latin1').endsWith('\r\n0\r\n\r\n'))
  expect(all.length - well.length).toBeLessThanOrEqual(RUNS.length)
  tap.close()
}
