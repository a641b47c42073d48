/**
 * One test body for every browser: all five transports, as the site's pages run them, hand the same twenty events to the
 * page, whole and in order, whatever their data holds.
 */
import { createHash } from 'node:crypto'
import { expect } from '@playwright/test'
import { TRANSPORTS } from '../../src/wire/trace/transports.ts'
import type { Heard, HeardAsked } from './transports-page.ts'

/** What a test needs of a browser's page. */
export interface RealPage {
  open(url: string): Promise<void>
  /** Runs a script in the page and gives the string that its value, or its promise, is. */
  evaluate(expression: string): Promise<string>
}

/** Where the bundle of `transports-page.ts` comes from, and the page whose policy it has to live with. */
export const PAGE_SCRIPT = 'tests/e2e/transports-page.ts'
const PAGE = '/comet/'

/** The five, and the same iframe's feed read by `fetch`. With a stream more, all six of a browser's connections would be held. */
const RUNS = [...TRANSPORTS, 'fetch-stream'] as const

const LONGEST_MS = 30_000

/** What may end a string, a script, an element, a line or a message too early, change an object, or be cut in two. */
const DATA: readonly unknown[] = [
  'plain',
  'a "quoted" word, it\'s \\ escaped \\" twice',
  'two\nlines',
  'a\r\nb\rc\n\nd\n',
  'data: x\n\nevent: y\nid: 7\n\n',
  ': a comment\nretry: 1\n',
  '</script><script>parent.bad = true</script>',
  '</SCRIPT ><!--<script>-->]]>&lt;&amp;',
  'line\u2028separator and paragraph\u2029separator',
  '\u0000\u0001\u001f\u007f\u0085\ufeff',
  '球进了！三比二，补时第四分钟。',
  '🏟️⚽👩‍👩‍👧 𝒳',
  'half a pair \ud83c',
  JSON.parse('{"__proto__":{"polluted":true},"constructor":1,"a":{"__proto__":null}}'),
  { '"key"</script>\u2028': ['', null, false, 0, -0.5, 1e21] },
  '',
  null,
  [[[[[]]]]],
  'x'.repeat(20_000),
  '球'.repeat(10_000),
]

/** Publishes the events into a lab of its own while the page's transports run, and compares what each heard. */
export async function expectTwentyEvents(site: string, page: RealPage, script: string): Promise<void> {
  await page.open(`${site}${PAGE}`)
  const { id } = JSON.parse(await posted(`${site}/labs`, { settings: { feed: 'manual' } })) as { id: string }
  const lab = `/labs/${id}`
  const published: string[] = []
  const publish = async (data: unknown): Promise<void> => {
    const event: unknown = JSON.parse(await posted(`${site}${lab}/events`, { type: 'note', data }))
    published.push(JSON.stringify(event))
  }

  // Some are there before the transports are, so that they have to be caught up with; the others come while they run.
  for (const data of DATA.slice(0, 5)) await publish(data)
  const asked: HeardAsked = { lab, runs: RUNS, events: DATA.length, atMostMs: LONGEST_MS }
  const listening = page.evaluate(`${script};hear(${JSON.stringify(asked)})`)
  const publishing = (async () => {
    for (const data of DATA.slice(5)) await publish(data)
  })()
  const [text] = await Promise.all([listening, publishing])

  expect(DATA).toHaveLength(20)
  const heard = JSON.parse(text) as Heard
  for (const run of RUNS) expect([run, heard[run]?.map(brief)]).toEqual([run, published.map(brief)])
  expect(await page.evaluate('String([typeof bad, ({}).polluted])')).toBe('undefined,')
}

/** A long text as its beginning and its hash, so that what differs can be read. */
function brief(text: string): string {
  if (text.length <= 300) return text
  return `${text.slice(0, 80)} … ${text.length} ${createHash('sha256').update(text).digest('hex')}`
}

/** Posts JSON and gives the answer's text; throws where nothing was made. */
export async function posted(url: string, body: unknown): Promise<string> {
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body) })
  const text = await answer.text()
  if (answer.status !== 201) throw new Error(`${answer.status} ${text}`)
  return text
}
