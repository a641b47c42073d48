/** A story on a touch screen: a swipe goes on, however fast, and a tap right after it does what it says. */
import { BenchOnPage } from './bench.ts'
import { expect, test } from './site.ts'

test.use({ panes: 'closed', viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

test('bytes open at a tap right after a fast swipe', async ({ page, context }) => {
  const path = '/sse/'
  await page.goto(path)
  const bench = new BenchOnPage(page, 'three-events', path)
  await bench.ready()
  const client = await context.newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x?: number, y = 0): Promise<unknown> =>
    client.send('Input.dispatchTouchEvent', { type, touchPoints: x === undefined ? [] : [{ x, y }] })
  const open = bench.root.locator('.story-stop[data-open=true]')
  const first = await open.getAttribute('data-stop')
  await open.scrollIntoViewIfNeeded()
  const { y } = (await open.boundingBox()) ?? { y: 0 }
  await touch('touchStart', 300, y + 30)
  for (const x of [200, 100]) await touch('touchMove', x, y + 30)
  await touch('touchEnd')
  await expect(open).not.toHaveAttribute('data-stop', first ?? '')
  const button = open.getByRole('button', { name: bench.words.story.openBytes })
  const box = (await button.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  await touch('touchStart', box.x + box.width / 2, box.y + box.height / 2)
  await touch('touchEnd')
  await expect(bench.root.getByRole('listbox', { name: bench.words.wire.list })).toBeVisible()
})
