import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utf8Bytes } from '../../../tests/support/websocket-encoder.ts'
import { createParserRows, parserRows, type ParserRows } from './parser-rows.ts'

const BLOCK = 'retry: 5\n\nid: 7\nevent: goal\ndata: a\ndata: b\n: note\n\ndata: c'

const shape = ({ rows }: ParserRows): unknown[] =>
  rows.map(({ line, text, action }) => [line, text, action?.kind ?? 'no end'])

describe('the rows of an event stream', () => {
  it('say of each line what the parser does, and of the last one that it has no end', () => {
    expect(shape(parserRows(utf8Bytes(BLOCK), false))).toEqual([
      [1, 'retry: 5', 'set-reconnection-time'],
      [2, '', 'nothing-to-dispatch'],
      [3, 'id: 7', 'set-last-event-id'],
      [4, 'event: goal', 'set-event-type'],
      [5, 'data: a', 'append-data'],
      [6, 'data: b', 'append-data'],
      [7, ': note', 'comment'],
      [8, '', 'dispatch'],
      [9, 'data: c', 'no end'],
    ])
  })

  it('show the buffers after each line', () => {
    const { before, rows } = parserRows(utf8Bytes(BLOCK), false)
    expect(before.data).toBe('')
    expect(rows.map(({ buffers }) => buffers.data)).toEqual([
      '',
      '',
      '',
      '',
      'a\n',
      'a\nb\n',
      'a\nb\n',
      '',
      '',
    ])
    expect(rows[3]?.buffers).toMatchObject({ eventType: 'goal', lastEventId: '7', committedEventId: '' })
    expect(rows[7]?.action).toEqual({
      kind: 'dispatch',
      event: { type: 'goal', data: 'a\nb', lastEventId: '7' },
    })
  })

  it('of one block begin with what the lines before it left', () => {
    const bytes = utf8Bytes(BLOCK)
    const start = BLOCK.indexOf('data: c')
    const { before, rows } = createParserRows()(bytes, { start, end: bytes.length })
    expect(before).toMatchObject({ lastEventId: '7', committedEventId: '7', reconnectionTimeMs: 5 })
    expect(rows.map(({ line, text }) => [line, text])).toEqual([[9, 'data: c']])
  })

  it('do not take a line that ends after the stretch', () => {
    const bytes = utf8Bytes('data: x\n\n')
    expect(shape(createParserRows()(bytes, { start: 0, end: 7 }))).toEqual([[1, 'data: x', 'no end']])
    expect(shape(createParserRows()(bytes, { start: 0, end: 8 }))).toEqual([[1, 'data: x', 'append-data']])
  })

  it('end the last line with a carriage return once nothing can follow', () => {
    expect(shape(parserRows(utf8Bytes('data: x\r'), false))).toEqual([[1, 'data: x', 'no end']])
    expect(shape(parserRows(utf8Bytes('data: x\r'), true))).toEqual([[1, 'data: x', 'append-data']])
    expect(shape(parserRows(utf8Bytes('data: x\r\r'), true))).toEqual([
      [1, 'data: x', 'append-data'],
      [2, '', 'dispatch'],
    ])
  })

  it('are the same however the stream grew, and read another stream anew', () => {
    const texts = fc.array(fc.constantFrom('data: é\r\n', 'id: 1\n', '\r', '\n', ': x\r', 'event: e\n'))
    fc.assert(
      fc.property(texts, texts, fc.nat(), (lines, others, cut) => {
        const bytes = utf8Bytes(lines.join(''))
        const part = bytes.subarray(0, cut % (bytes.length + 1))
        const grow = createParserRows()
        grow(utf8Bytes(others.join('')), { start: 0, end: 0 })
        grow(part, { start: 0, end: part.length })
        expect(grow(bytes, { start: 0, end: bytes.length })).toEqual(parserRows(bytes, false))
      }),
    )
  })

  it('cover every byte once', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, isOver) => {
        let at = 0
        for (const { range } of parserRows(bytes, isOver).rows) {
          expect(range.start).toBe(at)
          at = range.end
        }
        expect(at).toBe(bytes.length)
      }),
    )
  })
})
