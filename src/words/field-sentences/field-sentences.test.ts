/** Words for fields: none missing in either language, and each speaks of the value at hand. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascii, encodeHead, requestHeads, responseHeads } from '../../../tests/support/http1-encoder.ts'
import { closePayload, encodeFrame, utf8Bytes } from '../../../tests/support/websocket-encoder.ts'
import { createEventStreamReader } from '../../wire/event-stream/stream-reader.ts'
import { createScriptReader } from '../../wire/html/script-chunks.ts'
import { DEFAULT_DEFLATE } from '../../wire/websocket/deflate-parameters.ts'
import { createFrameReader } from '../../wire/websocket/frame-reader.ts'
import { dissectHead } from '../../wire/http1/message-head.ts'
import { makeField, type Field, type FieldKind, type Unit, type UnitKind } from '../../wire/field/field.ts'
import type { ProblemCode } from '../../wire/field/problem.ts'
import { LANGUAGES, type Language } from '../languages.ts'
import EN from './table.en.ts'
import { fieldLabel, fieldSentence, problemSentence, sentenceContext } from './index.ts'
import { TRACE_WORDS } from '../trace-words.ts'
import ZH from './table.zh.ts'

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
    for (const kind of Object.keys(TRACE_WORDS.en.unit) as UnitKind[])
      expect(TRACE_WORDS[language].unit[kind]).toMatch(/\S/)
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

  it('tell what the parameters of permessage-deflate mean, offered and agreed on', () => {
    const line = (value: string): string => `Sec-WebSocket-Extensions: ${value}`
    const say = (value: string): string => valueSentences(language, request(line(value)))[0] ?? ''
    const both = 'permessage-deflate; server_max_window_bits=10; client_no_context_takeover; x'
    for (const part of ['server_max_window_bits=10', '2^10', 'client_no_context_takeover', 'x'])
      expect(say(both)).toContain(part)
    expect(say('permessage-deflate; client_max_window_bits')).not.toBe(say('permessage-deflate'))
    const agreed = valueSentences(
      language,
      `HTTP/1.1 101 X\r\n${line('permessage-deflate')}\r\n\r\n`,
      'response',
    ).at(-1)
    expect(agreed).not.toBe(say('permessage-deflate'))
    expect(say('x-other; a=1')).toContain('x-other; a=1')
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

  it('speak of this frame, line and script', () => {
    const say = (unit: Unit | undefined, bytes: Uint8Array, kind: FieldKind): string => {
      const field = all(unit?.fields ?? []).find((each) => each.kind === kind)
      if (unit === undefined || field === undefined) throw new Error(`no ${kind}`)
      return fieldSentence(language, field, sentenceContext(unit, bytes))
    }
    const close = encodeFrame({ opcode: 8, payload: closePayload(4321, '再见') })
    const frames = createFrameReader('s', 0, 'server-to-client', false)
    frames.advance(close, [])
    const [frame] = frames.units(close, [], true)
    expect(say(frame, close, 'websocket.close-code')).toContain('4321')
    expect(say(frame, close, 'websocket.close-reason')).toContain('再见')
    expect(say(frame, close, 'websocket.payload-length')).toContain('8')
    const fins = [true, false].map((fin) => {
      const bytes = encodeFrame({ opcode: 1, fin })
      const reader = createFrameReader('s', 0, 'server-to-client', false)
      reader.advance(bytes, [])
      return say(reader.units(bytes, [], true)[0], bytes, 'websocket.fin')
    })
    expect(fins[0]).not.toBe(fins[1])

    const stream = utf8Bytes('id: 球\n\n')
    const events = createEventStreamReader('s', 0)
    events.advance(stream)
    const [block] = events.units(stream, true)
    expect(say(block, stream, 'event-stream.field-value')).toContain('球')
    expect(say(block, stream, 'event-stream.field-name')).toContain('id')

    const html = utf8Bytes('<script>parent.onEvent({"a":1})</script>')
    const scripts = createScriptReader('s', 0)
    scripts.advance(html)
    expect(say(scripts.units(html, true)[0], html, 'html.script-call')).toContain('parent.onEvent(')
  })

  it('have something to say on every field of any frame or event stream', () => {
    const sound = (units: readonly Unit[], bytes: (unit: Unit) => Uint8Array): void => {
      for (const unit of units) {
        expect(TRACE_WORDS[language].unit[unit.kind]).toMatch(/\S/)
        for (const field of all(unit.fields)) {
          const sentence = fieldSentence(language, field, sentenceContext(unit, bytes(unit)))
          expect(sentence).not.toMatch(/undefined|NaN|^\s*$/)
          for (const { code } of field.problems) expect(problemSentence(language, code)).toMatch(/\S/)
        }
      }
    }
    const compressed = fc
      .uint8Array({ minLength: 1, maxLength: 20 })
      .map((payload) => encodeFrame({ opcode: 1, rsv: 4, payload }))
    const frames = fc.oneof(fc.uint8Array({ minLength: 2, maxLength: 40 }), compressed)
    fc.assert(
      fc.property(frames, fc.boolean(), fc.boolean(), (bytes, up, deflated) => {
        const direction = up ? 'client-to-server' : 'server-to-client'
        const reader = createFrameReader('s', 0, direction, deflated && DEFAULT_DEFLATE)
        reader.advance(bytes, [])
        const derived = (unit: Unit): Uint8Array =>
          reader.derived.find(({ id }) => id === unit.source)?.bytes ?? bytes
        sound([...reader.units(bytes, [], true), ...reader.derivedUnits], derived)
        const stream = bytes.map((byte) => [10, 13, 58, 32, 100, 97, 116][byte % 8] ?? byte)
        const events = createEventStreamReader('s', 0)
        events.advance(stream)
        sound(events.units(stream, true), () => stream)
      }),
    )
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
