/** Inflating agrees with zlib: what it takes, what comes out, what it refuses; and no bomb gets past the limit. */
import fc from 'fast-check'
import { constants, createInflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { inflate, type Inflated } from './inflate.ts'
import { InflateWindow, MAX_WINDOW_BYTES } from './inflate-window.ts'

const LIMITS = { windowBytes: MAX_WINDOW_BYTES, maxBytes: 1 << 20 }

function inflated(bytes: Uint8Array, maxBytes = LIMITS.maxBytes): Inflated {
  return inflate(bytes, new InflateWindow(), { ...LIMITS, maxBytes })
}

/** What zlib gives for a flushed stretch; `undefined` where it refuses. */
function zlib(bytes: Uint8Array): Buffer | undefined {
  try {
    return inflateRawSync(bytes, { finishFlush: constants.Z_SYNC_FLUSH })
  } catch {
    return undefined
  }
}

interface Settings {
  readonly level: number
  readonly strategy: number
}

const settings: fc.Arbitrary<Settings> = fc.record({
  level: fc.constantFrom(0, 1, 6, 9),
  strategy: fc.constantFrom(constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY),
})

const contents = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => new TextEncoder().encode(text.repeat(5))),
  fc
    .tuple(fc.nat(255), fc.constantFrom(0, 300, 5000, 70_000))
    .map(([byte, length]) => new Uint8Array(length).fill(byte)),
)

const flushed = (content: Uint8Array, options: Settings): Buffer =>
  deflateRawSync(content, { ...options, finishFlush: constants.Z_SYNC_FLUSH })

describe('inflate', () => {
  it('reads the examples of RFC 7692 7.2.3', () => {
    const hello = Uint8Array.of(0xf2, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00, 0x00, 0xff, 0xff)
    expect(Buffer.from(inflated(hello).bytes).toString()).toBe('Hello')
    expect(inflated(hello)).toMatchObject({
      end: { kind: 'whole' },
      blocks: [
        { type: 'fixed', final: false, bits: { start: 0, end: 50 }, output: { start: 0, end: 5 } },
        { type: 'stored', final: false, bits: { start: 50, end: 88 }, output: { start: 5, end: 5 } },
      ],
    })
    const stored = Uint8Array.of(
      0x00,
      0x05,
      0x00,
      0xfa,
      0xff,
      ...Buffer.from('Hello'),
      0x00,
      0x00,
      0x00,
      0xff,
      0xff,
    )
    expect(Buffer.from(inflated(stored).bytes).toString()).toBe('Hello')
    const final = Uint8Array.of(0xf3, 0x48, 0xcd, 0xc9, 0xc9, 0x07, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff)
    expect(inflated(final)).toMatchObject({
      end: { kind: 'whole' },
      blocks: [{ final: true }, { type: 'stored' }],
    })
  })

  it('gives back what zlib deflated, block after block without a gap', () => {
    fc.assert(
      fc.property(contents, settings, (content, options) => {
        const seen = inflated(flushed(content, options))
        expect(seen.end).toEqual({ kind: 'whole' })
        expect(Buffer.compare(seen.bytes, content)).toBe(0)
        let at = { bit: 0, byte: 0 }
        for (const { bits, output } of seen.blocks) {
          expect([bits.start, output.start]).toEqual([at.bit, at.byte])
          at = { bit: bits.end, byte: output.end }
        }
        expect(at.byte).toBe(content.length)
      }),
    )
  })

  it('refuses what zlib refuses, and gives the same for what it takes', () => {
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(7)), { maxLength: 3 })
    let refused = 0
    fc.assert(
      fc.property(contents, settings, damage, fc.nat(), (content, options, flips, cut) => {
        const bytes = Uint8Array.from(flushed(content, options))
        for (const [at, bit] of flips) bytes[at % bytes.length]! ^= 1 << bit
        const seen = bytes.subarray(0, cut % 3 === 0 ? cut % bytes.length : bytes.length)
        const theirs = zlib(seen)
        const own = inflated(seen, 1 << 28)
        // After BFINAL zlib's stream is over; this reads on.
        if (own.blocks.some(({ final }) => final)) return
        expect(own.end.kind === 'broken', `zlib took it: ${theirs !== undefined}`).toBe(theirs === undefined)
        if (theirs === undefined) refused++
        else expect(Buffer.compare(own.bytes, theirs)).toBe(0)
      }),
      { numRuns: 2000 },
    )
    expect(refused).toBeGreaterThan(200)
  })

  it('takes or refuses any bytes as zlib does', () => {
    const starts = fc.constantFrom(0, 2, 4, 4, 4, 6)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), starts, (tail, type) => {
        const bytes = Uint8Array.from([((tail[0] ?? 0) & ~7) | type, ...tail])
        const own = inflated(bytes, 1 << 28)
        if (own.blocks.some(({ final }) => final)) return
        expect(own.end.kind === 'broken').toBe(zlib(bytes) === undefined)
      }),
      { numRuns: 3000 },
    )
  })

  it('carries the window on from stretch to stretch, as one zlib stream does', () => {
    fc.assert(
      fc.property(fc.array(contents, { minLength: 1, maxLength: 4 }), (parts) => {
        const doubled = [...parts, ...parts]
        const whole = deflateRawSync(Buffer.concat(doubled), { finishFlush: constants.Z_SYNC_FLUSH })
        expect(inflated(whole).bytes.length).toBe(doubled.reduce((sum, { length }) => sum + length, 0))
        const window = new InflateWindow()
        for (const [index, part] of doubled.entries()) {
          // zlib's dictionary is what it has seen before: the last 32 KiB.
          const before = Buffer.concat(doubled.slice(0, index)).subarray(-MAX_WINDOW_BYTES)
          const bytes = deflateRawSync(part, {
            finishFlush: constants.Z_SYNC_FLUSH,
            ...(before.length > 0 ? { dictionary: before } : {}),
          })
          const seen = inflate(bytes, window, LIMITS)
          expect(Buffer.compare(seen.bytes, part)).toBe(0)
        }
      }),
      { numRuns: 50 },
    )
  })

  it('forgets its window after a last block, and what lies further back than any copy reaches', () => {
    const needle = Buffer.from('a needle that stands once')
    const again = deflateRawSync(needle, { dictionary: needle, finishFlush: constants.Z_SYNC_FLUSH })
    const window = new InflateWindow()
    inflate(flushed(needle, { level: 0, strategy: 0 }), window, LIMITS)
    expect(inflate(again, window, LIMITS)).toMatchObject({ end: { kind: 'whole' } })
    inflate(deflateRawSync(needle), window, LIMITS)
    expect(inflate(again, window, LIMITS).end).toEqual({ kind: 'broken', fault: 'too-far-back' })

    // A long stream in short stretches: what is kept stays as long as a window, whatever came out in all.
    const long = new InflateWindow()
    for (let i = 0; i < 3_000; i++)
      inflate(flushed(Buffer.alloc(100, i), { level: 6, strategy: 0 }), long, LIMITS)
    expect(long.room.length).toBeLessThanOrEqual(4 * MAX_WINDOW_BYTES)
  })

  it('refuses a copy from before its window', () => {
    const text = Buffer.concat([Buffer.from('a needle that stands once'), Buffer.alloc(3000, 'hay')])
    const bytes = deflateRawSync(Buffer.concat([text, text]), { finishFlush: constants.Z_SYNC_FLUSH })
    expect(inflated(bytes).end).toEqual({ kind: 'whole' })
    expect(inflate(bytes, new InflateWindow(), { ...LIMITS, windowBytes: 256 }).end).toEqual({
      kind: 'broken',
      fault: 'too-far-back',
    })
  })

  it('stops a bomb at the limit, and soon', () => {
    const bomb = deflateRawSync(Buffer.alloc(64 << 20), { level: 9, finishFlush: constants.Z_SYNC_FLUSH })
    expect(bomb.length).toBeLessThan(100_000)
    const seen = inflated(bomb)
    expect(seen.end).toEqual({ kind: 'too-large' })
    expect(seen.bytes.length).toBeLessThanOrEqual(LIMITS.maxBytes)
    expect(seen.bytes.length).toBeGreaterThan(LIMITS.maxBytes - 300)
    // What only just fits is no bomb.
    expect(inflated(flushed(new Uint8Array(1000), { level: 9, strategy: 0 }), 1000).end.kind).toBe('whole')
    expect(inflated(flushed(new Uint8Array(1001), { level: 9, strategy: 0 }), 1000).end.kind).toBe(
      'too-large',
    )
  })

  it('reads on after BFINAL at the next byte, with nothing to copy from, as browsers do', async () => {
    const first = deflateRawSync(Buffer.from('first first'))
    const second = deflateRawSync(Buffer.from('second'), { finishFlush: constants.Z_SYNC_FLUSH })
    expect(Buffer.from(inflated(Buffer.concat([first, second])).bytes).toString()).toBe('first firstsecond')
    // zlib itself ends there; whoever reads on has to reset it.
    const stream = createInflateRaw()
    const parts: Buffer[] = []
    stream.on('data', (part: Buffer) => parts.push(part))
    stream.end(first)
    await new Promise((resolve) => stream.on('end', resolve))
    expect(Buffer.concat(parts).toString()).toBe('first first')
  })
})
