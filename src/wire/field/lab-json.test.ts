/** The labs' JSON: tiling holds for anything, and what JSON.parse reads is what the fields say. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectTiling } from '../../../tests/support/invariants.ts'
import { utf8 } from '../bytes/bytes.ts'
import type { Field } from './field.ts'
import { dissectLabJson } from './lab-json.ts'

function fieldsOf(text: string): readonly Field[] {
  const bytes = new TextEncoder().encode(`..${text}..`)
  const fields = dissectLabJson(bytes, 2, bytes.length - 2, 's')
  expectTiling(fields, 2, bytes.length - 2)
  return fields
}

const shape = (text: string): string[] =>
  fieldsOf(text).map(({ kind, value }) => (value === undefined ? kind : `${kind} ${value}`))

const event = (id: number, data: unknown): object => ({ id, type: 'goal', at: 1763798400123.4, data })

describe('dissectLabJson', () => {
  it('finds the events of an envelope', () => {
    const text = JSON.stringify({ events: [event(7, { a: ']}"\\' }), event(8, '球')], last: 8 })
    expect(shape(text)).toEqual([
      'json.envelope',
      'json.event 7',
      'json.separator',
      'json.event 8',
      'json.envelope',
      'json.last 8',
      'json.envelope',
    ])
  })

  it('finds none in an empty one', () => {
    expect(shape('{"events":[],"last":17}')).toEqual(['json.envelope', 'json.last 17', 'json.envelope'])
  })

  it('knows a single event, with or without whitespace', () => {
    expect(shape(JSON.stringify(event(3, null)))).toEqual(['json.event 3'])
    expect(shape(` ${JSON.stringify(event(3, null))}\n`)).toEqual([
      'json.envelope',
      'json.event 3',
      'json.envelope',
    ])
  })

  it.each(['{}', '[]', '"a"', 'null', '-1.5e3', '{"type":"goal","data":1}', '{"events":[1],"last":1}'])(
    'leaves other JSON in one piece: %s',
    (text) => {
      expect(shape(text)).toEqual(['json.text'])
    },
  )

  it.each([
    '{',
    '{"a":1,}',
    '[1,]',
    '01',
    'nul',
    '"a',
    '"\\x"',
    '{"a" 1}',
    '1 2',
    '"\u0001"',
    '{"events":[,"last":1}',
  ])('does not take %j for JSON', (text) => {
    expect(shape(text)).toEqual(['http.content'])
  })

  it('agrees with JSON.parse on what JSON is', () => {
    const valid = fc.json({ maxDepth: 4 })
    const damaged = fc
      .tuple(valid, fc.nat(), fc.constantFrom(...'{}[],:"\\0e.-t '))
      .map(([text, at, letter]) => {
        const place = at % (text.length + 1)
        return text.slice(0, place) + letter + text.slice(place + 1)
      })
    fc.assert(
      fc.property(fc.oneof(valid, damaged), (text) => {
        let parses = true
        try {
          JSON.parse(text)
        } catch {
          parses = false
        }
        // Lone surrogates do not survive UTF-8; JSON.parse sees what the bytes say.
        expect(fieldsOf(text)[0]?.kind === 'http.content', JSON.stringify(text)).toBe(!parses && text !== '')
      }),
      { numRuns: 500 },
    )
  })

  it('gives every event its own bytes', () => {
    const events = fc.array(fc.tuple(fc.nat(), fc.jsonValue({ maxDepth: 3 })), { maxLength: 5 })
    fc.assert(
      fc.property(events, fc.constantFrom(undefined, 2), (list, indent) => {
        const all = list.map(([id, data]) => event(id, data))
        const text = JSON.stringify({ events: all, last: 9 }, null, indent)
        const bytes = new TextEncoder().encode(text)
        const found = dissectLabJson(bytes, 0, bytes.length, 's')
          .filter(({ kind }) => kind === 'json.event')
          .map(({ range }) => JSON.parse(utf8(bytes, range.start, range.end)) as unknown)
        expect(found).toEqual(JSON.parse(JSON.stringify(all)))
      }),
    )
  })

  it('does not go deeper than it must', () => {
    expect(shape('['.repeat(100_000) + ']'.repeat(100_000))).toEqual(['http.content'])
  })
})
