/**
 * The bytes on the page are the bytes on the wire: a raw client polls in the page's own lab, and what the page's
 * observer recorded and its inspector shows is compared with what that client's socket sent and got.
 */
import type { Locator } from '@playwright/test'
import { standInFor } from '../../src/wire/export/without-lab-id.ts'
import type { Trace } from '../../src/wire/trace/trace.ts'
import { rawClient, type RawClient } from '../support/raw-client.ts'
import { bytesOf, BenchOnPage } from './bench.ts'
import { expect, test, type Site } from './site.ts'

const PAGE = '/long-polling/holding/'

interface Asked {
  readonly sent: string
  readonly got: string
}

/** A request with a mark of its own, so that it is found among the page's. */
function request(site: Site, target: string, mark: string, lines = ''): string {
  return `GET ${target} HTTP/1.1\r\nHost: ${site.host}:${site.port}\r\nX-Mark: ${mark}\r\n${lines}\r\n`
}

function publishing(site: Site, lab: string): string {
  const body = JSON.stringify({ type: 'goal', data: { text: '进球 ✓ </script>' } })
  return (
    `POST /labs/${lab}/events HTTP/1.1\r\nHost: ${site.host}:${site.port}\r\nContent-Type: application/json\r\n` +
    `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  )
}

async function ask(client: RawClient, sent: string): Promise<Asked> {
  client.write(sent)
  return { sent, got: await client.answer() }
}

/** The exchange in a run whose request is exactly these bytes but for the lab's id, which no saved run has, once its answer is whole. */
function exchangeOf(run: Trace, { sent, got }: Asked): string | undefined {
  const exchanges = run.events.flatMap((event) => (event.kind === 'exchange-opened' ? [event.exchange] : []))
  const saved = sent.replace(/(?<=^\S+ \/labs\/)[\w-]+/, (id) => standInFor(id))
  return exchanges.find(
    (exchange) =>
      bytesOf(run, exchange, 'client-to-server').equals(Buffer.from(saved)) &&
      bytesOf(run, exchange, 'server-to-client').length >= got.length,
  )
}

function connectionOf(run: Trace, exchange: string): string | undefined {
  const opened = run.events.find((event) => event.kind === 'exchange-opened' && event.exchange === exchange)
  return opened?.kind === 'exchange-opened' ? opened.connection : undefined
}

/** Reads a byte grid from top to bottom; rows out of sight are not in the page. */
async function bytesInGrid(grid: Locator): Promise<Buffer> {
  const byRow = new Map<number, string>()
  const rows = Number(await grid.getAttribute('aria-rowcount'))
  for (let row = 1; row <= rows; row++) {
    if (byRow.has(row)) continue
    // A unit that was opened just now scrolls to its own field once it is drawn.
    await expect
      .poll(async () => {
        await grid.evaluate((box, share) => (box.scrollTop = share * box.scrollHeight), (row - 1) / rows)
        return grid.locator(`[aria-rowindex="${row}"]`).count()
      })
      .toBe(1)
    const seen = await grid.getByRole('row').evaluateAll((elements) =>
      elements.map((element) => ({
        row: Number(element.getAttribute('aria-rowindex')),
        hex: [...element.querySelectorAll('[role=gridcell]')].map((cell) => cell.textContent.trim()).join(''),
      })),
    )
    for (const { row: index, hex } of seen) byRow.set(index, hex)
  }
  const ordered = [...byRow].toSorted(([a], [b]) => a - b).map(([, hex]) => hex)
  return Buffer.from(ordered.join(''), 'hex')
}

test('a run holds what a raw client sent and got, both polls, several exchanges on one connection', async ({
  page,
  site,
}) => {
  await page.goto(PAGE)
  const bench = new BenchOnPage(page, 'the-burst', PAGE)
  await bench.start()
  const at = `/labs/${bench.lab}`
  const client = await rawClient(site.port)
  const publisher = await rawClient(site.port)

  const asked: Asked[] = []
  asked.push(await ask(client, request(site, `${at}/short-poll?after=0`, 'empty')))
  asked.push(await ask(client, publishing(site, bench.lab)))
  asked.push(await ask(client, request(site, `${at}/short-poll?after=0`, 'full')))
  asked.push(
    await ask(client, request(site, `${at}/short-poll?after=1`, 'not modified', 'If-None-Match: "1"\r\n')),
  )
  asked.push(await ask(client, request(site, `${at}/long-poll?after=0`, 'at once')))
  const held = ask(client, request(site, `${at}/long-poll?after=1`, 'held'))
  const published = await ask(publisher, publishing(site, bench.lab))
  asked.push(await held)
  expect(asked.map(({ got }) => got.slice(9, 12))).toEqual(['200', '201', '200', '304', '200', '200'])

  const { run, exchanges } = await bench.savedRunWith((run) => {
    const exchanges = asked.map((each) => exchangeOf(run, each))
    return exchanges.every((each) => each !== undefined) ? { run, exchanges } : undefined
  }, 'every exchange of the raw client, whole')
  asked.forEach(({ got }, index) => {
    expect(bytesOf(run, exchanges[index] ?? '', 'server-to-client').toString('latin1')).toBe(got)
  })
  expect(new Set(exchanges.map((exchange) => connectionOf(run, exchange ?? ''))).size).toBe(1)
  expect(exchangeOf(run, published)).not.toBe(undefined)
  client.end()
  publisher.end()
})

test('the inspector shows the very bytes that a raw client sent and got', async ({ page, site }) => {
  await page.goto(PAGE)
  const bench = new BenchOnPage(page, 'the-burst', PAGE)
  const { words, root } = bench
  await bench.start()
  const client = await rawClient(site.port)
  const path = `/labs/${bench.lab}/short-poll?after=0`
  const asked = await ask(client, request(site, path, 'inspected'))
  await bench.savedRunWith((run) => exchangeOf(run, asked), 'the exchange of the raw client')
  await bench.button(words.bench.pause).click()

  const inspector = root.getByRole('group', { name: bench.inspectorWords.title })
  const grid = inspector.getByRole('grid', { name: bench.inspectorWords.grid })
  const slices = root.getByRole('listbox', { name: words.wire.list })
  await slices.getByRole('option').filter({ hasText: 'short-poll?after=0' }).click()
  await expect(inspector.getByRole('heading', { name: words.unit['request-head'] })).toBeVisible()
  expect((await bytesInGrid(grid)).toString('latin1')).toBe(asked.sent)

  await slices.press('ArrowDown')
  await expect(slices.getByRole('option', { selected: true })).toContainText('200')
  const headEnd = asked.got.indexOf('\r\n\r\n') + 4
  await expect(inspector.getByRole('heading', { name: words.unit['response-head'] })).toBeVisible()
  expect((await bytesInGrid(grid)).toString('latin1')).toBe(asked.got.slice(0, headEnd))
  await inspector.getByRole('button', { name: bench.inspectorWords.nextUnit }).click()
  await expect(inspector.getByRole('heading', { name: words.unit.content })).toBeVisible()
  expect((await bytesInGrid(grid)).toString('latin1')).toBe(asked.got.slice(headEnd))
  client.end()
})

test('requests of two labs in one TCP segment: no byte of the other lab crosses over', async ({
  page,
  site,
  request: api,
}) => {
  await page.goto(PAGE)
  const bench = new BenchOnPage(page, 'the-burst', PAGE)
  await bench.start()
  const made = await api.post('/labs', { data: { settings: { feed: 'manual' } } })
  const { id: other } = (await made.json()) as { readonly id: string }
  const client = await rawClient(site.port)
  const requests = [bench.lab, other, bench.lab].map((lab, index) =>
    request(site, `/labs/${lab}/short-poll?after=0`, `segment ${index}`),
  )
  client.write(requests.join(''))
  const asked: Asked[] = []
  for (const sent of requests) asked.push({ sent, got: await client.answer() })

  const [first, foreign, last] = asked
  if (!first || !foreign || !last) throw new Error('Three requests, three answers.')
  const run = await bench.savedRunWith(
    (each) =>
      exchangeOf(each, first) !== undefined && exchangeOf(each, last) !== undefined ? each : undefined,
    'both requests of this lab',
  )
  for (const each of [first, last]) {
    expect(bytesOf(run, exchangeOf(run, each) ?? '', 'server-to-client').toString('latin1')).toBe(each.got)
  }
  expect(exchangeOf(run, foreign)).toBe(undefined)
  const everything = run.events.flatMap((event) =>
    event.kind === 'slice' ? [Buffer.from(event.bytes).toString('latin1')] : [],
  )
  expect(everything.join('')).not.toContain(other)
  expect(everything.join('')).not.toContain('segment 1')
  client.end()
})
