/**
 * `node scripts/weight.ts [folder]`: what each built page weighs, as the server sends it (with the copies beside the folder), and a failure where a limit is passed.
 * Script in stages: before a figure comes near; to see the page's first figure live; all its figures, unopened; with code and bytes
 * opened; and what only the address that a tap prints brings. Where an island comes at once (the race) the first stage has it.
 */
import { globSync, readFileSync } from 'node:fs'
import { copiesOf } from '../server/site/copies.ts'
import { hashOf } from '../server/site/site-files.ts'
import { pageScripts } from '../src/build/page-scripts.ts'
import { aimsOf, limitsOf, MEASURES, type Measure } from './weight-limits.ts'

type Weights = Readonly<Record<Measure, number>>

const site = process.argv[2] ?? 'dist/site'
const read = (address: string): string => readFileSync(`${site}${address}`, 'utf8')
/** The session and the board of a tap. */
const TAP = /\/(?:tap-session|TapBoard)\.|\/words\/tap\//
const sizes = new Map<string, Promise<number>>()

const pages = globSync('**/*.html', { cwd: site }).sort()
if (pages.length === 0) throw new Error(`no pages in ${site}: npm run build`)
const weighed = await Promise.all(pages.map(async (page) => [page, await weigh(read(`/${page}`))] as const))
const breaches = weighed.flatMap(([page, weights]) =>
  MEASURES.filter((measure) => weights[measure] > limitsOf(page)[measure]).map(
    (measure) => `${page}: ${measure} ${weights[measure]}, at most ${limitsOf(page)[measure]}`,
  ),
)

// Pages of recorded runs are alike: only the heaviest of each language is a row.
const heaviest = new Map<string, number>()
for (const [page, { html }] of weighed)
  heaviest.set(rowOf(page), Math.max(html, heaviest.get(rowOf(page)) ?? 0))
const rows = weighed.filter(([page, { html }]) => heaviest.get(rowOf(page)) === html)
print('page', MEASURES)
for (const [page, weights] of rows)
  print(
    page,
    MEASURES.map((measure) => weights[measure]),
  )
for (const [page, weights] of rows)
  for (const measure of MEASURES)
    if (weights[measure] > aimsOf(page)[measure])
      console.log(
        `${page}: ${measure} ${weights[measure]}; the aim is ${aimsOf(page)[measure]}, the limit ${limitsOf(page)[measure]}`,
      )

for (const breach of breaches) console.error(breach)
if (breaches.length > 0) process.exitCode = 1

async function weigh(html: string): Promise<Weights> {
  const islands = [...html.matchAll(/<astro-island\b(?:"[^"]*"|'[^']*'|[^>"'])*>/g)].map(([tag]) => tag)
  const atOnce = islands.filter((tag) => tag.includes('&quot;value&quot;:&quot;now&quot;'))
  const withIslands = (kept: readonly string[]) =>
    pageScripts(
      islands.reduce((text, tag) => (kept.includes(tag) ? text : text.replace(tag, '<div>')), html),
      read,
    )
  const before = withIslands(atOnce)
  const first = withIslands([...atOnce, ...islands.slice(0, 1)])
  const all = withIslands(islands)
  const pageOnly = new Set(withIslands([]).later)
  const opened = all.later.filter((address) => !pageOnly.has(address))
  return {
    near: await sum(before.first),
    figure: await sum(first.first),
    figures: await sum(all.first),
    opened: await sum([...all.first, ...opened.filter((address) => !TAP.test(address))]),
    tap: await sum(opened.filter((address) => TAP.test(address))),
    html: await size(Buffer.from(html), 'text/html'),
    raw: Buffer.byteLength(html),
    elements: elements(html),
    fonts: preloadedFonts(html),
  }
}

/** As a browser with script sees it: what stands in `<noscript>` is text, and in scripts, styles and comments are no elements. */
function elements(html: string): number {
  const seen = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style|noscript)\b[^>]*>[\s\S]*?<\/\1>/g, '<$1>')
  return [...seen.matchAll(/<[a-z][\w-]*(?=[\s/>])/g)].length
}

/** The layout preloads what a page needs before the first scroll; `tests/e2e/fonts.spec.ts` sees that it is all. */
function preloadedFonts(html: string): number {
  const links = [...html.matchAll(/<link rel="preload" as="font"[^>]*\shref="([^"]*)"/g)]
  return links.reduce((total, [, address = '']) => total + readFileSync(`${site}${address}`).length, 0)
}

async function sum(addresses: readonly string[]): Promise<number> {
  const each = await Promise.all(
    [...new Set(addresses)].map((address) => {
      const known = sizes.get(address)
      if (known !== undefined) return known
      const measured = size(readFileSync(`${site}${address}`), 'text/javascript')
      sizes.set(address, measured)
      return measured
    }),
  )
  return each.reduce((total, bytes) => total + bytes, 0)
}

async function size(bytes: Buffer, type: string): Promise<number> {
  const copies = await copiesOf(bytes, type, `${site}/../copies`, hashOf(bytes))
  return copies === 'none' ? bytes.length : copies.br.length
}

function rowOf(page: string): string {
  return page.replace(/captures\/[^/]*/, 'captures')
}

function print(name: string, cells: readonly (string | number)[]): void {
  console.log(name.padEnd(48), ...cells.map((cell) => String(cell).padStart(9)))
}
