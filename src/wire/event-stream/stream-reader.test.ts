/** Event streams: every line end, any split, what was encoded comes back, and what eventsource-parser makes of the same text. */
import { createParser } from 'eventsource-parser'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascii } from '../../../tests/support/http1-encoder.ts'
import {
  expectEveryPrefix,
  expectTiling,
  expectUnitTiling,
  problemCodes,
} from '../../../tests/support/invariants.ts'
import { leaves } from '../trace/queries/fields.ts'
import { utf8Bytes } from '../../../tests/support/websocket-encoder.ts'
import type { Dissected, Unit } from '../field/field.ts'
import { dissectStreamLine, type DissectedLine, type LinePlace } from './line.ts'
import type { DispatchedEvent } from './parser.ts'
import { createEventStreamReader, type StreamStep } from './stream-reader.ts'

interface Read {
  readonly units: readonly Unit[]
  readonly steps: readonly StreamStep[]
}

function read(bytes: Uint8Array, isOver = true): Read {
  const reader = createEventStreamReader('s', 0)
  reader.advance(bytes)
  const units = reader.units(bytes, isOver)
  expectAllTiled(units, bytes.length)
  return { units, steps: reader.steps }
}

function expectAllTiled(units: readonly Unit[], length: number): void {
  let at = 0
  for (const unit of units) {
    expectUnitTiling(unit)
    expect(unit.range.start).toBe(at)
    at = unit.range.end
  }
  expect(at).toBe(length)
}

const dispatched = (steps: readonly StreamStep[]): DispatchedEvent[] =>
  steps.flatMap(({ action }) => (action.kind === 'dispatch' ? [action.event] : []))

const eventsOf = (text: string): DispatchedEvent[] => dispatched(read(utf8Bytes(`${text}:`)).steps)
const message = (data: string, lastEventId = '', type = 'message'): DispatchedEvent => ({
  type,
  data,
  lastEventId,
})
const codes = (text: string | Uint8Array): string[] =>
  read(typeof text === 'string' ? utf8Bytes(text) : text).units.flatMap(({ fields }) => problemCodes(fields))

/** Lines of a stream, most of them of a kind that means something. */
const lines = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.constantFrom(
        '',
        '',
        'data: a',
        'data:b',
        'data',
        'data:',
        'data:  c',
        'id: 7',
        'id',
        'event: goal',
        'event:',
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        ':',
        ': beat',
        'retry: 2000',
        'retry: 2s',
        'retry:',
        'Data: x',
        ' data: x',
        'id: a\0b',
        'x',
        'x:y',
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .string({
          unit: fc.constantFrom('d', 'a', 't', ':', ' ', '球', '😀', '\u2028', '\ufeff', '\t'),
          maxLength: 8,
        })
        .map((s) => `data:${s}`),
    },
  ),
  { maxLength: 14 },
)
const streams = fc
  .tuple(
    fc.constantFrom('', '', '\ufeff'),
    lines,
    fc.array(fc.constantFrom('\n', '\r\n', '\r'), { minLength: 14, maxLength: 14 }),
    fc.constantFrom('', 'data: cut'),
  )
  .map(([mark, list, ends, rest]) => mark + list.map((line, i) => line + (ends[i] ?? '\n')).join('') + rest)

describe('dissectStreamLine', () => {
  const place: LinePlace = { isFirst: true, isOver: false }

  it('reads name, colon, one space and value', () => {
    const dissected = dissectStreamLine(ascii('event:  goal\r\nx'), 0, 's', place)
    if (dissected.status !== 'done') throw new Error('no line')
    expectTiling(dissected.value.fields, 0, 14)
    expect(
      leaves(dissected.value.fields).map(({ kind, range, value }) => [kind, range.start, value]),
    ).toEqual([
      ['event-stream.field-name', 0, 'event'],
      ['event-stream.colon', 5, undefined],
      ['event-stream.space', 6, undefined],
      ['event-stream.field-value', 7, ' goal'],
      ['event-stream.line-end', 12, undefined],
    ])
  })

  /** Where the line is decided: of a CR alone, only with the byte after it. */
  function decided(bytes: Uint8Array): Dissected<DissectedLine> {
    const dissected = dissectStreamLine(bytes, 0, 's', place)
    if (dissected.status !== 'done' || bytes[dissected.end - 1] !== 0x0d) return dissected
    return { ...dissected, end: dissected.end + 1 }
  }

  it('is honest on every prefix', () => {
    for (const text of [
      'data: a\n',
      'data\r\n',
      ':x\r',
      '\n',
      '\r\n',
      '\xef\xbb\xbf\n',
      '\xef\xbb\xbfid:1\n',
    ])
      expectEveryPrefix(ascii(`${text}a`), decided, '\r\na')
  })

  it('takes a lone CR for a line end where nothing will follow', () => {
    expect(dissectStreamLine(ascii('a\r'), 0, 's', place)).toMatchObject({ status: 'need-more', atLeast: 1 })
    expect(dissectStreamLine(ascii('a\r'), 0, 's', { ...place, isOver: true })).toMatchObject({
      status: 'done',
      end: 2,
    })
  })
})

describe('createEventStreamReader', () => {
  it('reads the examples of the standard', () => {
    expect(eventsOf('data: YHOO\ndata: +2\ndata: 10\n\n')).toEqual([message('YHOO\n+2\n10')])
    expect(
      eventsOf(
        ': test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n',
      ),
    ).toEqual([message('first event', '1'), message('second event'), message(' third event')])
    expect(eventsOf('data\n\ndata\ndata\n\ndata:')).toEqual([message(''), message('\n')])
    expect(eventsOf('data:test\n\ndata: test\n\n')).toEqual([message('test'), message('test')])
  })

  it('shows the buffers after every line', () => {
    const { steps } = read(ascii('retry: 500\nid: 4\nevent: goal\ndata: a\ndata: b\n\nid: 5\n\n: x\n'))
    expect(steps.map(({ action }) => action.kind)).toEqual([
      'set-reconnection-time',
      'set-last-event-id',
      'set-event-type',
      'append-data',
      'append-data',
      'dispatch',
      'set-last-event-id',
      'nothing-to-dispatch',
      'comment',
    ])
    expect(steps[4]?.buffers).toEqual({
      data: 'a\nb\n',
      eventType: 'goal',
      lastEventId: '4',
      committedEventId: '',
      reconnectionTimeMs: 500,
    })
    expect(steps[5]?.buffers).toEqual({
      data: '',
      eventType: '',
      lastEventId: '4',
      committedEventId: '4',
      reconnectionTimeMs: 500,
    })
    expect(steps[7]?.buffers.committedEventId).toBe('5')
    expect(steps.map(({ range }) => range.start)).toEqual([0, 11, 17, 29, 37, 45, 46, 52, 53])
  })

  it('gives the feed’s event its own field', () => {
    const event = JSON.stringify({ id: 7, type: 'goal', at: 1, data: { by: '“9”' } })
    const { units } = read(utf8Bytes(`id: 7\nevent: goal\ndata: ${event}\n\n`))
    expect(units.map(({ kind, complete }) => [kind, complete])).toEqual([['event-block', true]])
    expect(
      leaves(units[0]?.fields ?? [])
        .filter(({ kind }) => kind === 'json.event')
        .map(({ value }) => value),
    ).toEqual([7])
    expect(units[0]?.fields.at(-1)).toMatchObject({ kind: 'event-stream.blank-line', value: 'dispatch' })
  })

  it.each([
    ['unknown-event-stream-field', 'Data: x\n\n'],
    ['retry-not-digits', 'retry: 2s\n\n'],
    ['retry-not-digits', 'retry\n\n'],
    ['id-with-null', 'id: a\0\n\n'],
    ['unfinished-event', 'data: x\n'],
    ['unfinished-event', 'data: x'],
  ])('finds %s in %j', (code, text) => {
    expect(codes(text)).toEqual([code])
  })

  it('finds bytes that are no UTF-8, and reads them as a browser does', () => {
    const bytes = ascii('event: a\xff\n\n')
    expect(codes(bytes)).toEqual(['replaced-utf8'])
    expect(read(bytes).steps[0]?.action).toEqual({ kind: 'set-event-type', value: 'a\ufffd' })
  })

  it('passes over one byte order mark, and only at the start', () => {
    expect(eventsOf('\ufeffdata: a\n\n')).toEqual([message('a')])
    expect(eventsOf('\ufeff\ufeffdata: a\n\n')).toEqual([])
    expect(eventsOf('data: \ufeffa\n\n')).toEqual([message('\ufeffa')])
  })

  it('gives step by step what it gives at once, also where a character or a CR LF is cut', () => {
    fc.assert(
      fc.property(streams, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (text, sizes) => {
        const bytes = utf8Bytes(text)
        const whole = read(bytes)
        const stepwise = createEventStreamReader('s', 0)
        let before: readonly Unit[] = []
        for (let length = 0; length < bytes.length;) {
          length = Math.min(bytes.length, length + (sizes.next().value as number))
          const prefix = bytes.slice(0, length)
          stepwise.advance(prefix)
          const units = stepwise.units(prefix, false)
          const once = createEventStreamReader('s', 0)
          once.advance(prefix)
          expect(units).toEqual(once.units(prefix, false))
          expect(stepwise.steps).toEqual(once.steps)
          expectAllTiled(units, length)
          before.forEach((unit, i) => unit.complete && expect(units[i]).toBe(unit))
          before = units
        }
        expect(stepwise.units(bytes, true)).toEqual(whole.units)
      }),
      { numRuns: 150 },
    )
  })

  it('gives back the events that were encoded', () => {
    const text = fc.string({
      unit: fc.oneof(fc.constantFrom(':', ' ', '球', '😀', '\u2028'), fc.constantFrom(...'abc{}"')),
      maxLength: 12,
    })
    const events = fc.array(
      fc.record({
        type: fc.constantFrom('goal', 'a b', '球'),
        data: fc.array(text, { minLength: 1, maxLength: 3 }),
        lastEventId: text.filter((id) => id !== ''),
      }),
      { maxLength: 5 },
    )
    fc.assert(
      fc.property(events, fc.constantFrom('\n', '\r\n', '\r'), (list, end) => {
        const stream = list
          .map(({ type, data, lastEventId }) =>
            [`id: ${lastEventId}`, `event: ${type}`, ...data.map((line) => `data: ${line}`), '', ''].join(
              end,
            ),
          )
          .join('')
        const seen = dispatched(read(utf8Bytes(`${stream}:`)).steps)
        expect(seen).toEqual(
          list.map(({ type, data, lastEventId }) => ({ type, data: data.join('\n'), lastEventId })),
        )
      }),
    )
  })

  it('tiles whatever comes and never throws', () => {
    const any = fc
      .uint8Array({ maxLength: 40 })
      .map((bytes) =>
        bytes.map((byte) => (byte % 7 === 0 ? 10 : byte % 7 === 1 ? 13 : byte % 7 === 2 ? 58 : byte)),
      )
    fc.assert(
      fc.property(any, fc.boolean(), (bytes, isOver) => void read(bytes, isOver)),
      { numRuns: 500 },
    )
  })
})

describe('eventsource-parser agrees', () => {
  /** What each event is, without the ID that an earlier one left. */
  interface Seen {
    readonly type: string
    readonly data: string
    readonly id: string | undefined
  }

  function theirs(
    text: string,
    sizes: Iterator<number>,
  ): { events: Seen[]; retries: number[]; comments: number } {
    const events: Seen[] = []
    const retries: number[] = []
    let comments = 0
    const parser = createParser({
      onEvent: ({ event, data, id }) => void events.push({ type: event ?? 'message', data, id }),
      onRetry: (ms) => void retries.push(ms),
      onComment: () => void comments++,
    })
    for (let at = 0; at < text.length;) {
      const to = at + (sizes.next().value as number)
      parser.feed(text.slice(at, to))
      at = to
    }
    return { events, retries, comments }
  }

  function ours(text: string): { events: Seen[]; retries: number[]; comments: number } {
    const events: Seen[] = []
    const retries: number[] = []
    let comments = 0
    let id: string | undefined
    for (const { action } of read(utf8Bytes(text)).steps) {
      if (action.kind === 'set-last-event-id') id = action.value
      if (action.kind === 'set-reconnection-time') retries.push(action.ms)
      if (action.kind === 'comment') comments++
      if (action.kind === 'dispatch') events.push({ type: action.event.type, data: action.event.data, id })
      if (action.kind === 'dispatch' || action.kind === 'nothing-to-dispatch') id = undefined
    }
    return { events, retries, comments }
  }

  it('on events, retries and comments, however the text is cut', () => {
    fc.assert(
      fc.property(streams, fc.infiniteStream(fc.integer({ min: 1, max: 9 })), (text, sizes) => {
        // A line end at the end, so that neither waits for more.
        const whole = `${text}\n:\n`
        expect(ours(whole)).toEqual(theirs(whole, sizes))
      }),
      { numRuns: 500 },
    )
  })
})
