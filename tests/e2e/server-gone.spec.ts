/** The server goes while a run is on: the page says so, offers the recorded run, and comes back by itself. */
import type { Response } from '@playwright/test'
import { BenchOnPage } from './bench.ts'
import type { Trace } from '../../src/wire/trace/trace.ts'
import { expect, leave, startSite, test } from './site.ts'

const PATH = '/long-polling/'
/** A page asks again every 15 s at last, give or take a quarter, and then a run has to open. */
const COMES_BACK = { timeout: 40_000 }

// A server starts twice, and pages wait between their questions.
test.setTimeout(150_000)

test('says that the server is gone, and runs on by itself once it is back', async ({
  page,
  consoleErrors,
}) => {
  const first = await startSite()
  await page.goto(`${first.url}${PATH}`)
  const bench = new BenchOnPage(page, 'two-polls', PATH)
  const { words, root } = bench
  await bench.start()
  await first.stop()
  await expect(bench.button(words.bench.tryNow)).toBeVisible()
  await expect(root.getByText(words.bench.gone(0).split('·')[0]?.trim() ?? '').first()).toBeVisible()
  await expect(bench.button(words.bench.showRecorded)).toBeVisible()

  const again = await startSite(first.port)
  try {
    await bench.running(COMES_BACK)
    await expect(bench.button(words.bench.tryNow)).toHaveCount(0)
  } finally {
    await again.stop()
  }
  // The browser itself reports each refused connection as an error; nothing else may have been one.
  const others = (await leave(page, consoleErrors)).filter(
    (text) => !/ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY_RESPONSE|WebSocket connection|503/.test(text),
  )
  expect(others).toEqual([])
})

for (const [path, killed] of [
  ['/long-polling/', 'two-polls'],
  ['/zh/sse/', 'three-events'],
] as const) {
  test(`${path}: a server that was killed took the lab with it, and the page says so and what that means`, async ({
    page,
    consoleErrors,
  }) => {
    const first = await startSite()
    await page.goto(`${first.url}${path}`)
    const bench = new BenchOnPage(page, killed, path)
    const { labLost } = bench.words.bench
    await bench.start()
    const lost = bench.lab
    await bench.button(bench.words.controls.publishGoal).click()
    const before = await bench.savedRunWith(
      (run) => (published(run).length > 0 ? run : undefined),
      'an event before the server is killed',
    )
    await expect(bench.root.getByText(labLost.running)).toHaveCount(0)
    await first.kill()
    await expect(bench.root.locator('p').getByText(labLost['server-gone'])).toBeVisible()
    // What had crossed is still there to be saved.
    expect(published(await bench.savedRun())).toEqual(expect.arrayContaining([...published(before)]))

    const isMade = (answer: Response): boolean => new URL(answer.url()).pathname === '/labs'
    const made = page.waitForResponse(isMade, { timeout: 60_000 })
    const again = await startSite(first.port)
    try {
      const { id } = (await (await made).json()) as { readonly id: string }
      expect(id).not.toBe(lost)
      expect((await fetch(`${again.url}/labs/${lost}`)).status).toBe(404)
      await bench.running()
      await expect(bench.root.locator('p').getByText(labLost.running)).toBeVisible()
      await bench.button(bench.words.controls.publishGoal).click()
      const run = await bench.savedRunWith(
        (each) => (published(each).length > 0 ? each : undefined),
        'an event in the new lab',
      )
      expect(published(run)[0]).toBe(1)
      await bench.button(bench.words.bench.stop).click()
      await expect(bench.root.getByText(labLost.running)).toHaveCount(0)
    } finally {
      await leave(page, consoleErrors)
      await again.stop()
    }
  })
}

function published(run: Trace): readonly number[] {
  return run.events.flatMap((event) => (event.kind === 'published' ? [event.event.id] : []))
}

test('the recorded run is one press away while the server is gone', async ({ page, consoleErrors }) => {
  const site = await startSite()
  await page.goto(`${site.url}${PATH}`)
  const bench = new BenchOnPage(page, 'two-polls', PATH)
  await bench.start()
  await site.stop()
  await bench.button(bench.words.bench.showRecorded).click()
  await expect(bench.root.getByText(bench.words.bench.recorded)).toBeVisible()
  await leave(page, consoleErrors)
})
