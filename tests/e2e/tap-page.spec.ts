/** What the page about the tap tells to do, done word for word: its server, its commands, its buttons, in both languages. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FINDING_WORDS } from '../../src/words/findings/words.ts'
import { LANGUAGE_NAMES, LANGUAGES, pathIn } from '../../src/words/languages.ts'
import { TAP_WORDS } from '../../src/tap/view/words.ts'
import { WORKBENCH_WORDS } from '../../src/workbench/words.ts'
import { freePort } from '../support/free-port.ts'
import { expect, test } from './site.ts'

for (const language of LANGUAGES)
  test(`${pathIn(language, '/tap/')}: what it tells to do works`, async ({ page }) => {
    // Two programs start, and an EventSource waits for three seconds.
    test.slow()
    const children: ChildProcess[] = []
    const folder = mkdtempSync(join(tmpdir(), 'tap-page-'))
    const [tap, findings, take] = [
      TAP_WORDS[language],
      FINDING_WORDS[language],
      WORKBENCH_WORDS[language].take,
    ]
    await page.goto(pathIn(language, '/tap/'))
    for (const name of [
      tap.break,
      tap.faults.reset,
      tap.contents,
      take.run,
      findings.title,
      findings.evidence,
    ])
      await expect(page.locator('main b', { hasText: name })).toHaveText(name)
    const port = await freePort()
    const told = async (what: string): Promise<string> =>
      (await page.locator(`[data-copy=${what}]`).innerText()).replaceAll('3000', String(port))
    const texts = { server: await told('server'), tap: await told('tap'), findings: await told('findings') }
    const run = (args: readonly string[]): ChildProcess => {
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      children.push(child)
      return child
    }
    try {
      const file = join(folder, 'app.mjs')
      writeFileSync(file, texts.server)
      run([file])
      const isThere = (): Promise<boolean> =>
        fetch(`http://127.0.0.1:${port}/`).then(
          ({ ok }) => ok,
          () => false,
        )
      await expect.poll(isThere, { timeout: 30_000 }).toBe(true)
      const [, address = ''] = /^npm run -s tap -- (\S+)$/.exec(texts.tap) ?? []
      const { stdout } = run(['server/tap/main.ts', address])
      let printed = ''
      while (!printed.includes('#tap=')) printed += String((await once(stdout ?? process, 'data'))[0])
      await page.goto(/at\s+(\S+)/.exec(printed)?.[1] ?? '')
      if (language === 'zh') await page.getByRole('link', { name: LANGUAGE_NAMES.zh }).click()
      await expect(page.getByText(tap.none)).toBeVisible()
      const app = await page.context().newPage()
      await app.goto(/use\s+(\S+)/.exec(printed)?.[1] ?? '')
      await expect(app.locator('body')).toContainText('2')

      const finding = page.locator('.finding', {
        hasText: findings.text('event-ids').says({ what: 'none' }).slice(-6),
      })
      // Said over the exchanges as well, from where a press leads to all of it.
      const line = page.locator('.findings-line').getByRole('button')
      await expect(line).toContainText(findings.text('event-ids').says({ what: 'none' }).slice(-6))
      await line.click()
      await expect(page.getByRole('region', { name: findings.title })).toBeFocused()
      await expect(finding).toBeInViewport()
      await finding.locator('summary').click()
      await finding.getByRole('button', { name: findings.evidence }).click()
      await page.getByText(tap.break, { exact: true }).click()
      await page.getByRole('button', { name: tap.faults.reset, exact: true }).click()
      await expect(page.getByText(`${tap.comeback('/news', 1, 1)}, `)).toContainText(tap.cursor(undefined))

      await page.getByLabel(tap.contents).check()
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: take.run, exact: true }).click()
      const saved = join(folder, (await download).suggestedFilename())
      await (await download).saveAs(saved)
      const [, command = ''] =
        /^npm run -s inspect -- (--findings) ~\/Downloads\/run\.json$/.exec(texts.findings) ?? []
      expect(saved).toMatch(/\/run\.json$/)
      const said = execFileSync(process.execPath, ['scripts/inspect.ts', command, saved], {
        encoding: 'utf8',
      })
      expect(said).toContain('! event-ids /news')
      await app.close()
    } finally {
      for (const child of children) child.kill('SIGKILL')
      rmSync(folder, { recursive: true })
    }
  })
