/** Words for fields: none missing in either language, and each speaks of the value at hand. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascii, encodeHead, requestHeads, responseHeads } from '../../../tests/support/http1-encoder.ts'
import { dissectHead } from '../../wire/http1/message-head.ts'
import { makeField, type Field, type FieldKind, type Unit } from '../../wire/field.ts'
import type { ProblemCode } from '../../wire/problem.ts'
import { LANGUAGES, type Language } from '../languages.ts'
import { EN } from './en.ts'
import { fieldLabel, fieldSentence, problemSentence, sentenceContext, unitLabel } from './index.ts'
import { ZH } from './zh.ts'

const KINDS = Object.keys(EN.labels) as FieldKind[]
const CODES = Object.keys(EN.problems) as ProblemCode[]

function unitOf(bytes: Uint8Array, side: 'request' | 'response'): Unit {
  const head = dissectHead(bytes, 0, side, 's')
  if (head.status !== 'done') throw new Error('the head is not whole')
  const kind = side === 'request' ? 'request-head' : 'response-head'
  return {
    id: 's@0',
    kind,
    source: 's',
    range: { start: 0, end: head.end },
    complete: true,
    fields: head.value.fields,
  }
}

function all(fields: readonly Field[]): Field[] {
  return fields.flatMap((field) => [field, ...all(field.children)])
}

/** The sentences on the values of a head's header lines. */
function valueSentences(
  language: Language,
  text: string,
  side: 'request' | 'response' = 'request',
): string[] {
  const bytes = ascii(text)
  const unit = unitOf(bytes, side)
  return all(unit.fields)
    .filter(
      ({ kind }) => kind === 'http.header-value' || kind === 'http.status-code' || kind === 'http.query',
    )
    .map((field) => fieldSentence(language, field, sentenceContext(unit, bytes)))
}

const request = (line: string): string => `GET / HTTP/1.1\r\n${line}\r\n\r\n`

describe.each(LANGUAGES)('field sentences in %s', (language) => {
  it('cover every kind and every problem', () => {
    for (const kind of KINDS) {
      const field = makeField(kind, 's', 0, 4, { value: kind === 'http.status-code' ? 200 : 4 })
      const unit: Unit = {
        id: 's@0',
        kind: 'content',
        source: 's',
        range: { start: 0, end: 4 },
        complete: true,
        fields: [field],
      }
      expect(fieldLabel(language, kind)).toMatch(/\S/)
      expect(fieldSentence(language, field, sentenceContext(unit, ascii('abcd')))).toMatch(/\S/)
    }
    for (const code of CODES) expect(problemSentence(language, code).length).toBeGreaterThan(15)
    expect(unitLabel(language, 'request-head')).toMatch(/\S/)
  })

  it('give each kind and problem words of its own', () => {
    expect(new Set(CODES.map((code) => problemSentence(language, code))).size).toBe(CODES.length)
    const shared = KINDS.length - new Set(KINDS.map((kind) => fieldLabel(language, kind))).size
    expect(shared).toBe(0)
  })

  it('speak of this value', () => {
    const status = (line: string): string =>
      valueSentences(language, `HTTP/1.1 ${line}\r\n\r\n`, 'response')[0] ?? ''
    const codes = ['200 OK', '204 X', '304 X', '299 X', '418 X', '999 X'].map(status)
    expect(new Set(codes).size).toBe(codes.length)
    codes.forEach((sentence, i) => expect(sentence).toContain(['200', '204', '304', '299', '418', '999'][i]))
    expect(valueSentences(language, 'GET /?after=17 HTTP/1.1\r\n\r\n')[0]).toContain('17')
    expect(valueSentences(language, request('X-Nobody-Knows: seven'))[0]).toContain('seven')
    expect(valueSentences(language, request('constructor: x'))[0]).toContain('constructor')
    const cached = ['no-store', 'no-cache', 'max-age=60', 'max-age=0', 'private'].map(
      (value) => valueSentences(language, request(`Cache-Control: ${value}`))[0],
    )
    expect(new Set(cached).size).toBe(cached.length)
  })

  it('say that stars stand for hidden bytes, and only where they do', () => {
    expect(valueSentences(language, request('Cookie: *****'))[0]).toContain('5')
    expect(valueSentences(language, request('Cookie: a=b'))[0]).not.toContain('3')
  })

  it('do not say that a 304 carries the content its length tells of', () => {
    const [, of304] = valueSentences(language, 'HTTP/1.1 304 X\r\nContent-Length: 28\r\n\r\n', 'response')
    const [, of200] = valueSentences(language, 'HTTP/1.1 200 X\r\nContent-Length: 28\r\n\r\n', 'response')
    expect(of304).toContain('304')
    expect(of200).not.toBe(of304)
  })

  it('have something to say on every field of any head', () => {
    fc.assert(
      fc.property(fc.oneof(requestHeads, responseHeads), (spec) => {
        const bytes = encodeHead(spec)
        const unit = unitOf(bytes, spec.startLine.startsWith('HTTP/') ? 'response' : 'request')
        for (const field of all(unit.fields)) {
          const sentence = fieldSentence(language, field, sentenceContext(unit, bytes))
          expect(sentence).not.toMatch(/undefined|NaN|^\s*$/)
        }
      }),
    )
  })
})

it('both languages name the same kinds, units and problems, in different words', () => {
  expect(Object.keys(ZH.labels).sort()).toEqual(Object.keys(EN.labels).sort())
  expect(Object.keys(ZH.problems).sort()).toEqual(Object.keys(EN.problems).sort())
  for (const code of CODES) expect(ZH.problems[code]).not.toBe(EN.problems[code])
  for (const code of CODES) expect(ZH.problems[code]).toMatch(/[\u4e00-\u9fff]/)
})
