/** A paced fold ends where one that reads all at once does, and a fold with changed bytes where a new one of those bytes does. */
import { describe, expect, it } from 'vitest'
import { createNoise } from '../../../tests/support/seeded-noise.ts'
import { readCapture } from '../../figures/captures.ts'
import { DIRECTIONS } from '../bytes/bytes.ts'
import { BYTE_READINGS, createByteReader, readBytesAs } from '../import/read-as.ts'
import { createConversation, type ConversationFold } from './conversation.ts'
import type { TraceEvent } from './trace.ts'

const CAPTURES = ['first-frames', 'three-events', 'forever-page', 'two-polls', 'the-deflate.deflate']

function foldOf(events: readonly TraceEvent[], paced: boolean): ConversationFold {
  const fold = createConversation({ paced })
  events.forEach((event, moment) => fold.push(event, moment))
  return fold
}

const snapshot = ({ view }: ConversationFold): unknown => structuredClone(view.exchanges)

describe('a paced fold', () => {
  for (const name of CAPTURES) {
    const { events } = readCapture(name).trace
    it(`${name}: shows what was read, and in the end what a fold shows that reads at once`, () => {
      for (const bytes of [7, 64, 1000]) {
        const paced = foldOf(events, true)
        expect(paced.view.exchanges.every(({ sides }) => sides['client-to-server'].units.length === 0)).toBe(
          true,
        )
        let steps = 0
        while (paced.readOn(bytes)) {
          steps++
          for (const { sides } of paced.view.exchanges)
            for (const { units, source } of Object.values(sides)) {
              const wire = units.filter((unit) => unit.source === source.id)
              expect(wire.at(-1)?.range.end ?? 0).toBe(source.bytes.length)
            }
        }
        expect(steps).toBeGreaterThan(0)
        expect(snapshot(paced)).toEqual(snapshot(foldOf(events, false)))
      }
    })
  }
})

describe('a fold with other bytes', () => {
  for (const name of CAPTURES) {
    const { events } = readCapture(name).trace
    it(`${name}: is what a new fold of those bytes is, and the first stays as it was`, () => {
      const original = foldOf(events, false)
      const before = snapshot(original)
      for (let seed = 1; seed <= 60; seed++) {
        const noise = createNoise(seed)
        const exchange = noise.pick(original.view.exchanges)
        const side = exchange.sides[noise.pick(DIRECTIONS)]
        const { id, bytes } = side.source
        if (bytes.length === 0) continue
        const edits = new Map<number, number>()
        for (let count = noise.below(3); count >= 0; count--) {
          const at = noise.below(bytes.length)
          edits.set(at, (bytes[at] ?? 0) ^ (1 << noise.below(8)))
        }
        const changed = original.changed(id, edits)
        if (changed === undefined) throw new Error(`no exchange has ${id}`)
        while (changed.readOn(50));
        const edited = events.map((event) => {
          if (event.kind !== 'slice' || event.exchange !== exchange.id) return event
          if (exchange.sides[event.direction] !== side) return event
          const own = event.bytes.slice()
          for (const [at, value] of edits)
            if (at >= event.offset && at < event.offset + own.length) own[at - event.offset] = value
          return { ...event, bytes: own }
        })
        expect(snapshot(changed), `seed ${seed}`).toEqual(snapshot(foldOf(edited, false)))
        for (const other of original.view.exchanges)
          if (other.id !== exchange.id) expect(changed.view.exchange(other.id)).toBe(other)
      }
      expect(snapshot(original)).toEqual(before)
    })
  }

  it('has nothing for a source that is not there', () => {
    expect(createConversation().changed('wire:x:client-to-server', new Map())).toBeUndefined()
  })
})

describe('bytes that stand alone', () => {
  const sides = CAPTURES.flatMap((name) =>
    readCapture(name).conversation.exchanges.flatMap((each) => Object.values(each.sides)),
  )
  const text = new TextEncoder().encode(
    'id: 1\r\ndata: a\r\rdata: b\n\n<script>f(1)</script> <script>f(2)</script>\n',
  )
  it('are read step by step, and changed, as they are read at once', () => {
    for (const bytes of [
      text,
      ...sides.flatMap(({ source, derived }) => [source, ...derived].map((each) => each.bytes)),
    ]) {
      for (const reading of BYTE_READINGS) {
        const reader = createByteReader(bytes, reading)
        while (reader.readOn(40));
        expect(structuredClone(reader.side)).toEqual(structuredClone(readBytesAs(bytes, reading)))
        const noise = createNoise(bytes.length)
        for (let times = 0; times < 4 && bytes.length > 0; times++) {
          const other = bytes.slice()
          const at = noise.below(bytes.length)
          other[at] = noise.below(256)
          const changed = reader.changed(other, at)
          while (changed.readOn(100));
          expect(structuredClone(changed.side)).toEqual(structuredClone(readBytesAs(other, reading)))
        }
      }
    }
  })
})
