/** What a reader brings to the inspector: dropped and pasted, told apart, read as something else, refused by name, and left off. */
import { readFileSync } from 'node:fs'
import type { Locator, Page } from '@playwright/test'
import type { ImportNote } from '../../src/wire/import/imported.ts'
import { WORKBENCH_WORDS } from '../../src/workbench/words.ts'
import { INSPECTOR_WORDS } from '../../src/inspector/words.ts'
import { encodePcap, ipv4, type SegmentSpec } from '../support/capture-encoder.ts'
import { ascii } from '../support/http1-encoder.ts'
import { expect, test } from './site.ts'

const words = WORKBENCH_WORDS.en

const broughtFile = (name: string): Buffer =>
  readFileSync(new URL(`../data/brought/${name}`, import.meta.url))

class Bring {
  readonly page: Page
  readonly list: Locator

  constructor(page: Page) {
    this.page = page
    this.list = page.getByRole('listbox', { name: words.list.title })
  }

  async open(): Promise<void> {
    await this.page.goto('/inspector/')
  }

  async paste(text: string): Promise<void> {
    await this.page.getByLabel(words.bring.paste).fill(text)
    await this.page.getByRole('button', { name: words.bring.open, exact: true }).click()
  }

  async choose(name: string, buffer: Buffer): Promise<void> {
    await this.page
      .getByLabel(words.bring.file)
      .setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
  }

  /** Drops a file of a unit that is repeated: made in the page, since it may be large. */
  async drop(name: string, unit: readonly number[], times: number): Promise<void> {
    const transfer = await this.page.evaluateHandle(
      ([file, own, count]) => {
        const bytes = new Uint8Array(own.length * count)
        for (let at = 0; at < bytes.length; at += own.length) bytes.set(own, at)
        const made = new DataTransfer()
        made.items.add(new File([bytes], file))
        return made
      },
      [name, unit, times] as const,
    )
    await this.page.locator('body').dispatchEvent('drop', { dataTransfer: transfer })
  }

  async says(...codes: readonly ImportNote['code'][]): Promise<void> {
    for (const code of codes)
      await expect(this.page.getByText(words.bring.note(code, 1), { exact: true })).toBeVisible()
  }

  async refuses(code: Parameters<typeof words.failed>[0]): Promise<void> {
    await expect(this.page.getByRole('alert').filter({ hasText: words.failed(code) })).toBeVisible()
  }
}

for (const width of [1440, 390])
  test(`what is opened at ${width} px comes onto the screen, its first byte in hand`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 })
    const bring = new Bring(page)
    await bring.open()
    await bring.paste('81 85 37 fa 21 3d 7f 9f 4d 51 58')
    const grid = page.getByRole('grid', { name: INSPECTOR_WORDS.en.grid })
    await expect(grid).toBeFocused()
    await expect(grid).toBeInViewport()
    await expect(grid).toContainText('37 fa 21 3d')
    await expect(page.locator('.only-heard').filter({ hasText: /11 bytes that stand alone/ })).toHaveCount(1)
    const inspector = page.getByRole('group', { name: INSPECTOR_WORDS.en.title })
    const heard = inspector.locator('p[aria-live]').last()
    const before = (await heard.textContent()) ?? ''
    await page.keyboard.press('ArrowRight')
    await expect(heard).not.toHaveText(before)
    // Read in another way it is still the same, and the choice keeps the focus.
    const reading = page.getByLabel(words.bring.readAs)
    await reading.focus()
    await reading.selectOption('server-frames')
    await expect(bring.list.getByRole('option')).toHaveCount(1)
    await expect(reading).toBeFocused()
  })

test('what is pasted before the script has come is there once it has', async ({ page }) => {
  const release = Promise.withResolvers<undefined>()
  await page.route('**/Workbench.*.js', async (route) => {
    await release.promise
    await route.continue()
  })
  const bring = new Bring(page)
  // The script is asked for at once, and the load is not over before it is there.
  await page.goto('/inspector/', { waitUntil: 'commit' })
  const field = page.getByLabel(words.bring.paste)
  await field.fill('81 05 48 65 6c 6c 6f')
  release.resolve(undefined)
  await page.getByRole('button', { name: words.bring.open, exact: true }).click()
  await expect(field).toHaveValue('81 05 48 65 6c 6c 6f')
  await expect(bring.list.getByRole('option')).toHaveCount(1)
})

test('a text file that is dropped is opened like pasted text, and both sides in it are told apart', async ({
  page,
}) => {
  const bring = new Bring(page)
  await bring.open()
  const text = 'sent <Buffer 81 85 37 fa 21 3d 7f 9f 4d 51 58>\ngot <Buffer 81 05 48 65 6c 6c 6f>\n'
  await bring.drop('log.txt', Array.from(Buffer.from(text)), 1)
  await expect(page.getByRole('heading', { name: 'A conversation out of a text' })).toBeVisible()
  await bring.says('sides-told-apart', 'missing-handshake')
  await expect(bring.list.getByRole('option').filter({ hasText: 'Hello' })).toHaveCount(2)
})

test('bytes are read as what the reader says; what is not known is said, and can be read all the same', async ({
  page,
}) => {
  const bring = new Bring(page)
  const { readAs } = words.bring
  await bring.open()
  await bring.paste('81 05 48 65 6c 6c 6f')
  const reading = page.getByLabel(readAs)
  await expect(reading).toHaveValue('server-frames')
  await reading.selectOption('client-frames')
  await expect(page.getByText(words.verdict.title('server'))).toBeVisible()
  await expect(bring.list.getByRole('option').first()).toContainText('!')

  await bring.paste('{"a":[1,2,{"b":null}]}')
  await expect(page.getByRole('status').filter({ hasText: words.bring.looksLike('json') })).toBeVisible()
  await expect(reading).toHaveValue('bytes')
  // Where nothing was read there is nothing to judge.
  await expect(page.getByText(words.verdict.fine)).toBeHidden()
  await reading.selectOption('event-stream')
  await page.getByLabel(words.list.kind).selectOption('meant')
  await expect(bring.list.getByRole('option').first()).toContainText('event block')
})

test('content that was packed is shown unpacked too: its events are on the list and their bytes in the grid', async ({
  page,
}) => {
  const bring = new Bring(page)
  await bring.open()
  await bring.choose('stream.pcap', broughtFile('stream-in-gzip.pcap'))
  await expect(page.getByRole('heading', { name: 'A capture file' })).toBeVisible()
  await page.getByLabel(words.list.kind).selectOption('meant')
  await bring.list.getByRole('option').filter({ hasText: 'data: ho' }).click()
  const grid = page.getByRole('grid', { name: INSPECTOR_WORDS.en.grid })
  await expect(grid.getByRole('gridcell', { name: 'hex 6f, o' })).toBeVisible()
})

test('a run of thousands of packets comes over from the worker whole', async ({ page }) => {
  const bring = new Bring(page)
  await bring.open()
  const asks = ascii('GET /e HTTP/1.1\r\nHost: a\r\n\r\n')
  const head = ascii('HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n')
  const segments: SegmentSpec[] = [{ from: 'client', sequence: 1, acknowledgment: 1, payload: asks }]
  let sequence = 1
  const answers = [head, ...Array.from({ length: 3000 }, (_, index) => ascii(`data: event ${index}\n\n`))]
  for (const payload of answers) {
    segments.push({ from: 'server', sequence, acknowledgment: 1 + asks.length, payload })
    sequence += payload.length
  }
  const packets = segments.map((segment, at) => ({ at, bytes: ipv4(segment) }))
  const file = encodePcap(packets, { linkType: 101, littleEndian: true, nanoseconds: false })
  await bring.choose('long.pcap', Buffer.from(file))
  await expect(page.getByRole('heading', { name: 'A capture file' })).toBeVisible()
  await bring.list.press('End')
  await expect(bring.list.getByRole('option').last()).toContainText('event 2999')
})

test('what cannot be read is refused by its true name', async ({ page }) => {
  const bring = new Bring(page)
  await bring.open()
  await bring.paste(broughtFile('chrome-net-log.txt').toString())
  await expect(page.getByText(words.bring.looksLike('net-log'))).toBeVisible()
  await bring.paste("curl 'https://a.example/events' -H 'accept: text/event-stream'")
  await expect(page.getByText(words.bring.looksLike('command'))).toBeVisible()
  const tls = {
    from: 'client',
    sequence: 1,
    acknowledgment: 1,
    payload: ascii('\x16\x03\x01\x00\x04\x01\0\0\0'),
  } as const
  const format = { linkType: 101, littleEndian: true, nanoseconds: false }
  await bring.choose('tls.pcap', Buffer.from(encodePcap([{ at: 0, bytes: ipv4(tls) }], format)))
  await bring.refuses('only-tls')
  await bring.choose('cut.har', Buffer.from('{"log":{"entries":[{"request":'))
  await bring.refuses('malformed-har')
  await bring.drop('huge.bin', Array<number>(4096).fill(0x81), 65 * 256)
  await bring.refuses('too-large')
})

test('a large file is left off at one press: what is read stays, and the page answers', async ({ page }) => {
  const bring = new Bring(page)
  await bring.open()
  // Frames of 300 bytes.
  await bring.drop('frames.bin', [0x82, 0x7e, 0x01, 0x28, ...Array<number>(296).fill(0x61)], 100_000)
  await expect(page.getByRole('progressbar')).toBeVisible()
  await page.getByRole('button', { name: words.reading.stop }).click()
  await expect(page.getByRole('progressbar')).toHaveCount(0)
  await expect(page.getByText(/^Stopped after \d+\.\d of 30\.0 MB/)).toBeVisible()
  await bring.list.getByRole('option').first().click()
  await expect(page.getByRole('grid', { name: INSPECTOR_WORDS.en.grid })).toBeVisible()
})

test('a long list that is scrolled writes other texts into the elements that it has', async ({ page }) => {
  const bring = new Bring(page)
  await bring.open()
  await bring.drop('frames.bin', [0x89, 0x02, 0x61, 0x62], 5_000)
  await expect(bring.list.getByRole('option').first()).toContainText('ping ab')
  await bring.list.evaluate((list) => {
    list.scrollTop = 3_400
  })
  const first = bring.list.getByRole('option').first()
  await expect(first).not.toHaveAttribute('aria-posinset', '1')
  const before = await first.getAttribute('aria-posinset')
  await bring.list.evaluate((list) => {
    const made = { elements: 0 }
    const watch = new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) if (node instanceof Element) made.elements++
    })
    watch.observe(list, { childList: true, subtree: true })
    Object.assign(globalThis, { made })
    list.scrollTop = 91_800
  })
  await expect(first).not.toHaveAttribute('aria-posinset', before ?? '')
  expect(await page.evaluate(() => (globalThis as unknown as { made: unknown }).made)).toEqual({
    elements: 0,
  })
})

test('text that cannot be opened is marked as wrong, until another is', async ({ page }) => {
  const bring = new Bring(page)
  await bring.open()
  const field = page.getByLabel(words.bring.paste)
  await expect(field).toHaveAttribute('aria-invalid', 'false')
  await bring.paste('{"log":{"entries":[{"request":')
  await bring.refuses('malformed-har')
  await expect(field).toHaveAttribute('aria-invalid', 'true')
  await expect(field).toHaveAccessibleDescription(words.failed('malformed-har'))
  await bring.paste('81 05 48 65 6c 6c 6f')
  await expect(field).toHaveAttribute('aria-invalid', 'false')
})

test('how many units pass the filters is said, and that none does', async ({ page }) => {
  const bring = new Bring(page)
  await bring.open()
  const heard = page.locator('.unit-list .only-heard[aria-live]')
  await expect(heard).toBeEmpty()
  const search = page.getByRole('searchbox', { name: words.list.search })
  await search.fill('Hello')
  await expect(heard).toHaveText(/^\d+ of \d+$/)
  await search.fill('no unit has this')
  await expect(heard).toHaveText(words.list.nothingFound)
})
