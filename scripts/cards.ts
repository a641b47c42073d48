/**
 * `npm run cards`: the pictures that stand for pages where they are linked, taken of the built site, those that are out of date (`--all`:
 * every one), and the picture of a figure in the README.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { chromium } from '@playwright/test'
import { cardPath } from '../src/site/card.ts'
import { CHROMIUM_FLAGS, ensureChromium, NO_CHROMIUM } from './browser.ts'
import { cardSources, MADE_FROM } from './cards/sources.ts'
import { takeCard, takeFigure } from './cards/take.ts'
import { startServer } from './our-server.ts'

const executablePath = ensureChromium()
if (executablePath === undefined) throw new Error(NO_CHROMIUM)
const made = (existsSync(MADE_FROM) ? JSON.parse(readFileSync(MADE_FROM, 'utf8')) : {}) as Record<
  string,
  string
>
const server = await startServer()
const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] })
try {
  const page = await browser.newPage({ reducedMotion: 'reduce', colorScheme: 'light' })
  for (const { language, slug, path, hash } of cardSources()) {
    const file = cardPath(language, slug)
    if (made[file] === hash && !process.argv.includes('--all')) continue
    mkdirSync(dirname(`public${file}`), { recursive: true })
    writeFileSync(`public${file}`, await takeCard(page, server.url + path))
    made[file] = hash
    console.log(file)
  }
  writeFileSync('docs/figure.png', await takeFigure(page, `${server.url}/long-polling/`))
} finally {
  await browser.close()
  server.stop()
}
writeFileSync(MADE_FROM, `${JSON.stringify(made, undefined, 2)}\n`)
