/**
 * `npm run lighthouse`: Lighthouse's mobile preset on every page of the built site, with the Chromium of this machine, medians of five.
 * `--runs=N` says how often, `--pages=PATTERN` which; `--write` puts the table into docs/lighthouse.md. Lighthouse itself is no
 * dependency of ours (docs/lighthouse.md says why); where it is missing the command says how to get it.
 */
import { existsSync, globSync, writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { CHROMIUM_FLAGS, ensureChromium, NO_CHROMIUM } from './browser.ts'
import { lighthousePage, median, tableOf, type PageScores, type Scores } from './lighthouse/report.ts'
import { startServer } from './our-server.ts'

const VERSION = '13.5.0'
const FOLDER = '.cache/lighthouse'
const ENTRY = `${FOLDER}/node_modules/lighthouse/core/index.js`
/** Below 1024 ports are the system's; Lighthouse wants to be told one. */
const DEBUGGING_PORT = 9333

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    pages: { type: 'string', default: '.' },
    write: { type: 'boolean', default: false },
  },
})
const runs = Number(values.runs)
if (!Number.isInteger(runs) || runs < 1 || runs > 20) fail(`--runs takes 1 to 20, not ${values.runs}.`)
if (!existsSync(ENTRY))
  fail(`Lighthouse is not here:\n  npm install --prefix ${FOLDER} --ignore-scripts lighthouse@${VERSION}`)
const executablePath = ensureChromium()
if (executablePath === undefined) fail(NO_CHROMIUM)

/** As much of Lighthouse's own interface as is used here. */
interface Lighthouse {
  readonly default: (
    url: string,
    flags: { readonly port: number; readonly logLevel: 'error' },
  ) => Promise<{ readonly lhr: Report }>
}

interface Report {
  readonly categories: Readonly<Record<string, { readonly score: number | null }>>
  readonly audits: Readonly<
    Record<string, { readonly numericValue?: number; readonly score: number | null; readonly title: string }>
  >
}

const { default: lighthouse } = (await import(pathToFileURL(ENTRY).href)) as Lighthouse
const server = await startServer()
const browser = await chromium.launch({
  executablePath,
  args: [...CHROMIUM_FLAGS, `--remote-debugging-port=${DEBUGGING_PORT}`],
})
const rows: PageScores[] = []
try {
  for (const path of pages()) {
    const taken: Scores[] = []
    for (let run = 0; run < runs; run++) taken.push(await scoresOf(server.url + path))
    rows.push({ path, scores: median(taken) })
    console.log(tableOf(rows.slice(-1)).split('\n').at(-1))
  }
} finally {
  await browser.close()
  server.stop()
}
if (values.write)
  writeFileSync(
    'docs/lighthouse.md',
    lighthousePage(rows, {
      runs,
      version: VERSION,
      chromium: browser.version(),
      load: loadavg()[0] ?? 0,
      processors: availableParallelism(),
      pages: values.pages,
    }),
  )

/** Recorded runs and figures alone are many pages of one make each: the first stands for all. */
function pages(): readonly string[] {
  const all = globSync('**/index.html', { cwd: 'dist/site' })
    .map((file) => `/${file.replaceAll('\\', '/').replace(/index\.html$/, '')}`)
    .sort()
  const alike = (path: string): string => path.replace(/(captures|embed)\/.*/, '$1')
  const few = all.filter((path, i) => all.findIndex((each) => alike(each) === alike(path)) === i)
  return few.filter((path) => new RegExp(values.pages).test(path))
}

async function scoresOf(url: string): Promise<Scores> {
  const { lhr } = await lighthouse(url, { port: DEBUGGING_PORT, logLevel: 'error' })
  const score = (name: string): number => Math.round((lhr.categories[name]?.score ?? 0) * 100)
  const number = (name: string): number => lhr.audits[name]?.numericValue ?? 0
  for (const [name, { score: each, title }] of Object.entries(lhr.audits))
    if (
      each !== null &&
      each < 0.5 &&
      !/^(?:server-response|speed-index|interactive|.*-contentful-paint)/.test(name)
    )
      console.log(`  ${name}: ${title}`)
  return {
    performance: score('performance'),
    accessibility: score('accessibility'),
    bestPractices: score('best-practices'),
    seo: score('seo'),
    blockedMs: number('total-blocking-time'),
    largestMs: number('largest-contentful-paint'),
    shift: number('cumulative-layout-shift'),
  }
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
