/** The views of a fragmented, masked message that was cut inside a character, with a ping between its frames. */
import { describe, expect, it } from 'vitest'
import { joinBytes } from '../../tests/support/http1-encoder.ts'
import { encodeFrame, utf8Bytes } from '../../tests/support/websocket-encoder.ts'
import type { Unit } from '../wire/field/field.ts'
import type { Side } from '../wire/trace/views.ts'
import { createFrameReader } from '../wire/websocket/frame-reader.ts'
import { placesIn, textCells, viewsOf } from './aligned-views.ts'
import { sourcesOf } from '../wire/trace/queries/sides.ts'

const TEXT = utf8Bytes('a进\n')
const KEY = [1, 2, 3, 4]
const BYTES = joinBytes([
  encodeFrame({ opcode: 1, fin: false, key: KEY, payload: TEXT.slice(0, 2) }),
  encodeFrame({ opcode: 9, key: KEY, payload: utf8Bytes('p') }),
  encodeFrame({ opcode: 0, key: KEY, payload: TEXT.slice(2) }),
])

function side(): Side {
  const reader = createFrameReader('w', 0, 'client-to-server', false)
  reader.advance(BYTES, [])
  return {
    source: { kind: 'wire', id: 'w', bytes: BYTES },
    derived: reader.derived,
    slices: [],
    units: [...reader.units(BYTES, [], true), ...reader.derivedUnits],
    missing: [],
  }
}

const unitOf = (all: Side, kind: Unit['kind'], index = 0): Unit => {
  const found = all.units.filter((unit) => unit.kind === kind)[index]
  if (found === undefined) throw new Error(`no ${kind}`)
  return found
}

describe('views side by side', () => {
  const all = side()
  const lookup = sourcesOf(all)

  it('are those that have bytes of the unit: a ping is in no message', () => {
    const views = (kind: Unit['kind'], index: number): string[] =>
      viewsOf(unitOf(all, kind, index), all.source, all).map(({ id }) => id)
    expect(views('frame', 0)).toEqual(['w', 'w/unmasked', 'w/messages'])
    expect(views('frame', 1)).toEqual(['w', 'w/unmasked'])
  })

  it('show under each byte of a message where it was on the wire, with the header and the ping left out', () => {
    const message = unitOf(all, 'message')
    const spine = lookup(message.source)
    if (spine === undefined) throw new Error('no messages')
    expect(viewsOf(message, spine, all).map(({ id }) => id)).toEqual(['w', 'w/unmasked', 'w/messages'])
    expect(placesIn(all.source, spine, message.range, lookup)).toEqual([6, 7, 21, 22, 23])
    const unmasked = lookup('w/unmasked')
    if (unmasked === undefined) throw new Error('no unmasked')
    expect(placesIn(unmasked, spine, message.range, lookup)).toEqual([0, 1, 3, 4, 5])
  })

  it('have no cell for bytes a view has not: a frame’s header is in no message', () => {
    const frame = unitOf(all, 'frame')
    const messages = lookup('w/messages')
    if (messages === undefined) throw new Error('no messages')
    expect(placesIn(messages, all.source, frame.range, lookup)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      0,
      1,
    ])
  })
})

describe('bytes as text', () => {
  it('put a character of several bytes on its first, also where frames cut it', () => {
    expect(textCells(TEXT, [0, 1, 2, 3, 4, undefined])).toEqual([
      { text: 'a', part: 'whole' },
      { text: '进', part: 'first' },
      { text: '', part: 'further' },
      { text: '', part: 'further' },
      { text: '\\n', part: 'whole' },
      { text: '', part: 'none' },
    ])
  })

  it('have a dot for what is no character', () => {
    const bytes = Uint8Array.of(0x80, 0xe8, 0x61, 0x00, 0xf0)
    expect(textCells(bytes, [0, 1, 2, 3, 4]).map(({ text }) => text)).toEqual(['·', '·', 'a', '·', '·'])
  })
})
