/** A figure as a new reader finds it: a ladder and its story, told recorded, live, by keys and by a link; code and bytes when asked for. */
import { createServer } from 'node:http'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import type { Locator, Page } from '@playwright/test'
import { LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { storyOfScene, type SceneName } from '../../src/figures/lookup.ts'
import { BenchOnPage } from './bench.ts'
import { expect, test } from './site.ts'

/** The first figure of each chapter. */
const FIRST: Readonly<Record<string, SceneName>> = {
  comet: 'match-and-ticker',
  'long-polling': 'two-polls',
  'iframe-streaming': 'forever-page',
  websocket: 'first-frames',
  sse: 'three-events',
  'sse-vs-websocket': 'both-ways',
}

test.use({ panes: 'closed' })

async function open(page: Page, path: string, scene: SceneName): Promise<BenchOnPage> {
  await page.goto(path)
  const bench = new BenchOnPage(page, scene, path)
  await bench.ready()
  return bench
}

function stop(bench: BenchOnPage, name: string): Locator {
  return bench.root.locator(`[data-stop="${name}"]`)
}

for (const [index, [slug, scene]] of Object.entries(FIRST).entries()) {
  const path = pathIn(LANGUAGES[index % 2] ?? 'en', `/${slug}/`)
  const { stops } = storyOfScene(scene)

  test(`${path}: the story goes by arrow keys, a stop says its moment, and one opens code and bytes`, async ({
    page,
  }) => {
    const bench = await open(page, path, scene)
    const { root, words } = bench
    await expect(root.getByRole('listbox', { name: words.wire.list })).toHaveCount(0)
    const told = root.getByRole('group', { name: words.story.label })
    await told.focus()
    for (const [at, { name, opens }] of stops.entries()) {
      if (at > 0) await page.keyboard.press('ArrowRight')
      const li = stop(bench, name)
      await expect(li).toHaveAttribute('aria-current', 'step')
      await expect(li.locator('.story-text')).toBeVisible()
      await expect(li.locator('.story-text')).not.toContainText('…</')
      await expect(told.locator('[aria-live]')).not.toHaveText('')
      if (opens?.includes('bytes') === true && at > 0) {
        await expect(root.getByRole('listbox', { name: words.wire.list })).toBeVisible()
        await expect(root.locator('.code-acts, .code-waits').first()).toBeVisible()
      }
    }
    await page.keyboard.press('ArrowLeft')
    await expect(stop(bench, stops.at(-2)?.name ?? '')).toHaveAttribute('aria-current', 'step')
    // Elsewhere the same keys do what they do there.
    await bench.button(words.bench.start).focus()
    await page.keyboard.press('ArrowLeft')
    await expect(stop(bench, stops.at(-2)?.name ?? '')).toHaveAttribute('aria-current', 'step')
  })

  test(`/${slug}/: a live run comes to every stop by doing what its grey sentence says`, async ({ page }) => {
    test.setTimeout(120_000)
    const bench = await open(page, `/${slug}/`, scene)
    const { root, words } = bench
    await bench.start()
    await bench.button(words.bench.more).click()
    const awaited = root.locator('[data-state="awaited"]')
    await expect(async () => {
      // What is on show is what is told: a live run goes on where it was paused.
      for (const sentence of await awaited.locator('.story-todo').allTextContents()) {
        if (/Press Stop\b/.test(sentence)) continue
        await doWhatItSays(bench, sentence)
      }
      const left = await awaited.locator('.story-todo').allTextContents()
      if (left.length > 0 && left.every((sentence) => /Press Stop\b/.test(sentence)))
        await bench.button(words.bench.stop).click()
      await expect(awaited).toHaveCount(0, { timeout: 1500 })
    }).toPass({ timeout: 100_000 })
  })
}

/** Presses the buttons that a sentence names, and writes where it says to type. */
async function doWhatItSays({ root, words }: BenchOnPage, sentence: string): Promise<void> {
  const labels = [...sentence.matchAll(/“([^”]*)”/g)].map(([, label = '']) => label)
  if (/[Pp]ublish a/.test(sentence)) labels.push(words.controls.publishGoal)
  if (/[Tt]ype|[Ss]end a text/.test(sentence)) {
    await root.getByRole('textbox', { name: words.controls.sendText }).first().fill('Hello')
    labels.push(words.controls.send)
  }
  for (const label of new Set(labels)) {
    const button = root.getByRole('button', { name: label, exact: true }).first()
    if ((await button.count()) > 0 && (await button.isEnabled())) await button.click()
  }
}

test('a link leads to its stop, and what was read is remembered', async ({ page }) => {
  const bench = await open(page, '/long-polling/#figure-two-polls.pushed', 'two-polls')
  await expect(stop(bench, 'pushed')).toHaveAttribute('aria-current', 'step')
  await expect(stop(bench, 'pushed')).toBeInViewport()
  await page.goto('/long-polling/')
  await bench.ready()
  await expect(stop(bench, 'pushed')).toHaveAttribute('data-done', 'true')
  await expect(stop(bench, 'fetched')).toHaveAttribute('data-done', 'false')
  await stop(bench, 'fetched').getByRole('button').first().click()
  await bench.button(bench.words.story.link).click()
  await expect(
    bench.root.getByText(bench.words.story.linkFailed).or(bench.root.getByText(bench.words.story.linkCopied)),
  ).toBeVisible()
})

for (const [what, viewport] of Object.entries({
  wide: { width: 1440, height: 900 },
  'a phone': { width: 390, height: 780 },
})) {
  for (const [path, scene, name] of [
    ['/comet/', 'match-and-ticker', 'asks-again'],
    ['/zh/sse/', 'three-events', 'heartbeat'],
    ['/websocket/endings/', 'two-cuts', 'iframe-untold'],
  ] as const) {
    test(`${what}: a link to a stop of ${path} brings the figure's bar, the stop and its moment onto the screen`, async ({
      page,
    }) => {
      await page.setViewportSize(viewport)
      const bench = await open(page, `${path}#figure-${scene}.${name}`, scene)
      await expect(stop(bench, name)).toHaveAttribute('aria-current', 'step')
      for (const part of [
        bench.button(bench.words.bench.start),
        stop(bench, name).getByRole('button').first(),
        bench.root.locator('.ladder-tick-selected, .ladder-pointer-mark').first(),
      ])
        await expect(part).toBeInViewport({ ratio: 0.99 })
    })
  }
}

test('a control row keeps its places when Start becomes Stop and Start again', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 780 })
  const bench = await open(page, '/long-polling/', 'two-polls')
  const { stop: end, startAgain, more } = bench.words.bench
  const place = async (): Promise<unknown> => {
    const [bar, button] = [bench.root, bench.root.getByRole('button', { name: more })]
    const [whole, part] = [await bar.boundingBox(), await button.boundingBox()]
    return part && whole && [part.x - whole.x, part.y - whole.y]
  }
  const before = await place()
  await bench.start()
  await bench.button(end).click()
  await expect(bench.button(startAgain)).toBeVisible()
  expect(await place()).toEqual(before)
})

test('Play goes from stop to stop, and any key ends it', async ({ page }) => {
  const bench = await open(page, '/sse/', 'three-events')
  const [first, second] = storyOfScene('three-events').stops
  // By key: stops that move under a pointer would end it.
  await bench.button(bench.words.story.play).press('Enter')
  await expect(stop(bench, first?.name ?? '')).toHaveAttribute('aria-current', 'step')
  await expect(stop(bench, second?.name ?? '')).toHaveAttribute('aria-current', 'step', { timeout: 20_000 })
  await page.keyboard.press('Shift')
  await expect(bench.button(bench.words.story.play)).toBeVisible()
})

test('what is opened stays open on this device, in one figure or in all', async ({ page }) => {
  const bench = await open(page, '/sse/', 'three-events')
  const { words, root } = bench
  const slices = root.getByRole('listbox', { name: words.wire.list })
  await root.locator('[data-pane="bytes"]').click()
  await expect(slices).toBeVisible()
  await page.reload()
  await bench.ready()
  await expect(slices).toBeVisible()
  await expect(root.locator('.code-scroll')).toHaveCount(0)
  await bench.button(words.bench.more).click()
  await root.getByRole('checkbox', { name: words.panes.everywhere }).check()
  await page.goto('/long-polling/')
  const other = new BenchOnPage(page, 'two-polls', '/long-polling/')
  await other.ready()
  await expect(other.root.locator('.code-scroll')).toBeVisible()
  await expect(other.root.getByRole('listbox', { name: words.wire.list })).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  for (const [slug, scene] of Object.entries(FIRST))
    test(`/${slug}/: the ladder and the open stop are on one screen`, async ({ page }) => {
      const bench = await open(page, `/${slug}/`, scene)
      const name = storyOfScene(scene).stops[1]?.name ?? ''
      await bench.button(bench.words.story.next).click()
      const ladder = bench.root.locator('.ladder-scroll')
      const text = stop(bench, name).locator('.story-text > div').first()
      await expect(text).toBeVisible()
      const above = await ladder.elementHandle()
      // Both in one look: the page may scroll between two.
      const height = await text.evaluate(
        (below, top) => below.getBoundingClientRect().bottom - (top?.getBoundingClientRect().top ?? 0),
        above,
      )
      expect(height).toBeLessThan(844)
    })
})

test('a host of files is recognised: the page says that no server is here, and does not ask again', async ({
  page,
  consoleErrors,
}) => {
  const host = createServer((request, answer) => {
    const path = new URL(request.url ?? '/', 'http://x').pathname
    const file = `dist/site${path}${path.endsWith('/') ? 'index.html' : ''}`
    const type = { html: 'text/html', js: 'text/javascript', css: 'text/css', json: 'application/json' }
    readFile(request.method === 'GET' ? file : '').then(
      (bytes) =>
        answer
          .writeHead(200, {
            'Content-Type': type[file.split('.').pop() as keyof typeof type] ?? 'application/octet-stream',
          })
          .end(bytes),
      () =>
        answer
          .writeHead(request.method === 'GET' ? 404 : 405, { 'Content-Type': 'text/html' })
          .end('<h1>No</h1>'),
    )
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = host.address() as AddressInfo
    let asked = 0
    page.on('request', (request) => (asked += new URL(request.url()).pathname === '/labs' ? 1 : 0))
    const bench = await open(page, `http://127.0.0.1:${port}/long-polling/`, 'two-polls')
    await bench.button(bench.words.bench.start).click()
    await expect(bench.root.locator('.state-text').getByText(bench.words.bench.noServer)).toBeVisible()
    await page.waitForTimeout(2500)
    expect(asked).toBe(1)
    // The browser tells of the 405 by itself.
    consoleErrors.length = 0
  } finally {
    host.close()
    host.closeAllConnections()
  }
})

test('who comes to the last stop by its button, or opens bytes, keeps the focus', async ({ page }) => {
  const bench = await open(page, '/sse/', 'three-events')
  const { root, words } = bench
  const { stops } = storyOfScene('three-events')
  const next = root.getByRole('button', { name: words.story.next, exact: true })
  await next.focus()
  for (let at = 1; at < stops.length; at++) await page.keyboard.press('Enter')
  await expect(stop(bench, stops.at(-1)?.name ?? '')).toHaveAttribute('aria-current', 'step')
  await expect(next).toBeFocused()
  await expect(next).toBeDisabled()
  await page.keyboard.press('Enter')
  await expect(next).toBeFocused()
  const previous = root.getByRole('button', { name: words.story.previous, exact: true })
  await page.keyboard.press('Shift+Tab')
  await expect(previous).toBeFocused()
  for (let at = 1; at < stops.length; at++) await page.keyboard.press('Enter')
  await expect(stop(bench, stops[0]?.name ?? '')).toHaveAttribute('aria-current', 'step')
  await expect(previous).toBeFocused()
  await stop(bench, stops[1]?.name ?? '')
    .locator('.story-title')
    .press('Enter')
  await stop(bench, stops[1]?.name ?? '')
    .getByRole('button', { name: words.story.openBytes })
    .press('Enter')
  await expect(root.getByRole('grid', { name: bench.inspectorWords.grid })).toBeFocused()
})
