import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { movedPlaces } from './moved-places.ts'

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
    ],
  })
})

/** Anchors of the one page that chapter 4 was, which others may have linked to. */
const OLD_ANCHORS = [
  ...['first-frames', 'handshake', 'constructor', 'origin', 'ready-state', 'frames', 'masking', 'sending'],
  ...['fragments', 'pings', 'two-cuts', 'idle-timeout', 'events', 'closing', 'raw', 'deflate'],
  ...['in-the-field', 'goals', 'remember', 'correction-F4', 'correction-F13', 'correction-F18'],
  ...['figure-two-cuts', 'figure-two-cuts-table', 'figure-idle-and-heartbeat', 'figure-lifelines'],
  ...['figure-ten-ends', 'figure-ten-ends-table', 'figure-the-deflate', 'term-opcode', 'term-close-code'],
]

it.each(['en', 'zh'] as const)('leads every old anchor of the WebSocket page to a place (%s)', (language) => {
  const read = (page: string) => readFileSync(`content/chapters/${language}/${page}.mdx`, 'utf8')
  const first = read('websocket')
  const here = movedPlaces('', first, language)
  const places = [
    here,
    ...['frames', 'endings'].map((part) => movedPlaces(first, read(`websocket/${part}`), language)),
  ]
  const ids = places.flatMap(({ headings, others }) => [...headings, ...others].map(({ id }) => id))
  expect(ids).toEqual(expect.arrayContaining(OLD_ANCHORS))
})
