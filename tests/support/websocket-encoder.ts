/**
 * Writes WebSocket frames as bytes, without the layout table that the dissector reads with, so that the two can
 * disagree. Right or wrong frames alike: what is not said is as it should be.
 */
import fc from 'fast-check'
import { joinBytes } from './http1-encoder.ts'

export interface FrameSpec {
  readonly fin?: boolean
  /** RSV1, RSV2 and RSV3 as one number from 0 to 7. */
  readonly rsv?: number
  readonly opcode: number
  /** Four bytes; no mask without. */
  readonly key?: readonly number[]
  readonly payload?: Uint8Array
  /** The form of the length, where not the shortest. */
  readonly lengthBits?: 16 | 64
}

export function encodeFrame({
  fin = true,
  rsv = 0,
  opcode,
  key,
  payload,
  lengthBits,
}: FrameSpec): Uint8Array {
  const data = payload ?? new Uint8Array()
  const form = lengthBits ?? (data.length < 126 ? 7 : data.length < 65_536 ? 16 : 64)
  const short = form === 7 ? data.length : form === 16 ? 126 : 127
  const extended = new Uint8Array(form === 7 ? 0 : form / 8)
  if (form === 16) new DataView(extended.buffer).setUint16(0, data.length)
  if (form === 64) new DataView(extended.buffer).setBigUint64(0, BigInt(data.length))
  const head = [(fin ? 0x80 : 0) | (rsv << 4) | opcode, (key === undefined ? 0 : 0x80) | short]
  const crossed = key === undefined ? data : data.map((byte, i) => byte ^ (key[i % 4] ?? 0))
  return joinBytes([Uint8Array.from(head), extended, Uint8Array.from(key ?? []), crossed])
}

export const utf8Bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** The payload of a Close frame. */
export function closePayload(code: number, reason = ''): Uint8Array {
  return joinBytes([Uint8Array.from([code >> 8, code & 0xff]), utf8Bytes(reason)])
}

export const keys: fc.Arbitrary<readonly number[]> = fc.array(fc.integer({ min: 0, max: 255 }), {
  minLength: 4,
  maxLength: 4,
})

/** One well-formed message as frames: fragments, with pings and pongs between them. */
export interface MessageSpec {
  readonly kind: 'text' | 'binary'
  readonly data: Uint8Array
  readonly frames: readonly FrameSpec[]
}

export function messageSpecs(masked: boolean): fc.Arbitrary<MessageSpec> {
  const key = masked ? keys : fc.constant(undefined)
  const control = fc
    .tuple(fc.constantFrom(0x9, 0xa), fc.uint8Array({ maxLength: 20 }), key)
    .map(([opcode, payload, own]): FrameSpec => ({
      opcode,
      payload,
      ...(own === undefined ? {} : { key: own }),
    }))
  const data = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }).map((text) => ['text', utf8Bytes(text)] as const),
    fc.uint8Array({ maxLength: 300 }).map((bytes) => ['binary', bytes] as const),
  )
  const cutAt = fc.array(fc.nat(300), { maxLength: 3 })
  return fc
    .tuple(
      data,
      cutAt,
      fc.array(key, { minLength: 4, maxLength: 4 }),
      fc.array(fc.option(control), { minLength: 4, maxLength: 4 }),
    )
    .map(([[kind, bytes], cuts, own, between]) => {
      const bounds = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
      const frames = bounds.slice(1).flatMap((end, i, all): FrameSpec[] => {
        const frame: FrameSpec = {
          fin: i === all.length - 1,
          opcode: i > 0 ? 0 : kind === 'text' ? 1 : 2,
          payload: bytes.slice(bounds[i] ?? 0, end),
          ...(own[i] === undefined ? {} : { key: own[i] }),
        }
        const before = between[i]
        return before === null || before === undefined ? [frame] : [before, frame]
      })
      return { kind, data: bytes, frames }
    })
}
