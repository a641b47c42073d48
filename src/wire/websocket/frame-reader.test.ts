/** A side's frames: messages across fragments, text across cuts, any split, and what ws's own receiver says of the same bytes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Writable } from 'node:stream'
import * as ws from 'ws'
import { ascii, joinBytes } from '../../../tests/support/http1-encoder.ts'
import { cuts, expectUnitTiling, problemCodes } from '../../../tests/support/invariants.ts'
import {
  closePayload,
  encodeFrame,
  keys,
  messageSpecs,
  utf8Bytes,
  type FrameSpec,
} from '../../../tests/support/websocket-encoder.ts'
import type { ByteRange, Direction } from '../bytes/bytes.ts'
import type { Field, Unit } from '../field/field.ts'
import type { Problem } from '../field/problem.ts'
import { CLOSE_CODES, mayStandInClose } from './codes.ts'
import { createFrameReader, type FrameReader } from './frame-reader.ts'
import { applyMask } from './masking.ts'

/** ws exports its receiver; its type package does not know that. */
const { Receiver } = ws as unknown as {
  Receiver: new (options: { isServer: boolean; maxPayload: number }) => Writable
}

const KEY = [1, 2, 3, 4]
const WIRE = 'wire:x:client-to-server'

interface Read {
  readonly reader: FrameReader
  readonly units: readonly Unit[]
  readonly derived: readonly Unit[]
}

function read(
  bytes: Uint8Array,
  direction: Direction = 'client-to-server',
  missing: readonly ByteRange[] = [],
): Read {
  const reader = createFrameReader(WIRE, 0, direction, false)
  reader.advance(bytes, missing)
  const units = reader.units(bytes, missing, true)
  const derived = reader.derivedUnits
  let at = 0
  for (const unit of units) {
    expectUnitTiling(unit)
    expect(unit.range.start).toBe(at)
    at = unit.range.end
  }
  expect(at).toBe(bytes.length)
  for (const unit of derived) expectUnitTiling(unit)
  expect(new Set([...units, ...derived].map(({ id }) => id)).size).toBe(units.length + derived.length)
  for (const source of reader.derived) {
    if (source.kind !== 'derived') continue
    let to = 0
    for (const { range, from } of source.pieces) {
      expect(range.start).toBe(to)
      expect(range.end - range.start).toBe(from.end - from.start)
      to = range.end
    }
    expect(to).toBe(source.bytes.length)
  }
  return { reader, units, derived }
}

const encode = (specs: readonly FrameSpec[]): Uint8Array => joinBytes(specs.map(encodeFrame))

function messagesIn({ reader, derived }: Read): [string, boolean][] {
  const source = reader.derived.find(({ id }) => id === `${WIRE}/messages`)
  return derived
    .filter(({ kind }) => kind === 'message')
    .map(({ range, complete }) => [
      Buffer.from(source?.bytes.subarray(range.start, range.end) ?? []).toString('hex'),
      complete,
    ])
}

const codesIn = (units: readonly Unit[]): string[] => units.flatMap(({ fields }) => problemCodes(fields))

function allProblems(fields: readonly Field[]): readonly Problem[] {
  return fields.flatMap(({ problems, children }) => [...problems, ...allProblems(children)])
}

describe('createFrameReader', () => {
  it('joins fragments, with a ping between, and takes the mask off byte for byte', () => {
    const bytes = encode([
      { opcode: 1, fin: false, payload: utf8Bytes('Hel'), key: KEY },
      { opcode: 9, payload: utf8Bytes('?'), key: [9, 9, 9, 9] },
      { opcode: 0, payload: utf8Bytes('lo'), key: [5, 6, 7, 8] },
    ])
    const seen = read(bytes)
    expect(seen.units.map(({ kind, complete }) => [kind, complete])).toEqual(Array(3).fill(['frame', true]))
    expect(codesIn(seen.units)).toEqual([])
    expect(seen.derived.map(({ kind, range }) => [kind, range.start, range.end])).toEqual([
      ['payload', 0, 3],
      ['payload', 3, 4],
      ['payload', 4, 6],
      ['message', 0, 5],
    ])
    expect(seen.reader.derived.map(({ id, bytes: of }) => [id, Buffer.from(of).toString()])).toEqual([
      [`${WIRE}/unmasked`, 'Hel?lo'],
      [`${WIRE}/messages`, 'Hello'],
    ])
    expect(seen.derived.at(-1)?.fields.map(({ kind }) => kind)).toEqual(['websocket.text'])
  })

  it('finds the events of the feed in text messages', () => {
    const event = JSON.stringify({ id: 7, type: 'goal', at: 1, data: '“' })
    const bytes = encode([
      { opcode: 1, payload: utf8Bytes(event) },
      { opcode: 1, payload: utf8Bytes('{"type":"heartbeat"}') },
    ])
    const { derived } = read(bytes, 'server-to-client')
    expect(derived.map(({ fields }) => fields.map(({ kind, value }) => [kind, value]))).toEqual([
      [['json.event', 7]],
      [['json.text', undefined]],
    ])
  })

  it('lets a character be cut in two by fragments, and only by them', () => {
    const [a, b] = [Uint8Array.of(0xe2, 0x82), Uint8Array.of(0xac)]
    const whole = [
      { opcode: 1, fin: false, payload: a },
      { opcode: 0, payload: b },
    ]
    expect(codesIn(read(encode(whole), 'server-to-client').units)).toEqual([])
    const cut = [
      { opcode: 1, payload: a },
      { opcode: 1, payload: b },
    ]
    expect(codesIn(read(encode(cut), 'server-to-client').units)).toEqual([
      'ill-formed-utf8',
      'ill-formed-utf8',
    ])
    const never = [{ opcode: 1, fin: false, payload: a }, { opcode: 0 }]
    expect(codesIn(read(encode(never), 'server-to-client').units)).toEqual(['ill-formed-utf8'])
  })

  it('blames the fragment in which text stops being UTF-8', () => {
    const bytes = encode([
      { opcode: 1, fin: false, payload: Uint8Array.of(0xed) },
      { opcode: 0, fin: false, payload: Uint8Array.of(0xa0) },
      { opcode: 0, payload: Uint8Array.of(0x80) },
    ])
    const { units, derived } = read(bytes, 'server-to-client')
    expect(
      units.map(({ fields }) => allProblems(fields).map(({ code, closeCode }) => [code, closeCode])),
    ).toEqual([[], [['ill-formed-utf8', 1007]], []])
    expect(codesIn(derived)).toEqual(['ill-formed-utf8'])
  })

  it.each<[string, FrameSpec[]]>([
    ['unexpected-continuation', [{ opcode: 0, payload: utf8Bytes('a') }]],
    [
      'interrupted-message',
      [
        { opcode: 1, fin: false, payload: utf8Bytes('a') },
        { opcode: 2, payload: utf8Bytes('b') },
      ],
    ],
    [
      'frame-after-close',
      [
        { opcode: 8, payload: closePayload(1000) },
        { opcode: 1, payload: utf8Bytes('b') },
      ],
    ],
  ])('finds %s', (code, specs) => {
    expect(codesIn(read(encode(specs), 'server-to-client').units)).toEqual([code])
  })

  it('shows the code and reason of a masked close where the mask is off', () => {
    const bytes = encodeFrame({ opcode: 8, payload: closePayload(1001, '再见'), key: KEY })
    const [payload] = read(bytes).derived
    expect(payload?.fields.map(({ kind, value }) => [kind, value])).toEqual([
      ['websocket.close-code', 1001],
      ['websocket.close-reason', undefined],
    ])
  })

  it('goes on over missing payload, and marks it wherever it shows', () => {
    const bytes = encode([
      { opcode: 1, payload: utf8Bytes('abcdef'), key: KEY },
      { opcode: 1, payload: utf8Bytes('xyz'), key: KEY },
    ])
    const hole = { start: 8, end: 10 }
    bytes.fill(0, hole.start, hole.end)
    const { units, derived } = read(bytes, 'client-to-server', [hole])
    expect(codesIn([...units, ...derived])).toEqual([])
    const marked = [...units, ...derived].map(({ kind, fields }) => [
      kind,
      fields.filter((field) => field.kind === 'trace.missing').map(({ range }) => range),
    ])
    expect(marked).toEqual([
      ['frame', [hole]],
      ['frame', []],
      ['payload', [{ start: 2, end: 4 }]],
      ['payload', []],
      ['message', [{ start: 2, end: 4 }]],
      ['message', []],
    ])
  })

  it('stops at a header with a hole in it', () => {
    const bytes = encode([
      { opcode: 1, payload: utf8Bytes('abc'), key: KEY },
      { opcode: 1, payload: utf8Bytes('xyz'), key: KEY },
    ])
    const { units } = read(bytes, 'client-to-server', [{ start: 12, end: 13 }])
    expect(units.map(({ complete }) => complete)).toEqual([true, false])
    expect(units[1]?.fields.map(({ kind }) => kind)).toEqual([
      'trace.unreadable',
      'trace.missing',
      'trace.unreadable',
    ])
  })

  it('leaves the rest unread after a length that nobody could receive', () => {
    const bytes = joinBytes([
      encodeFrame({ opcode: 9 }),
      Uint8Array.of(0x82, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 1, 9, 9),
    ])
    expect(read(bytes, 'server-to-client').units.map(({ kind, range }) => [kind, range.end])).toEqual([
      ['frame', 2],
      ['frame', 12],
      ['upgraded', 14],
    ])
  })

  it('gives the messages back that were encoded, however the bytes came', () => {
    const sides = fc.constantFrom<Direction>('client-to-server', 'server-to-client')
    fc.assert(
      fc.property(
        sides.chain((direction) =>
          fc.tuple(
            fc.constant(direction),
            fc.array(messageSpecs(direction === 'client-to-server'), { maxLength: 4 }),
          ),
        ),
        fc.infiniteStream(fc.nat(40)),
        ([direction, specs], steps) => {
          const bytes = encode(specs.flatMap(({ frames }) => frames))
          const seen = read(bytes, direction)
          expect(codesIn([...seen.units, ...seen.derived])).toEqual([])
          const expected = specs.filter(({ data }) => data.length > 0)
          expect(messagesIn(seen)).toEqual(
            expected.map(({ data }) => [Buffer.from(data).toString('hex'), true]),
          )
          // Any split: read after each piece, the same units come out, and finished ones stay the same objects.
          const stepwise = createFrameReader(WIRE, 0, direction, false)
          let length = 0
          let before: readonly Unit[] = []
          while (length < bytes.length) {
            length = Math.min(bytes.length, length + 1 + (steps.next().value as number))
            const prefix = bytes.slice(0, length)
            stepwise.advance(prefix, [])
            const units = stepwise.units(prefix, [], false)
            units.forEach(expectUnitTiling)
            stepwise.derivedUnits.forEach(expectUnitTiling)
            before.forEach((unit, i) => unit.complete && expect(units[i]).toBe(unit))
            before = units
          }
          expect(stepwise.units(bytes, [], true)).toEqual(seen.units)
          expect(stepwise.derivedUnits).toEqual(seen.derived)
          expect(stepwise.derived).toEqual(seen.reader.derived)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('tiles whatever comes and never throws', () => {
    const any = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.array(keys, { maxLength: 8 }).map((list) => Uint8Array.from(list.flat())),
    )
    fc.assert(
      fc.property(
        any,
        fc.boolean(),
        (bytes, down) => void read(bytes, down ? 'server-to-client' : 'client-to-server'),
      ),
      {
        numRuns: 500,
      },
    )
  })
})

/** What ws's receiver makes of the bytes: its messages, and the close code it would fail the connection with. */
async function receive(
  bytes: Uint8Array,
  isServer: boolean,
  pieces: readonly ByteRange[],
): Promise<{ messages: string[]; code?: number }> {
  const receiver = new Receiver({ isServer, maxPayload: 0 })
  const messages: string[] = []
  let code: number | undefined
  receiver.on('message', (data: Buffer, isBinary: boolean) => {
    messages.push(`${isBinary ? 'binary' : 'text'} ${Buffer.from(data).toString('hex')}`)
  })
  await new Promise<void>((resolve) => {
    receiver.on('error', (error: Error & Record<symbol, unknown>) => {
      const symbol = Object.getOwnPropertySymbols(error).find((each) => each.description === 'status-code')
      code = symbol === undefined ? -1 : Number(error[symbol])
      resolve()
    })
    // It ends itself at a Close frame and takes nothing more.
    receiver.on('conclude', () => resolve())
    for (const { start, end } of pieces)
      if (receiver.writable) receiver.write(Buffer.from(bytes.subarray(start, end)))
    if (receiver.writable) receiver.end(() => resolve())
  })
  return code === undefined ? { messages } : { messages, code }
}

describe('ws’s receiver agrees', () => {
  /** The messages up to the first problem, and its close code: what a receiver that fails there would have done. */
  function ours(bytes: Uint8Array, direction: Direction): { messages: string[]; code?: number } {
    const reader = createFrameReader(WIRE, 0, direction, false)
    const messages: string[] = []
    let known = 0
    let type: 'text' | 'binary' | undefined
    let illFormed = false
    let fragments: Uint8Array[] = []
    for (let length = 0; length <= bytes.length; length++) {
      const prefix = bytes.slice(0, length)
      reader.advance(prefix, [])
      const frames = reader.units(prefix, [], false).filter(({ complete }) => complete)
      for (const { fields, range } of frames.slice(known)) {
        const first = [...allProblems(fields), ...payloadProblems(reader, range)].find(
          ({ closeCode }) => closeCode !== undefined,
        )
        // A receiver may fail at the fragment that is wrong; ws waits for the message's end, and what is wrong before counts.
        const waits = first?.code === 'ill-formed-utf8' && opcode(fields) < 8 && fin(fields) === 0
        illFormed ||= first?.code === 'ill-formed-utf8' && opcode(fields) < 8
        if (!waits && first?.closeCode !== undefined) return { messages, code: first.closeCode }
        if (opcode(fields) === 8) return { messages }
        if (opcode(fields) > 2) continue
        if (opcode(fields) > 0) type = opcode(fields) === 1 ? 'text' : 'binary'
        fragments.push(plainPayload(bytes, fields))
        if (fin(fields) === 0) continue
        if (illFormed) return { messages, code: 1007 }
        messages.push(`${type ?? '?'} ${Buffer.concat(fragments).toString('hex')}`)
        fragments = []
      }
      known = frames.length
    }
    return { messages }
  }

  const number = (fields: readonly Field[], of: Field['kind']): number =>
    Number(fields.find(({ kind }) => kind === of)?.value)
  const opcode = (fields: readonly Field[]): number => number(fields, 'websocket.opcode')
  const fin = (fields: readonly Field[]): number => number(fields, 'websocket.fin')

  function payloadProblems(reader: FrameReader, frame: ByteRange): readonly Problem[] {
    const unmasked = reader.derived.find(({ id }) => id.endsWith('/unmasked'))
    if (unmasked?.kind !== 'derived') return []
    const piece = unmasked.pieces.find(({ from }) => from.start >= frame.start && from.end <= frame.end)
    const unit = reader.derivedUnits.find(
      ({ kind, range }) => kind === 'payload' && range.start === piece?.range.start,
    )
    return allProblems(unit?.fields ?? [])
  }

  function plainPayload(bytes: Uint8Array, fields: readonly Field[]): Uint8Array {
    const last = fields.at(-1)
    const key = fields.find(({ kind }) => kind === 'websocket.masking-key')
    if (last?.kind === 'websocket.payload') return bytes.slice(last.range.start, last.range.end)
    if (last?.kind !== 'websocket.masked-payload' || key === undefined) return new Uint8Array()
    return applyMask(
      bytes.slice(last.range.start, last.range.end),
      bytes.slice(key.range.start, key.range.end),
    )
  }

  /** Frames of which about half are sound: every field may be wrong. */
  const odd = (masked: boolean): fc.Arbitrary<FrameSpec> =>
    fc
      .record({
        fin: fc.constantFrom(true, true, true, false),
        rsv: fc.constantFrom(0, 0, 0, 0, 0, 0, 1, 2, 4),
        opcode: fc.constantFrom(0, 0, 1, 1, 1, 2, 2, 8, 9, 0xa, 3, 0xb),
        masked: fc.constantFrom(masked, masked, masked, masked, masked, !masked),
        key: keys,
        payload: fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 12 }).map(utf8Bytes),
          fc.uint8Array({ maxLength: 12 }),
          fc.constantFrom(
            closePayload(1000, 'bye'),
            closePayload(1005),
            closePayload(4999),
            closePayload(2000),
            new Uint8Array(130).fill(65),
          ),
        ),
      })
      .map(({ masked: isMasked, key, ...rest }) => (isMasked ? { ...rest, key } : rest))

  it('on messages and on the close code of the first thing wrong', async () => {
    const cases = fc.boolean().chain((isServer) =>
      fc.array(odd(isServer), { minLength: 1, maxLength: 6 }).chain((specs) => {
        const bytes = encode(specs)
        return fc.record({
          isServer: fc.constant(isServer),
          bytes: fc.constant(bytes),
          pieces: cuts(bytes.length),
        })
      }),
    )
    await fc.assert(
      fc.asyncProperty(cases, async ({ isServer, bytes, pieces }) => {
        const theirs = await receive(bytes, isServer, pieces)
        const own = ours(bytes, isServer ? 'client-to-server' : 'server-to-client')
        expect(own, `${Buffer.from(bytes).toString('hex')}: ours, then ws's`).toEqual(theirs)
      }),
      { numRuns: 400 },
    )
  })

  it('on which close codes may stand in a Close frame', async () => {
    const around = [0, 1999, 2000, 2999, 3000, 3999, 4000, 4999, 5000, 65_535]
    for (const code of [...around, ...Array.from({ length: 18 }, (_, i) => 999 + i)]) {
      const bytes = encodeFrame({ opcode: 8, payload: closePayload(code) })
      const theirs = await receive(bytes, false, [{ start: 0, end: bytes.length }])
      expect(theirs.code === undefined, `code ${code}`).toBe(mayStandInClose(code))
    }
    expect(new Set(CLOSE_CODES.map(({ code }) => code)).size).toBe(CLOSE_CODES.length)
    expect(CLOSE_CODES.find(({ code }) => code === 1010)).toMatchObject({ maySend: 'client' })
  })

  it('that a head of ours is none', async () => {
    const theirs = await receive(ascii('GET / HTTP/1.1\r\n'), true, [{ start: 0, end: 16 }])
    expect(theirs).toEqual({ messages: [], code: 1002 })
  })
})
