/** A long run opened piece by piece is what the same run is at once, with its rows and its items, and with a bit changed. */
import { describe, expect, it } from 'vitest'
import { longRuns } from '../../tests/support/long-runs.ts'
import { readCapture } from '../figures/captures.ts'
import { joinBytes } from '../wire/bytes/bytes.ts'
import type { ByteReading } from '../wire/import/read-as.ts'
import { MAX_UNITS } from '../wire/field/unit.ts'
import { editedRun } from './edited-run.ts'
import { createItemList, listItems } from './item-list.ts'
import { isShort, openingOfBytes, openingOfTrace, type Opening } from './opening.ts'
import { runOfBytes, runOfTrace, type RunOnShow } from './run-on-show.ts'
import { NO_FILTER } from './unit-filter.ts'
import { rowOfUnit, unitRows, type UnitRow } from './unit-rows.ts'

/** A quarter of a megabyte of each kind. */
const LONG = longRuns(250_000)

/** What a row shows, without the units it stands for: those are compared by their ids and ranges. */
const facts = (rows: readonly UnitRow[]): unknown[] =>
  rows.map(({ unit, moment, at, wire, depth, direction, transport }) => [
    unit.id,
    unit.kind,
    unit.range,
    unit.complete,
    ...[moment, at, wire, depth, direction, transport],
  ])

/** Lists after each few steps, as a page does. */
function opened(opening: Opening): { readonly run: RunOnShow; readonly rows: readonly UnitRow[] } {
  let steps = 0
  while (opening.step()) if (steps++ % 3 === 0) opening.listOn()
  const { run } = opening
  return { run, rows: opening.rows }
}

describe('an opening', () => {
  for (const { name, bytes, reading } of LONG) {
    it(`${name}: ends where reading at once does, with the same rows in the same order`, () => {
      const opening = openingOfBytes(bytes, reading)
      expect(opening.step()).toBe(true)
      const first = opening.rows
      expect(first.length).toBeGreaterThan(0)
      const { run, rows } = opened(opening)
      expect(opening.doneBytes).toBe(bytes.length)
      const whole = runOfBytes(bytes, reading)
      expect(facts(rows)).toEqual(facts(unitRows(whole.conversation, whole.shown)))
      const some = rows[Math.floor(rows.length / 2)]
      expect(
        facts([rowOfUnit(run.conversation, some?.unit.id ?? '', 1)].flatMap((row) => row ?? [])),
      ).toEqual(facts(some === undefined ? [] : [some]))
      // What was listed first still knows its bytes as they are now.
      expect(first[0]?.exchange.sides[first[0].direction].source.bytes.length).toBe(bytes.length)
    })

    it(`${name}: with a bit changed it is what those bytes are`, () => {
      const opening = openingOfBytes(bytes, reading)
      opened(opening)
      const original = runOfBytes(bytes, reading)
      const source = original.conversation.exchanges.flatMap(({ sides }) =>
        Object.values(sides).flatMap((side) => (side.units.length > 0 ? [side.source.id] : [])),
      )[0]
      for (const at of [1, Math.floor(bytes.length / 2), bytes.length - 1]) {
        const edits = { source: source ?? '', bytes: new Map([[at, (bytes[at] ?? 0) ^ 0x40]]) }
        const { rows } = opened(opening.edited(edits))
        const other = editedRun(original, edits)
        expect(facts(rows)).toEqual(facts(unitRows(other.conversation, other.shown)))
      }
    })
  }

  for (const name of ['first-frames', 'forever-page', 'three-events', 'two-polls']) {
    it(`${name}: a trace is opened as it is at once, too`, () => {
      const { trace } = readCapture(name)
      const { run, rows } = opened(openingOfTrace(trace))
      const whole = runOfTrace(trace)
      expect(facts(rows)).toEqual(facts(unitRows(whole.conversation, whole.shown)))
      expect(structuredClone(run.conversation.exchanges)).toEqual(
        structuredClone(whole.conversation.exchanges),
      )
      expect(isShort(trace)).toBe(true)
    })
  }

  it('does little in a step, whatever the bytes are', () => {
    for (const { bytes, reading } of LONG) {
      const opening = openingOfBytes(bytes, reading)
      for (let before = 0; opening.step(); before = opening.doneBytes)
        expect(opening.doneBytes - before).toBeLessThanOrEqual(64 * 1024)
    }
  })
})

describe('items made step by step', () => {
  it('are those made at once, while rows come and when the filter changes', () => {
    const [input] = LONG
    if (input === undefined) throw new Error('no input')
    const opening = openingOfBytes(input.bytes, input.reading)
    const list = createItemList()
    const filters = [NO_FILTER, { ...NO_FILTER, query: 'push-1' }, { ...NO_FILTER, kind: 'message' as const }]
    for (let step = 0, goesOn = true; goesOn; step++) {
      goesOn = opening.step()
      const rows = opening.rows
      const filter = filters[Math.floor(step / 3) % filters.length] ?? NO_FILTER
      list.set(rows, filter)
      // One step only: the next set comes before all is through.
      if (!list.step()) expect(list.items).toEqual(listItems(rows, filter))
      if (!goesOn) {
        while (list.step());
        expect(list.items).toEqual(listItems(rows, filter))
      }
    }
  })
})

describe('what nobody meant', () => {
  const text = (value: string): Uint8Array => new TextEncoder().encode(value)
  const head = text('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n')
  const cases: readonly (readonly [string, Uint8Array, ByteReading])[] = [
    ['line feeds, each a block', text('\n'.repeat(MAX_UNITS + 99_000)), 'event-stream'],
    ['carriage returns', text('\r'.repeat(MAX_UNITS + 99_000)), 'event-stream'],
    ['empty scripts', text('<script></script>'.repeat(MAX_UNITS + 9_000)), 'scripts'],
    ['chunks of a byte', joinBytes([head, text('1\r\na\r\n'.repeat(MAX_UNITS + 9_000))]), 'response'],
    [
      'a length that nobody has',
      joinBytes([Uint8Array.of(0x82, 0x7f, 0x7f), new Uint8Array(2_000_000).fill(255)]),
      'server-frames',
    ],
    ['a size line without an end', joinBytes([head, text('1'.repeat(2_000_000))]), 'response'],
  ]
  for (const [name, bytes, reading] of cases) {
    it(`${name}: is read as far as a list holds, and the rest is one unit`, () => {
      const { run, rows } = opened(openingOfBytes(bytes, reading))
      const [side] = run.conversation.exchanges.flatMap(({ sides }) =>
        Object.values(sides).filter(({ units }) => units.length > 0),
      )
      const wire = side?.units.filter(({ source }) => source === side.source.id) ?? []
      expect(wire.at(-1)?.range.end).toBe(bytes.length)
      expect(wire.length).toBeLessThanOrEqual(MAX_UNITS + 2)
      // De-chunked content is a row more.
      expect(rows.length).toBeLessThanOrEqual(MAX_UNITS + 3)
    })
  }
})
