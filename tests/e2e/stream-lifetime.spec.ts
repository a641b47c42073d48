/** Streams that end after their lifetime, in Chromium; `firefox.spec.ts` has the same for Firefox. */
import { bundlePage } from '../../scripts/page-bundle.ts'
import { startSite, test } from './site.ts'
import { expectStreamsComeBack, SHORT_LIVES } from './streams-come-back.ts'
import { PAGE_SCRIPT } from './twenty-events.ts'

test('every stream of the page comes back by cursor when its lifetime is over, in Chromium', async ({
  page,
}) => {
  const site = await startSite(0, SHORT_LIVES)
  try {
    await expectStreamsComeBack(
      site.url,
      {
        open: async (url) => void (await page.goto(url)),
        evaluate: (expression) => page.evaluate<string>(expression),
      },
      await bundlePage(PAGE_SCRIPT),
    )
  } finally {
    await site.stop()
  }
})
