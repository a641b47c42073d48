/**
 * Frames out of their fields, sound ones and broken ones: what the composer and the ways to end a connection send.
 *
 * Written with the layout table that the dissector reads with. Any rule of the protocol may be broken here; only what has
 * no place in the bits at all is refused.
 */
import { layFrame } from './frame-layout.ts'
import { applyMask } from './masking.ts'

/** How many bits the payload's length stands in. */
export type LengthForm = 7 | 16 | 64

export interface FrameToWrite {
  /** True where not said. */
  readonly fin?: boolean
  /** False where not said. */
  readonly rsv1?: boolean
  readonly rsv2?: boolean
  readonly rsv3?: boolean
  /** 0 to 15, reserved ones as well. */
  readonly opcode: number
  /** Four bytes: MASK is set and the payload crosses under it. Without them it crosses as it is, whichever side sends. */
  readonly maskingKey?: Uint8Array
  /** As meant, not yet masked. */
  readonly payload?: Uint8Array
  /** The shortest that holds the length where not said; a longer one breaks a rule. */
  readonly lengthForm?: LengthForm
  /** What the header says the payload's length is, where that is not true. */
  readonly claimedLength?: number | bigint
}

/**
 * Gives a frame's bytes.
 * @throws RangeError for what no frame can say: an opcode over 15, a key that has not four bytes, a length that its form
 * does not hold.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-5.2
 */
export function writeFrame(frame: FrameToWrite): Uint8Array {
  const { opcode, maskingKey, payload = new Uint8Array() } = frame
  if (!Number.isInteger(opcode) || opcode < 0 || opcode > 15)
    throw new RangeError(`An opcode has four bits; ${opcode} does not fit.`)
  if (maskingKey !== undefined && maskingKey.length !== 4)
    throw new RangeError(`A masking key has 4 bytes, not ${maskingKey.length}.`)
  const length = BigInt(frame.claimedLength ?? payload.length)
  const form = frame.lengthForm ?? shortestForm(length)
  // 126 and 127 are no lengths in seven bits: they say which longer form follows.
  if (length < 0n || (form === 7 ? length > 125n : length >= 1n << BigInt(form)))
    throw new RangeError(`A length of ${length} does not fit into ${form} bits.`)
  const shortLength = form === 7 ? Number(length) : form === 16 ? 126 : 127

  const parts = layFrame(shortLength, maskingKey !== undefined)
  const header = new Uint8Array((parts.at(-1)?.bits.end ?? 0) / 8)
  for (const { part, bits } of parts) {
    const value = {
      'websocket.fin': bit(frame.fin ?? true),
      'websocket.rsv1': bit(frame.rsv1),
      'websocket.rsv2': bit(frame.rsv2),
      'websocket.rsv3': bit(frame.rsv3),
      'websocket.opcode': BigInt(opcode),
      'websocket.mask': bit(maskingKey !== undefined),
      'websocket.payload-length': BigInt(shortLength),
      'websocket.extended-payload-length': length,
      'websocket.masking-key': numberOf(maskingKey),
    }[part.kind]
    putBits(header, bits.start, bits.end, value)
  }
  const crossed = maskingKey === undefined ? payload : applyMask(payload, maskingKey)
  const bytes = new Uint8Array(header.length + crossed.length)
  bytes.set(header)
  bytes.set(crossed, header.length)
  return bytes
}

/**
 * Gives the payload of a Close frame: the code in two bytes, then the reason in UTF-8. Any code from 0 to 65,535, also one
 * that must not be sent; the reason is not cut, though a control frame holds no more than 123 bytes of it.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-5.5.1
 */
export function closePayload(code: number, reason = ''): Uint8Array {
  if (!Number.isInteger(code) || code < 0 || code > 0xffff)
    throw new RangeError(`A close code has two bytes; ${code} does not fit.`)
  const text = new TextEncoder().encode(reason)
  const payload = new Uint8Array(2 + text.length)
  payload[0] = code >> 8
  payload[1] = code & 0xff
  payload.set(text, 2)
  return payload
}

/** RFC 6455 5.2: the minimal number of bytes must be used. */
function shortestForm(length: bigint): LengthForm {
  return length <= 125n ? 7 : length <= 0xffffn ? 16 : 64
}

function bit(isSet: boolean | undefined): bigint {
  return isSet === true ? 1n : 0n
}

/** Puts a number into bits counted from the left, its highest bit first. */
function putBits(bytes: Uint8Array, start: number, end: number, value: bigint): void {
  for (let at = start; at < end; at++) {
    const isSet = ((value >> BigInt(end - 1 - at)) & 1n) === 1n
    if (isSet) bytes[at >> 3] = (bytes[at >> 3] ?? 0) | (0x80 >> (at & 7))
  }
}

/** Bytes as one unsigned number, the first highest; zero without any. */
function numberOf(bytes: Uint8Array = new Uint8Array()): bigint {
  return Array.from(bytes).reduce((all, byte) => (all << 8n) | BigInt(byte), 0n)
}
