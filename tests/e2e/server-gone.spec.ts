/** The server goes while a run is on: the page says so, offers the recorded run, and comes back by itself. */
import { BenchOnPage } from './bench.ts'
import { expect, startSite, test } from './site.ts'

const PATH = '/long-polling/'

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
    await bench.running()
    await expect(bench.button(words.bench.tryNow)).toHaveCount(0)
  } finally {
    await again.stop()
  }
  // The browser itself reports each refused connection as an error; nothing else may have been one.
  const others = consoleErrors.filter(
    (text) => !/ERR_CONNECTION|ERR_INCOMPLETE|ERR_EMPTY_RESPONSE|WebSocket connection|503/.test(text),
  )
  expect(others).toEqual([])
  consoleErrors.splice(0)
})

test('the recorded run is one press away while the server is gone', async ({ page, consoleErrors }) => {
  const site = await startSite()
  await page.goto(`${site.url}${PATH}`)
  const bench = new BenchOnPage(page, 'two-polls', PATH)
  await bench.start()
  await site.stop()
  await bench.button(bench.words.bench.showRecorded).click()
  await expect(bench.root.getByText(bench.words.bench.recorded)).toBeVisible()
  consoleErrors.splice(0)
})
