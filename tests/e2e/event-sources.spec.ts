/**
 * The figures of chapter 5 that open EventSources of their own, in the reader's hand: a typed stream crosses and is dispatched as the
 * parser says, a 204 ends an EventSource for good, the seventh stream waits until one is closed.
 */
import type { Page } from '@playwright/test'
import { EVENT_STREAM_EDITOR_WORDS } from '../../src/figures/event-stream-editor/words.ts'
import { PROBE_WORDS } from '../../src/bench/view/figure-frame/probe-words.ts'
import { SEVENTH_CONNECTION_WORDS } from '../../src/figures/seventh-connection/words.ts'
import { STREAM_ENDS_WORDS } from '../../src/figures/stream-ends/words.ts'
import { expect, hydrateAll, test } from './site.ts'

const EDITOR = EVENT_STREAM_EDITOR_WORDS.en
const ENDS = STREAM_ENDS_WORDS.en
const SEVEN = SEVENTH_CONNECTION_WORDS.en
const STATES = PROBE_WORDS.en

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await hydrateAll(page)
}

test('a typed stream crosses as it is, and the browser dispatches what the parser says', async ({ page }) => {
  await open(page, '/sse/format/')
  const editor = page.getByRole('group', { name: EDITOR.title })
  await editor
    .getByRole('textbox', { name: EDITOR.text })
    .fill('⟨BOM⟩event: goal\ndata: 进球⟨CR⟩\ndata: caf⟨E9⟩\nid: 7\n\ndata: never\n')
  await editor.getByRole('combobox', { name: EDITOR.then }).selectOption('ends')
  await editor.getByRole('button', { name: EDITOR.send }).click()

  await expect(editor.getByText(EDITOR.verdict(1, 0, 0, 0, false))).toBeVisible()
  const dispatched = editor.getByRole('row').filter({ hasText: 'lastEventId' })
  await expect(dispatched).toHaveCount(1)
  await expect(dispatched).toContainText('goal')
  await expect(dispatched).toContainText(JSON.stringify('进球\ncaf\ufffd'))
  await expect(editor.getByText(EDITOR.pendingOver)).toBeVisible()
  // The browser comes back by its own reconnection time, with the id of the block that was whole.
  await expect(editor.getByText('Last-Event-ID: 7')).toBeVisible({ timeout: 30_000 })
})

test('a 204 for the request that comes back ends an EventSource for good', async ({ page }) => {
  await open(page, '/sse/')
  const ends = page.getByRole('group', { name: ENDS.title })
  await ends.getByRole('button', { name: ENDS.tryLabel(ENDS.end['204']) }).click()
  await expect(ends.getByText(STATES.live)).toBeVisible()
  const row = ends.getByRole('row').filter({ hasText: ENDS.end['204'] })
  await expect(row).toContainText(STATES.readyState(2), { timeout: 30_000 })
  await expect(row).toContainText(/no, in 6/, { timeout: 30_000 })
})

test('the seventh stream waits until one is closed, and all let go when the page is left', async ({
  page,
}) => {
  await open(page, '/sse/format/')
  const seven = page.getByRole('group', { name: SEVEN.title })
  const more = seven.getByRole('button', { name: SEVEN.open })
  for (let stream = 1; stream <= 7; stream++) {
    await more.click()
    const place = stream <= 6 ? SEVEN.closeLabel(stream) : SEVEN.closeLabel(7)
    await expect(seven.getByRole('button', { name: place })).toBeEnabled()
  }
  const waiting = seven.getByText(SEVEN.noByte)
  await expect(waiting).toHaveCount(1)
  await seven.getByRole('button', { name: SEVEN.closeLabel(2) }).click()
  await expect(waiting).toHaveCount(0)
  await expect(seven.getByRole('listitem').filter({ hasText: SEVEN.socket(2) })).toContainText(
    SEVEN.stream(7),
  )

  await more.click()
  await expect(waiting).toHaveCount(1)
  // The next page needs a connection to the same host.
  await page.goto('/')
  await expect(page).toHaveURL(/\/$/)
})
