/** What people bring, damaged: nothing throws, every byte is in a unit, and what is read piece by piece is what is read at once. */
import fc from 'fast-check'
import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { broughtBytes } from '../../../tests/support/brought.ts'
import { expectUnitTiling } from '../../../tests/support/invariants.ts'
import { createConversation, conversationOf } from '../trace/conversation.ts'
import type { Side } from '../trace/views.ts'
import { openFile, openText } from './open.ts'
import { BYTE_READINGS, readBytesAs } from './read-as.ts'

const FILES = readdirSync(new URL('../../../tests/data/brought/', import.meta.url))

const damages = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    how: fc.constantFrom('set', 'cut', 'drop'),
    to: fc.nat(255),
  }),
  { maxLength: 3 },
)

function expectSide(side: Side): void {
  let at = 0
  const ids = new Set<string>()
  for (const unit of side.units) {
    expect(ids.has(unit.id), unit.id).toBe(false)
    ids.add(unit.id)
    expectUnitTiling(unit)
    if (unit.source !== side.source.id) continue
    expect(unit.range.start).toBe(at)
    at = unit.range.end
  }
  expect(at).toBe(side.units.length === 0 ? 0 : side.source.bytes.length)
}

const facts = (sides: readonly Side[]): unknown =>
  sides.map(({ units }) =>
    units.map(({ id, kind, range, complete, fields }) => [id, kind, range.end, complete, fields]),
  )

it('is read or refused, whatever happened to it', () => {
  fc.assert(
    fc.property(fc.constantFrom(...FILES), damages, fc.integer({ min: 1, max: 60 }), (file, list, step) => {
      let bytes = broughtBytes(file)
      for (const { at, how, to } of list) {
        const place = Math.floor(at * bytes.length)
        if (how === 'set') bytes[place] = to
        else if (how === 'cut') bytes = bytes.slice(0, place)
        else bytes = Uint8Array.from([...bytes.subarray(0, place), ...bytes.subarray(place + 1)])
      }
      for (const opened of [
        openFile(bytes),
        openText(new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n')),
      ]) {
        if (!opened.ok) continue
        const { value } = opened
        if (value.kind === 'bytes') {
          for (const reading of BYTE_READINGS) expectSide(readBytesAs(value.bytes, reading))
          continue
        }
        const sides = conversationOf(value.trace.events).exchanges.flatMap((each) =>
          Object.values(each.sides),
        )
        sides.forEach(expectSide)
        const paced = createConversation({ paced: true })
        value.trace.events.forEach((event, moment) => paced.push(event, moment))
        while (paced.readOn(step));
        expect(facts(paced.view.exchanges.flatMap((each) => Object.values(each.sides)))).toEqual(facts(sides))
      }
    }),
    { numRuns: 300 },
  )
})
