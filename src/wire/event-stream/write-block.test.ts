/** Lines that are written come back as they were meant, whichever line end they have, here and in eventsource-parser. */
import { createParser } from 'eventsource-parser'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectUnitTiling } from '../../../tests/support/invariants.ts'
import { dissectStreamLine, type StreamLine } from './line.ts'
import type { DispatchedEvent } from './parser.ts'
import { createEventStreamReader } from './stream-reader.ts'
import { eventLines, writeLines, type LineEnd, type LineToWrite } from './write-block.ts'

/** No line break, and no lone surrogate, which has no UTF-8. */
const texts = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .map((text) => text.replace(/[\r\n]/g, '').toWellFormed())
const names = fc.oneof(
  fc.constantFrom('data', 'event', 'id', 'retry'),
  texts.map((text) => `x${text.replaceAll(':', '')}`),
)
const lineEnds = fc.constantFrom<LineEnd>('\n', '\r\n', '\r')

const lines: fc.Arbitrary<LineToWrite> = fc.oneof(
  fc.record({ kind: fc.constant('field' as const), name: names, value: texts, space: fc.boolean() }),
  fc.record({ kind: fc.constant('bare-field' as const), name: names }),
  fc.record({ kind: fc.constant('comment' as const), text: texts }),
  fc.constant({ kind: 'blank' as const }),
)

function linesIn(bytes: Uint8Array): StreamLine[] {
  const found: StreamLine[] = []
  for (let at = 0; at < bytes.length;) {
    const dissected = dissectStreamLine(bytes, at, 's', { isFirst: at === 0, isOver: true })
    if (dissected.status !== 'done') throw new Error('a line is not whole')
    found.push(dissected.value.line)
    at = dissected.end
  }
  return found
}

/** What a line means once it was read. */
function meaning(line: LineToWrite): StreamLine {
  if (line.kind === 'bare-field') return { kind: 'field', name: line.name, value: '' }
  if (line.kind !== 'field') return { kind: line.kind }
  // Without the space of its own, a value that begins with one loses it.
  const value = line.space === false && line.value.startsWith(' ') ? line.value.slice(1) : line.value
  return { kind: 'field', name: line.name, value }
}

describe('writeLines', () => {
  it('writes what comes back', () => {
    fc.assert(
      fc.property(fc.array(lines, { maxLength: 8 }), lineEnds, (written, lineEnd) => {
        const bytes = writeLines(written, lineEnd)
        expect(linesIn(bytes)).toEqual(written.map(meaning))
        const reader = createEventStreamReader('s', 0)
        reader.advance(bytes)
        reader.units(bytes, true).forEach(expectUnitTiling)
      }),
    )
  })

  it('refuses what would come back as something else', () => {
    expect(() => writeLines([{ kind: 'field', name: 'data', value: 'a\nb' }])).toThrow(RangeError)
    expect(() => writeLines([{ kind: 'comment', text: 'a\rb' }])).toThrow(RangeError)
    expect(() => writeLines([{ kind: 'bare-field', name: '' }])).toThrow(RangeError)
    expect(() => writeLines([{ kind: 'field', name: 'a:b', value: '' }])).toThrow(RangeError)
  })
})

describe('eventLines', () => {
  const events = fc.record({
    type: texts.filter((text) => text !== ''),
    data: fc.array(texts, { minLength: 1, maxLength: 4 }),
    id: texts.map((text) => text.replaceAll('\0', '')),
  })

  it('write an event that is dispatched as it was meant, here and in eventsource-parser', () => {
    fc.assert(
      fc.property(fc.array(events, { maxLength: 4 }), lineEnds, (list, lineEnd) => {
        const bytes = writeLines(
          list.flatMap(({ type, data, id }) =>
            eventLines({ type, data: data.join(lineEnd), id, retryMs: 2000 }),
          ),
          lineEnd,
        )
        // CR at the very end could be half of CR LF: a byte more decides.
        const closed = new Uint8Array(bytes.length + 1)
        closed.set(bytes)
        closed[bytes.length] = 0x3a
        const reader = createEventStreamReader('s', 0)
        reader.advance(closed)
        const own = reader.steps.flatMap(({ action }): DispatchedEvent[] =>
          action.kind === 'dispatch' ? [action.event] : [],
        )
        expect(own).toEqual(
          list.map(({ type, data, id }) => ({ type, data: data.join('\n'), lastEventId: id })),
        )

        const theirs: [string | undefined, string][] = []
        const parser = createParser({ onEvent: ({ event, data }) => theirs.push([event, data]) })
        parser.feed(new TextDecoder('utf-8', { ignoreBOM: true }).decode(closed))
        expect(theirs).toEqual(list.map(({ type, data }) => [type, data.join('\n')]))
      }),
    )
  })

  it('leave out what is not said', () => {
    expect(new TextDecoder().decode(writeLines(eventLines({ data: 'a\nb' })))).toBe('data: a\ndata: b\n\n')
  })
})
