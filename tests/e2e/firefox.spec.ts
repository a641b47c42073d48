/**
 * The five transports and the pages' import maps in a Firefox of this machine, driven over WebDriver BiDi: Playwright's own
 * driver wants a Firefox of its own build. Without one the tests are skipped by name, and fail where `CI` is set.
 */
import { expect, test as base } from '@playwright/test'
import { findFirefox, NO_FIREFOX } from '../../scripts/firefox.ts'
import { bundlePage } from '../../scripts/page-bundle.ts'
import { LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { WORKBENCH_WORDS } from '../../src/workbench/words.ts'
import { evaluate } from '../support/bidi.ts'
import { startFirefox, type RunningFirefox } from '../support/firefox.ts'
import { startSite, type Site } from './site.ts'
import { expectStreamsComeBack, SHORT_LIVES } from './streams-come-back.ts'
import { expectTwentyEvents, PAGE_SCRIPT, type RealPage } from './twenty-events.ts'

const test = base.extend<{ firefox: RunningFirefox; site: Site }>({
  firefox: async ({}, use, testInfo) => {
    const path = findFirefox()
    if (!path && process.env['CI']) throw new Error(NO_FIREFOX)
    testInfo.skip(!path, NO_FIREFOX)
    const firefox = await startFirefox(path ?? '')
    await use(firefox)
    await firefox.end()
  },
  site: async ({}, use) => {
    const site = await startSite()
    await use(site)
    await site.stop()
  },
})

// A cold start on a busy machine takes long.
test.setTimeout(120_000)

async function tabOf({ bidi }: RunningFirefox): Promise<RealPage> {
  const { context } = await bidi.send('browsingContext.create', { type: 'tab' })
  return {
    open: async (url) =>
      void (await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })),
    evaluate: (expression) => evaluate(bidi, context, expression),
  }
}

test('all five transports hand twenty events to the page intact and in order, in Firefox', async ({
  firefox,
  site,
}) => {
  await expectTwentyEvents(site.url, await tabOf(firefox), await bundlePage(PAGE_SCRIPT))
  expect(firefox.bidi.log.filter(({ level }) => level === 'error')).toEqual([])
})

test('every stream of the page comes back by cursor when its lifetime is over, in Firefox', async ({
  firefox,
}) => {
  const site = await startSite(0, SHORT_LIVES)
  try {
    await expectStreamsComeBack(site.url, await tabOf(firefox), await bundlePage(PAGE_SCRIPT))
  } finally {
    await site.stop()
  }
})

test('a page finds the words of its language by its import map, in Firefox', async ({ firefox, site }) => {
  const { bidi } = firefox
  const { context } = await bidi.send('browsingContext.create', { type: 'tab' })
  for (const language of LANGUAGES) {
    const url = `${site.url}${pathIn(language, '/inspector/')}`
    await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' })
    const ask = (expression: string): Promise<string> => evaluate(bidi, context, expression)
    // It is drawn with its own words once it is touched.
    await ask(`String(document.querySelector('astro-island').dispatchEvent(new Event('pointerover')))`)
    await expect.poll(() => ask(`String(document.querySelector('astro-island[ssr]'))`)).toBe('null')
    expect(await ask(`document.querySelector('.workbench-choice optgroup').label`)).toBe(
      WORKBENCH_WORDS[language].live,
    )
  }
  expect(bidi.log.filter(({ level }) => level === 'error')).toEqual([])
})
