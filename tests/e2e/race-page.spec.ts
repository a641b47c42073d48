/** The race as a reader meets it: the page `/race/`, by pointer and by keyboard, and the home page's. */
import { readFile } from 'node:fs/promises'
import type { Locator, Page } from '@playwright/test'
import { BENCH_WORDS, type BenchWords } from '../../src/bench/view/words.ts'
import { languageOf } from '../../src/words/languages.ts'
import { STORY_WORDS } from '../../src/bench/view/story/words.ts'
import { RACE_PRESET_WORDS } from '../../src/race/view/preset-words.ts'
import { RACE_WORDS, type RaceWords } from '../../src/race/view/words.ts'
import { TRANSPORTS, type Transport } from '../../src/wire/trace/transports.ts'
import { race as figure } from '../../src/race/figure.ts'
import { expect, test } from './site.ts'

/** The race of a page, found and worked by roles and names. */
class RaceOnPage {
  readonly page: Page
  readonly root: Locator
  readonly words: BenchWords
  readonly says: RaceWords

  constructor(page: Page, path: string) {
    this.page = page
    const language = languageOf(path)
    this.words = BENCH_WORDS[language]
    this.says = RACE_WORDS[language]
    this.root = page.getByRole('group', { name: figure.title[language], exact: true })
  }

  button(name: string): Locator {
    return this.root.getByRole('button', { name, exact: true })
  }

  async start(): Promise<void> {
    await expect(this.button(this.words.bench.start)).toBeEnabled()
    await this.button(this.words.bench.start).click()
    await expect(this.button(this.words.bench.pause)).toBeEnabled()
  }

  /** What the table says in a line, of a transport. */
  cell(line: string, transport: Transport): Locator {
    return this.root
      .getByRole('row')
      .filter({ has: this.page.getByRole('rowheader', { name: line, exact: true }) })
      .getByRole('cell')
      .nth(TRANSPORTS.indexOf(transport))
  }
}

test('start, five goals at once, cut one: rows fill, and the table says what was cut', async ({ page }) => {
  await page.goto('/race/')
  const race = new RaceOnPage(page, '/race/')
  const { words, says } = race
  await race.root.getByLabel(words.settings.feed.label, { exact: true }).selectOption('manual')
  await race.start()
  await race.button(says.burst(5)).click()
  for (const transport of TRANSPORTS) {
    await expect(race.cell(says.rows.delivered, transport)).toHaveText('5')
    await expect(race.cell(says.rows.lost, transport)).toHaveText('0')
  }
  await expect(race.cell(says.rows.requests, 'ws')).toHaveText('1')

  await race.root.getByLabel(says.whom, { exact: true }).selectOption('ws')
  await race.button(words.run.faults.reset).click()
  const heard = race.root.locator('.state').getByRole('status')
  await expect(heard).toContainText(words.run.faults.reset)
  await expect(heard).toContainText(words.transport.ws)
  // It comes back by itself, with a new handshake on a new connection.
  await expect(race.cell(says.rows.requests, 'ws')).toHaveText('2')
  await expect(race.cell(says.rows.requests, 'sse')).toHaveText('1')
  await race.button(says.burst(5)).click()
  for (const transport of TRANSPORTS) await expect(race.cell(says.rows.delivered, transport)).toHaveText('10')
  await expect(race.cell(says.rows.repeated, 'ws')).toHaveText('0')
  await race.button(words.bench.stop).click()

  const download = page.waitForEvent('download')
  await race.button(says.saveRows).click()
  const text = await readFile(await (await download).path(), 'utf8')
  const [head = '', ...lines] = text.trimEnd().split('\r\n')
  const delivered = head.split(',').indexOf('delivered')
  expect(lines.map((line) => line.split(',')[delivered])).toEqual(TRANSPORTS.map(() => '10'))
})

test('keyboard only: start, walk to an event, hear how late it was, leave and come back', async ({
  page,
}) => {
  await page.goto('/zh/race/')
  const race = new RaceOnPage(page, '/zh/race/')
  const { words, says } = race
  await expect(race.button(words.bench.start)).toBeEnabled()
  await race.button(words.bench.start).focus()
  await page.keyboard.press('Enter')
  const burst = race.button(says.burst(5))
  await expect(burst).toBeEnabled()
  await burst.focus()
  await page.keyboard.press('Enter')
  await expect(race.cell(says.rows.delivered, 'ws')).not.toHaveText('0')

  await page.keyboard.press('Tab')
  await expect(race.button(says.leave)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(race.root.getByText(says.away)).toBeVisible()
  await expect(race.button(says.comeBack)).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(race.root.getByText(says.away)).toBeHidden()

  // The ladders are one stop; arrows go from event to event, and the line under them says how late it was.
  const ladders = race.root.getByRole('group', { name: says.laddersHelp })
  await ladders.focus()
  await page.keyboard.press('End')
  // One button of that name: what ends a stall has its own.
  await expect(race.button(words.bench.resume)).toBeEnabled()
  await page.keyboard.press('Home')
  const line = race.root.locator('p[aria-live]').filter({ hasText: words.transport.ws })
  await expect(line).toContainText(words.transport['long-poll'])
})

test('a link leads to a staged race, and is copied there', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const asks = RACE_PRESET_WORDS.en
  await page.goto('/race/#figure-race.goal-rush')
  const race = new RaceOnPage(page, '/race/')
  await expect(race.button(asks.presets['goal-rush'].name)).toHaveAttribute('aria-pressed', 'true')
  await expect(race.root.getByText(asks.presets['goal-rush'].question)).toBeInViewport()
  await race.button(asks.link).click()
  await expect(race.root.getByRole('status').filter({ hasText: STORY_WORDS.en.linkCopied })).toBeVisible()
  const address = await page.evaluate(() => navigator.clipboard.readText())
  expect(address).toBe(page.url())
})

test('while a surprise is chosen, Start plays it and says so; let go of, it runs the plain race again', async ({
  page,
}) => {
  await page.goto('/race/')
  const race = new RaceOnPage(page, '/race/')
  const { words, says } = race
  const rush = RACE_PRESET_WORDS.en.presets['goal-rush']
  await expect(race.button(rush.name)).toBeEnabled()
  await race.button(rush.name).click()
  await expect(race.root.getByText(says.startPlays(rush.name))).toBeVisible()
  await race.button(words.bench.start).click()
  // Nine seconds, and then what was measured; nobody guessed.
  await expect(race.root.getByRole('status').filter({ hasText: rush.why })).toBeVisible({ timeout: 20_000 })
  await expect(race.cell(says.rows.delivered, 'sse')).toHaveText('10')
  await race.button(rush.name).click()
  await expect(race.root.getByText(says.startPlays(rush.name))).toBeHidden()
})

test('a staged race: guess, watch, and what was measured says which answer was right', async ({ page }) => {
  await page.goto('/race/')
  const race = new RaceOnPage(page, '/race/')
  const asks = RACE_PRESET_WORDS.en
  const rush = asks.presets['goal-rush']
  await expect(race.button(rush.name)).toBeEnabled()
  await race.button(rush.name).click()
  await expect(race.button(asks.play)).toBeDisabled()
  await race.root.getByRole('radio', { name: rush.options.each, exact: true }).check()
  await race.button(asks.play).click()
  // The race is nine seconds long.
  const verdict = race.root.getByRole('status').filter({ hasText: rush.why })
  await expect(verdict).toBeVisible({ timeout: 20_000 })
  await expect(verdict).toContainText(/10 goals came in \d+ responses/)
  await expect(race.cell(race.says.rows.delivered, 'sse')).toHaveText('10')
  await expect(race.button(asks.playAgain)).toBeEnabled()

  // Then the same lane by lane, the quickest first: the arrow keys go on, and the lane's latest event is lit in the ladders.
  const story = race.root.getByRole('group', { name: asks.story.label })
  await expect(story.getByRole('listitem')).toHaveCount(5)
  await story.focus()
  await page.keyboard.press('ArrowRight')
  const open = story.locator('[aria-current="step"]')
  await expect(open).toHaveCount(1)
  await expect(open).toContainText(/^.+10 of 10 goals arrived/)
  await expect(story.getByRole('listitem').nth(1)).toHaveAttribute('aria-current', 'step')
  await expect(race.root.getByText(race.says.noneChosen)).toBeHidden()
})

test('the home page: recorded, one press from live', async ({ page }) => {
  await page.goto('/')
  const race = new RaceOnPage(page, '/')
  await expect(race.root.getByText(race.words.bench.recorded, { exact: true })).toBeVisible()
  await race.start()
  await race.button(race.says.burst(5)).click()
  // The feed of the match goes on beside them.
  await expect(race.root.getByRole('row', { name: race.words.transport.ws })).toContainText(/(?:[5-9]|\d\d)$/)
})
