/** A tap as its owner has it: the command, an application in one tab, the inspector in the other. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { test as base, expect, type Page } from '@playwright/test'
import { WebSocketServer } from 'ws'
import { TAP_WORDS } from '../../src/tap/view/words.ts'
import { LANGUAGE_NAMES } from '../../src/words/languages.ts'
import { listen } from '../support/tap-bench.ts'
import { expectNothingFound } from './axe.ts'

const PAGE = `<!doctype html><title>app</title><script>
  const source = new EventSource('/events?token=abc123')
  source.onmessage = ({ data }) => (document.title = data)
  const socket = new WebSocket('ws://' + location.host + '/chat')
  socket.onopen = () => socket.send('hello')
</script>`

/** An application with a stream that asks its clients back at once, a WebSocket, and a page that sets a cookie. */
function application(): Server {
  let id = 0
  const app = createServer((request, response) => {
    if (request.url?.startsWith('/events')) {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' })
      response.write('retry: 0\n\n')
      const timer = setInterval(() => response.write(`id: ${++id}\ndata: tick ${id}\n\n`), 200)
      request.on('close', () => clearInterval(timer))
    } else response.writeHead(200, { 'Content-Type': 'text/html', 'Set-Cookie': 'sid=hush' }).end(PAGE)
  })
  new WebSocketServer({ server: app }).on('connection', (socket) => {
    socket.on('message', () => socket.send('hello yourself'))
    socket.on('error', () => undefined)
  })
  return app
}

interface TapProcess {
  readonly child: ChildProcess
  readonly address: string
  readonly inspector: string
}

const test = base.extend<{ tap: TapProcess }>({
  tap: async ({}, use) => {
    const app = application()
    const upstream = `http://127.0.0.1:${await listen(app)}`
    const child = spawn(process.execPath, ['server/tap/main.ts', upstream], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let printed = ''
    while (!printed.includes('#tap=')) printed += String((await once(child.stdout, 'data'))[0])
    const [, address = ''] = /use\s+(\S+)/.exec(printed) ?? []
    const [, inspector = ''] = /at\s+(\S+#tap=\S+)/.exec(printed) ?? []
    await use({ child, address, inspector })
    child.kill('SIGKILL')
    app.closeAllConnections()
    app.close()
  },
})

async function openBoth(tap: TapProcess, page: Page): Promise<Page> {
  await page.goto(tap.inspector)
  const app = await page.context().newPage()
  await app.goto(tap.address)
  await expect(app).toHaveTitle(/tick/)
  await expect(page.getByRole('button', { name: /GET \/events/ })).toBeVisible()
  return app
}

test('shows what crosses, live, with secrets covered, and the key nowhere', async ({ tap, page }) => {
  const app = await openBoth(tap, page)
  await expect(page).not.toHaveURL(/tap=/)
  await expect(page.getByRole('cell', { name: 'WebSocket' })).toBeVisible()
  const stream = page.getByRole('button', { name: /GET \/events/ })
  await expect(stream).toHaveText('GET /events?token=******')
  await page.getByLabel('Cover secrets').uncheck()
  await expect(stream).toHaveText('GET /events?token=abc123')
  await page.getByLabel('Cover secrets').check()
  await expect(stream).toHaveText('GET /events?token=******')
  await page.getByLabel('only push').check()
  await expect(page.getByRole('button', { name: 'GET /', exact: true })).toBeHidden()
  await stream.click()
  await expect(page.getByRole('option', { name: /tick/ }).first()).toBeVisible()
  await expectNothingFound(page)
  // A tab that is loaded anew is still the owner's; another with the address takes over.
  await page.reload()
  await expect(stream).toBeVisible()
  const other = await page.context().newPage()
  await other.goto(tap.inspector.replace('/inspector/', '/zh/inspector/'))
  await expect(other.getByRole('button', { name: /GET \/events/ })).toBeVisible()
  await expect(page.getByText('Another page has opened this tap')).toBeVisible()
  await app.close()
})

test('is still its own when its other language is chosen before the workbench has come', async ({
  tap,
  page,
}) => {
  const island = /\/_astro\/Workbench\.[\w-]+\.js$/
  await page.route(island, (route) => route.abort())
  await page.goto(tap.inspector)
  await expect(page).not.toHaveURL(/tap=/)
  await page.unroute(island)
  await page.getByRole('link', { name: LANGUAGE_NAMES.zh }).click()
  await expect(page.getByText(TAP_WORDS.zh.none)).toBeVisible()
})

test('breaks what crosses, tells what came of it, and what is wrong', async ({ tap, page }) => {
  await openBoth(tap, page)
  await page.getByText('Break it').click()
  await page.getByRole('button', { name: 'Reset', exact: true }).click()
  await expect(page.getByText(/\/events: 1 ended, 1 came back, .* with Last-Event-ID: \d+/)).toBeVisible()
  const finding = page.locator('.finding', { hasText: 'retry: 0.' })
  await finding.locator('summary').click()
  await finding.getByRole('button', { name: 'Show it' }).click()
  await expect(page.getByText('retry', { exact: true }).first()).toBeVisible()
  await expect(finding.getByRole('link')).toHaveAttribute('href', '/sse/format/#id-and-retry')
})

test('saves heads alone, starred, unless more is wanted', async ({ tap, page }) => {
  await openBoth(tap, page)
  const saved = async (): Promise<string> => {
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Annotated text' }).click()
    return readFileSync(await (await download).path(), 'utf8')
  }
  const heads = await saved()
  expect(heads).toContain('text/event-stream')
  expect(heads).not.toMatch(/tick|abc123|hush/)
  await page.getByLabel('Save bodies and messages as well').check()
  const whole = await saved()
  expect(whole).toContain('tick')
  expect(whole).not.toMatch(/abc123|hush/)
})

test('ends when it is interrupted, and the page says so', async ({ tap, page }) => {
  await openBoth(tap, page)
  tap.child.kill('SIGINT')
  expect((await once(tap.child, 'exit'))[0]).toBe(0)
  await expect(page.getByText('The tap has ended')).toBeVisible()
})
