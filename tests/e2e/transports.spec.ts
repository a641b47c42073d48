/** The five transports in Chromium; `firefox.spec.ts` has the same for Firefox. */
import { bundlePage } from '../../scripts/page-bundle.ts'
import { test } from './site.ts'
import { expectTwentyEvents, PAGE_SCRIPT } from './twenty-events.ts'

test('all five transports hand twenty events to the page intact and in order, in Chromium', async ({
  page,
  site,
}) => {
  await expectTwentyEvents(
    site.url,
    {
      open: async (url) => void (await page.goto(url)),
      evaluate: (expression) => page.evaluate<string>(expression),
    },
    await bundlePage(PAGE_SCRIPT),
  )
})
