/** Every header that has a sentence, in a request and in a response: what is said is true of the message it stands in. */
import { describe, expect, it } from 'vitest'
import { ascii } from '../../../tests/support/http1-encoder.ts'
import { dissectHead } from '../../wire/http1/message-head.ts'
import type { Field } from '../../wire/field/field.ts'
import { LANGUAGES, type Language } from '../languages.ts'
import { HEADER_SIDES } from './header-sides.ts'
import { fieldSentence, sentenceContext } from './index.ts'

type Side = 'request' | 'response'

/** Read from the standards, and not from the table: RFC 9110 to 9112, 6455, 6797 and 9218, Fetch, HTML, CSP. */
const ONLY: Readonly<Record<Side, string>> = {
  request:
    'accept-language authorization cookie dnt forwarded host idempotency-key if-modified-since if-none-match last-event-id origin proxy-authorization referer sec-ch-ua sec-ch-ua-mobile sec-ch-ua-platform sec-fetch-dest sec-fetch-mode sec-fetch-site sec-fetch-user sec-gpc sec-websocket-key te upgrade-insecure-requests user-agent x-forwarded-for x-real-ip',
  response:
    'accept-ranges access-control-allow-origin age allow content-security-policy etag expires last-modified location referrer-policy retry-after sec-websocket-accept server set-cookie vary x-content-type-options',
}
const SAME = 'content-encoding content-length trailer via'
const DIFFERENT: Readonly<Record<string, readonly string[]>> = {
  accept: ['*/*', 'text/event-stream'],
  'accept-encoding': ['gzip'],
  'cache-control': ['no-cache', 'no-store', 'max-age=0', 'max-age=60', 'private', 'no-transform'],
  connection: ['keep-alive', 'close', 'Upgrade', 'x'],
  'content-type': ['text/event-stream', 'application/json'],
  date: ['Sun, 29 Nov 2026 02:00:00 GMT'],
  'keep-alive': ['timeout=5'],
  pragma: ['no-cache'],
  priority: ['u=1, i'],
  'sec-websocket-extensions': ['permessage-deflate', 'x-other'],
  'sec-websocket-protocol': ['chat'],
  'sec-websocket-version': ['13'],
  'transfer-encoding': ['chunked', 'gzip'],
  upgrade: ['websocket'],
  'x-accel-buffering': ['no', 'yes'],
}

/** No sentence may speak of the message it is not in as the one at hand. */
const OTHER: Readonly<Record<Language, Readonly<Record<Side, RegExp>>>> = {
  en: { request: /\bthis (?:answer|response)\b/i, response: /\bthis request\b/i },
  zh: { request: /这个响应/, response: /这个请求/ },
}

const START = { request: 'GET / HTTP/1.1', response: 'HTTP/1.1 101 X' } as const

function say(language: Language, side: Side, name: string, value: string): string {
  const bytes = ascii(`${START[side]}\r\n${name}: ${value}\r\n\r\n`)
  const head = dissectHead(bytes, 0, side, 's')
  if (head.status !== 'done') throw new Error('the head is not whole')
  const unit = {
    id: 's@0',
    kind: `${side}-head` as const,
    source: 's',
    range: { start: 0, end: head.end },
    complete: true,
    fields: head.value.fields,
  }
  const all = (fields: readonly Field[]): Field[] =>
    fields.flatMap((field) => [field, ...all(field.children)])
  const field = all(unit.fields).find(({ kind }) => kind === 'http.header-value')
  if (field === undefined) throw new Error(`no value of ${name}`)
  return fieldSentence(language, field, sentenceContext(unit, bytes))
}

it('every header that has a sentence is looked at here', () => {
  const looked = [ONLY.request, ONLY.response, SAME].flatMap((names) => names.split(' '))
  expect([...looked, ...Object.keys(DIFFERENT)].sort()).toEqual(Object.keys(HEADER_SIDES).sort())
})

describe.each(LANGUAGES)('header sentences in %s', (language) => {
  it.each(Object.entries(DIFFERENT))(
    '%s says one thing in a request, another in a response',
    (name, values) => {
      for (const value of values) {
        const up = say(language, 'request', name, value)
        const down = say(language, 'response', name, value)
        expect(up).not.toBe(down)
        expect(up).not.toMatch(OTHER[language].request)
        expect(down).not.toMatch(OTHER[language].response)
      }
    },
  )

  it.each([['request', 'response'] as const, ['response', 'request'] as const])(
    'a header of a %s means nothing in a %s, and that is said',
    (home, abroad) => {
      const strange = say(language, abroad, 'x-nobody-knows', 'x')
      for (const name of ONLY[home].split(' ')) {
        const here = say(language, home, name, 'x')
        const there = say(language, abroad, name, 'x')
        expect(here).not.toMatch(OTHER[language][home])
        expect(there).not.toBe(here)
        // One sentence for all of them, in which only the name and the value differ.
        const misplaced = say(language, abroad, ONLY[home].split(' ')[0] ?? '', 'x')
        expect(there.replaceAll(name, '')).toBe(misplaced.replaceAll(ONLY[home].split(' ')[0] ?? '', ''))
        expect(there.replaceAll(name, '')).not.toBe(strange.replaceAll('x-nobody-knows', ''))
      }
    },
  )

  it.each(SAME.split(' '))('%s means the same in either', (name) => {
    const up = say(language, 'request', name, 'x')
    expect(say(language, 'response', name, 'x')).toBe(up)
    expect(up).not.toMatch(OTHER[language].request)
    expect(up).not.toMatch(OTHER[language].response)
  })
})
