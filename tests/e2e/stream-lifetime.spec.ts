/**
 * Streams over HTTP end well when their lifetime is over, many times in a row here: the page's own transports come back by
 * themselves, each in its browser's way, and have every event once and in order.
 */
import { bundlePage } from '../../scripts/page-bundle.ts'
import { readTap } from '../support/tap-reader.ts'
import { expect, startSite, test } from './site.ts'
import { PAGE_SCRIPT } from './twenty-events.ts'
import type { Heard, HeardAsked } from './transports-page.ts'

const RUNS = ['sse', 'iframe-stream', 'fetch-stream', 'sse-and-post'] as const
/** Streams of each kind that have to end before the last event is published. */
const ENDS = { sse: 9, 'iframe-stream': 3 } as const
const EVENTS = 12

test('every stream of the page comes back by cursor, and nothing is lost', async ({ page }) => {
  const site = await startSite(0, { STREAM_LIFETIME_MS: '1000' })
  try {
    await page.goto(`${site.url}/comet/`)
    const { id } = (await posted(`${site.url}/labs`, {
      settings: { feed: 'manual', retryMs: 100 },
    })) as { readonly id: string }
    const lab = `/labs/${id}`
    const tap = await readTap(site.url, lab)
    const asked: HeardAsked = { lab, runs: RUNS, events: EVENTS, atMostMs: 40_000 }
    const hearing = page.evaluate<string>(`${await bundlePage(PAGE_SCRIPT)};hear(${JSON.stringify(asked)})`)

    const ended = (transport: keyof typeof ENDS): number =>
      tap.exchanges(transport).filter(({ isClosed }) => isClosed).length
    for (let event = 1; event <= EVENTS; event++) {
      // Some events come while a stream is open, others between one and the next.
      const share = event / EVENTS
      await tap.until(
        () => ended('sse') >= ENDS.sse * share && ended('iframe-stream') >= ENDS['iframe-stream'] * share,
      )
      await posted(`${site.url}${lab}/events`, { type: 'note', data: event })
    }
    const heard = JSON.parse(await hearing) as Heard
    for (const run of RUNS) {
      const ids = heard[run]?.map((text) => (JSON.parse(text) as { readonly id: number }).id)
      expect([run, ids]).toEqual([run, Array.from({ length: EVENTS }, (_, i) => i + 1)])
    }
    const streams = [...tap.exchanges('sse'), ...tap.exchanges('iframe-stream')]
    const whole = streams.filter(({ isClosed }) => isClosed)
    // All but those that the page itself left at the end.
    const well = whole.filter(({ received }) => received.toString('latin1').endsWith('\r\n0\r\n\r\n'))
    expect(whole.length - well.length).toBeLessThanOrEqual(RUNS.length)
    tap.close()
  } finally {
    await site.stop()
  }
})

async function posted(url: string, body: unknown): Promise<unknown> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
  return answer.json()
}
