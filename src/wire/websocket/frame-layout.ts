/**
 * The layout of a WebSocket frame's header: one table of its parts and their widths in bits.
 *
 * The dissector reads frames with it, encoders and pictures draw them from it, so that no figure can disagree with what
 * is read. The payload follows the last part and is not among them.
 */
import type { BitRange } from '../bytes/bytes.ts'
import type { FieldKind } from '../field/field.ts'

/** When a part is there that is not always: only with that value in the 7-bit length, or only where MASK is set. */
export type Presence = 'length-126' | 'length-127' | 'masked'

/** The kinds of fields that a frame's header is made of. */
export type FramePartKind = Extract<
  FieldKind,
  `websocket.${'fin' | 'rsv1' | 'rsv2' | 'rsv3' | 'opcode' | 'mask' | 'payload-length' | 'extended-payload-length' | 'masking-key'}`
>

export interface FramePart {
  readonly kind: FramePartKind
  /** As the standard's figure names it. */
  readonly name: string
  readonly bits: number
  readonly presence?: Presence
}

/** A part at its place: bits counted from the frame's first, so that `start / 8` is its byte. */
export interface PlacedPart {
  readonly part: FramePart
  readonly bits: BitRange
  /** Of a part that is narrower than its bytes: its bits there. */
  readonly narrow?: BitRange
}

const EXTENDED = 'Extended payload length'

/** In the order of the wire. @see https://www.rfc-editor.org/rfc/rfc6455#section-5.2 */
export const FRAME_PARTS: readonly FramePart[] = [
  { kind: 'websocket.fin', name: 'FIN', bits: 1 },
  { kind: 'websocket.rsv1', name: 'RSV1', bits: 1 },
  { kind: 'websocket.rsv2', name: 'RSV2', bits: 1 },
  { kind: 'websocket.rsv3', name: 'RSV3', bits: 1 },
  { kind: 'websocket.opcode', name: 'opcode', bits: 4 },
  { kind: 'websocket.mask', name: 'MASK', bits: 1 },
  { kind: 'websocket.payload-length', name: 'Payload len', bits: 7 },
  { kind: 'websocket.extended-payload-length', name: EXTENDED, bits: 16, presence: 'length-126' },
  { kind: 'websocket.extended-payload-length', name: EXTENDED, bits: 64, presence: 'length-127' },
  { kind: 'websocket.masking-key', name: 'Masking-key', bits: 32, presence: 'masked' },
]

/** The bits that are always there, in bytes: FIN to the 7-bit length. */
export const FIXED_BYTES = 2

function place(shortLength: number, masked: boolean): readonly PlacedPart[] {
  const isThere: Readonly<Record<Presence, boolean>> = {
    'length-126': shortLength === 126,
    'length-127': shortLength === 127,
    masked,
  }
  let at = 0
  return FRAME_PARTS.filter(({ presence }) => presence === undefined || isThere[presence]).map((part) => {
    const bits = { start: at, end: at + part.bits }
    at = bits.end
    if (bits.start % 8 === 0 && part.bits % 8 === 0) return { part, bits }
    return { part, bits, narrow: { start: bits.start % 8, end: ((bits.end - 1) % 8) + 1 } }
  })
}

/** A header has one of six shapes, and a long trace has a hundred thousand headers. */
const PLACED = [125, 126, 127].map((shortLength) => ({
  masked: place(shortLength, true),
  unmasked: place(shortLength, false),
}))

/** Gives the parts of a header with this 7-bit length and this MASK bit, placed. */
export function layFrame(shortLength: number, masked: boolean): readonly PlacedPart[] {
  const placed = PLACED[Math.max(0, shortLength - 125)] ?? PLACED[0]
  return (masked ? placed?.masked : placed?.unmasked) ?? []
}

/** The length in bytes of a header with this 7-bit length and this MASK bit: 2 to 14. */
export function headerBytes(shortLength: number, masked: boolean): number {
  return (layFrame(shortLength, masked).at(-1)?.bits.end ?? 0) / 8
}
