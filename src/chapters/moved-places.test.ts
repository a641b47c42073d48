import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LANGUAGES, type Language } from '../words/languages.ts'
import { movedPlaces, type MovedPlaces } from './moved-places.ts'

const FIRST = `
<Heading id="handshake">A request</Heading>

<Bench scene="first-frames">See <Term id="frame">frames</Term>.</Bench>

<Heading id="remember">Remember</Heading>
`

const LATER = `
<Heading id="frames">The \`frame\`</Heading>

<Bench scene="first-frames">See <Term id="frame">frames</Term>.</Bench>

<Heading id="cuts" level={3}>Cuts</Heading>

<TwoCuts scene="two-cuts">What a <Term id="heartbeat">heartbeat</Term> shows.</TwoCuts>

<Goals><Goal check="missed">Miss a \`ping\`.</Goal></Goals>

<Correction id="F13" said="It is binary.">x</Correction>

<Heading id="remember">Remember</Heading>
`

it('gives what only the later page has, each with what to call it', () => {
  expect(movedPlaces(FIRST, LATER, 'en')).toEqual({
    headings: [
      { id: 'frames', text: 'The frame' },
      { id: 'cuts', text: 'Cuts' },
    ],
    others: [
      { id: 'figure-two-cuts-table', text: expect.any(String) as string },
      { id: 'term-heartbeat', text: 'heartbeat' },
      { id: 'correction-F13', text: 'It is binary.' },
      { id: 'goal-missed', text: 'Miss a ping.' },
    ],
  })
})

/** Anchors of the one page that a chapter was, which others may have linked to. */
const OLD_ANCHORS = {
  'long-polling': [
    ...['figure', 'asking', 'not-modified', 'holding', 'the-loop', 'the-gap', 'the-interval', 'bursts'],
    ...['in-the-field', 'goals', 'remember', 'correction-F1', 'correction-F20', 'term-hold', 'term-cursor'],
    ...[
      'figure-two-polls',
      'figure-not-modified',
      'figure-the-loop',
      'figure-the-gap',
      'figure-the-interval',
    ],
    ...['figure-the-burst', 'goal-one-connection-many-polls', 'goal-gap-event-lost'],
  ],
  'iframe-streaming': [
    ...['figure', 'hidden-iframe', 'chunks', 'script', 'breaking-out', 'cut', 'leftovers', 'htmlfile'],
    ...['charset', 'fetch', 'buffer', 'goals', 'remember', 'correction-F14', 'term-event-stream'],
    ...['figure-forever-page', 'figure-silent-cut', 'figure-the-charset', 'figure-fetch-instead'],
    ...['figure-the-buffer', 'figure-buffer-before-and-after', 'goal-fetch-back-first'],
  ],
  websocket: [
    ...['first-frames', 'handshake', 'constructor', 'origin', 'ready-state', 'frames', 'masking', 'sending'],
    ...['fragments', 'pings', 'two-cuts', 'idle-timeout', 'events', 'closing', 'raw', 'deflate'],
    ...['in-the-field', 'goals', 'remember', 'correction-F4', 'correction-F13', 'correction-F18'],
    ...['figure-two-cuts', 'figure-two-cuts-table', 'figure-idle-and-heartbeat', 'figure-lifelines'],
    ...['figure-ten-ends', 'figure-ten-ends-table', 'figure-the-deflate', 'term-opcode', 'term-close-code'],
    ...['goal-compressed-frame'],
  ],
  sse: [
    ...[
      'sse',
      'origin',
      'events',
      'ends',
      'long-polling',
      'receiving',
      'named',
      'id-and-retry',
      'storm',
      'six',
    ],
    ...['in-the-field', 'goals', 'remember', 'correction-F8', 'correction-F11-colon', 'correction-F12'],
    ...['figure-three-events', 'figure-stream-ends', 'figure-once-each', 'figure-event-stream-editor'],
    ...['figure-reconnection-storm', 'figure-seventh-connection', 'term-backoff', 'goal-seventh-waits'],
  ],
  'sse-vs-websocket': [
    ...[
      'comparison',
      'down',
      'up',
      'binary',
      'coming-back',
      'http2',
      'neither',
      'choose',
      'goals',
      'remember',
    ],
    ...['figure-both-ways', 'figure-a-kilobyte', 'figure-byte-stack-kilobyte', 'figure-both-cut'],
    ...['figure-choose', 'correction-F12', 'correction-P38', 'term-multiplexing', 'goal-sse-back-first'],
  ],
}

/** The first page of a chapter in several, and the later ones. */
function pagesOf(language: Language, slug: string): readonly [first: string, later: readonly string[]] {
  const folder = `content/chapters/${language}/${slug}`
  const read = (file: string) => readFileSync(file, 'utf8')
  return [read(`${folder}.mdx`), globSync(`${folder}/*.mdx`).map(read)]
}

const idsOf = ({ headings, others }: MovedPlaces) => [...headings, ...others].map(({ id }) => id)

describe.each(LANGUAGES)('the first page of a chapter (%s)', (language) => {
  it.each(Object.entries(OLD_ANCHORS))('of %s leads every old anchor to a place', (slug, anchors) => {
    const [first, later] = pagesOf(language, slug)
    const here = idsOf(movedPlaces('', first, language))
    const there = later.flatMap((page) => idsOf(movedPlaces(first, page, language)))
    expect(later.length).toBeGreaterThan(0)
    expect([...here, ...there]).toEqual(expect.arrayContaining(anchors))
  })
})

it('no link of our own leads to a place that has moved', () => {
  const moved = Object.keys(OLD_ANCHORS).flatMap((slug) => {
    const [first, later] = pagesOf('en', slug)
    return later.flatMap((page) => idsOf(movedPlaces(first, page, 'en')).map((id) => `${slug}/#${id}`))
  })
  const files = globSync(['content/chapters/**/*.mdx', 'src/**/*.{ts,tsx,astro}', 'docs/**/*.md'])
  const links = files
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) => readFileSync(file, 'utf8').match(/(?<=[/'])[a-z-]+\/#[\w-]+/g) ?? [])
  expect(links.length).toBeGreaterThan(20)
  expect(links.filter((link) => moved.includes(link))).toEqual([])
})
