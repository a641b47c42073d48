/** A lecture of two: one lets others watch the run of a figure, the other opens the link, and sees it live, in both languages. */
import type { BrowserContext, Page } from '@playwright/test'
import { WATCH_WORDS } from '../../src/bench/view/watch/words.ts'
import { standInFor } from '../../src/wire/export/without-lab-id.ts'
import type { Trace } from '../../src/wire/trace/trace.ts'
import { languageOf } from '../../src/words/languages.ts'
import { BenchOnPage } from './bench.ts'
import { expect, leave, test } from './site.ts'

const SCENE = 'two-polls'

function kinds(run: Trace, kind: string): number {
  return run.events.filter((event) => event.kind === kind).length
}

async function otherPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  await page.addInitScript(() => {
    localStorage.setItem('comet.panes', 'all')
    localStorage.setItem('comet.more', 'open')
  })
  return page
}

for (const path of ['/long-polling/', '/zh/long-polling/']) {
  test(`${path}: whoever opens the link sees the owner’s run as it goes, until the owner ends it`, async ({
    page,
    browser,
  }) => {
    const words = WATCH_WORDS[languageOf(path)]
    await page.goto(path)
    const bench = new BenchOnPage(page, SCENE, path)
    await bench.ready()
    await expect(bench.button(bench.words.bench.share)).toHaveCount(0)
    await bench.start()
    await bench.button(bench.words.bench.share).click()
    const panel = page.getByRole('group', { name: words.share.label })
    const link = await panel.getByRole('textbox').inputValue()
    expect(link).toMatch(/#watch\.two-polls\.[\w-]*\.[\w-]{22}$/)
    expect(link).not.toContain(bench.lab)
    await expect(panel.getByText(words.share.count(0))).toBeVisible()

    const context = await browser.newContext()
    const errors: string[] = []
    const other = await otherPage(context)
    other.on('pageerror', (error) => errors.push(String(error)))
    const asked: string[] = []
    other.on('request', (request) => asked.push(request.url()))
    await other.goto(link)
    const watched = new BenchOnPage(other, SCENE, path)
    const bar = other.getByRole('group', { name: words.watch.label })
    await expect(bar.getByText(words.watch.live)).toBeVisible()
    await expect(watched.root).toBeInViewport()
    await expect(panel.getByText(words.share.count(1))).toBeVisible()
    for (const name of [
      watched.words.bench.start,
      watched.words.bench.stop,
      watched.words.controls.publishGoal,
    ])
      await expect(watched.button(name)).toHaveCount(0)

    await bench.button(bench.words.controls.publishGoal).click()
    const own = await bench.savedRunWith(
      (run) => (kinds(run, 'delivered') >= 2 ? run : undefined),
      'the goal, delivered to the owner’s page',
    )
    // What crossed, and what the owner's page says that its script did, in the ladder's own table.
    await watched.root.getByText(watched.words.table.summary).click()
    await expect
      .poll(() => watched.root.getByRole('row').count(), { message: 'rows of what was watched' })
      .toBeGreaterThan(kinds(own, 'published') + kinds(own, 'delivered'))
    const shown = (await watched.root.textContent()) ?? ''
    expect(shown).toContain(standInFor(bench.lab))
    expect(await other.content()).not.toContain(bench.lab)
    expect(asked.filter((url) => url.includes('/labs'))).toEqual([])

    await panel.getByRole('button', { name: words.share.end }).click()
    await expect(bar.getByText(words.watch.over)).toBeVisible()
    await bar.getByRole('button', { name: watched.words.bench.showRecorded }).click()
    await expect(watched.button(watched.words.bench.start)).toBeEnabled()
    await expect(panel).toHaveCount(0)
    expect(errors).toEqual([])
    await context.close()
  })
}

test('a link that is none says so, and the figure can be had as anybody finds it', async ({
  page,
  consoleErrors,
}) => {
  const words = WATCH_WORDS.en
  await page.goto(`/long-polling/#watch.${SCENE}..${'a'.repeat(22)}`)
  const bench = new BenchOnPage(page, SCENE, '/long-polling/')
  const bar = page.getByRole('group', { name: words.watch.label })
  await expect(bar.getByText(words.watch.over)).toBeVisible()
  await bar.getByRole('button', { name: bench.words.bench.showRecorded }).click()
  await expect(bench.button(bench.words.bench.start)).toBeEnabled()
  // Chromium's own line on the 404 that tells it.
  expect(await leave(page, consoleErrors)).toEqual([expect.stringContaining('404')])
})
