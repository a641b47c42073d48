/**
 * Frames as the other side would have written them. A client masks every frame and a server none, and each fails the connection
 * where it is otherwise: a frame that crossed one way and is sent the other way would fail by its mask alone. Pure.
 */
import { scanFrame } from '../wire/websocket/frame.ts'
import { headerBytes } from '../wire/websocket/frame-layout.ts'
import { applyMask } from '../wire/websocket/masking.ts'
import { writeFrame, type LengthForm } from '../wire/websocket/write-frame.ts'

/** Tells whether a frame says that it is masked; `undefined` where its second byte is not there. */
export function isMaskedFrame(bytes: Uint8Array): boolean | undefined {
  const second = bytes[1]
  return second === undefined ? undefined : (second & 0x80) !== 0
}

/**
 * Gives the first `frames` frames of `bytes` with the given key, or without a mask, and all else in their headers as it is,
 * broken or not. What follows them (left behind by a length made shorter) is unmasked by the last one's key, which it was
 * masked by. `undefined` where a header is not whole.
 */
export function withMask(
  bytes: Uint8Array,
  frames: number,
  key: Uint8Array | undefined,
): Uint8Array | undefined {
  const parts: Uint8Array[] = []
  let rest = bytes
  let left: Uint8Array | undefined
  for (let count = 0; count < Math.max(1, frames) && rest.length > 0; count++) {
    const frame = firstFrame(rest)
    if (frame === undefined) return undefined
    const { header, own, end } = frame
    const crossed = rest.subarray(header.end, end)
    const payload = own === undefined ? crossed : applyMask(crossed, own)
    parts.push(
      writeFrame({
        ...header.flags,
        payload,
        lengthForm: header.form,
        claimedLength: header.length,
        ...(key === undefined ? {} : { maskingKey: key }),
      }),
    )
    rest = rest.subarray(end)
    left = own === undefined ? undefined : turned(own, crossed.length)
  }
  parts.push(left === undefined ? rest : applyMask(rest, left))
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}

interface FirstFrame {
  readonly header: {
    readonly flags: {
      readonly fin: boolean
      readonly rsv1: boolean
      readonly rsv2: boolean
      readonly rsv3: boolean
      readonly opcode: number
    }
    readonly form: LengthForm
    /** As the header claims. */
    readonly length: bigint
    readonly end: number
  }
  /** Its masking key. */
  readonly own: Uint8Array | undefined
  readonly end: number
}

function firstFrame(bytes: Uint8Array): FirstFrame | undefined {
  const [first = 0, second] = bytes
  if (second === undefined) return undefined
  const masked = (second & 0x80) !== 0
  const code = second & 0x7f
  const form: LengthForm = code === 126 ? 16 : code === 127 ? 64 : 7
  const end = headerBytes(code, masked)
  if (bytes.length < end) return undefined
  const key = masked ? end - 4 : end
  const frame = scanFrame(bytes, 0)
  return {
    header: {
      flags: {
        fin: (first & 0x80) !== 0,
        rsv1: (first & 0x40) !== 0,
        rsv2: (first & 0x20) !== 0,
        rsv3: (first & 0x10) !== 0,
        opcode: first & 0x0f,
      },
      form,
      length:
        form === 7
          ? BigInt(code)
          : bytes.subarray(2, key).reduce((all, byte) => (all << 8n) | BigInt(byte), 0n),
      end,
    },
    own: masked ? bytes.subarray(key, end) : undefined,
    end: frame === 'broken' ? end : (frame?.payload.end ?? bytes.length),
  }
}

/** A key as it stands after so many bytes of payload. */
function turned(key: Uint8Array, by: number): Uint8Array {
  return Uint8Array.from(key, (_, index) => key[(index + by) % key.length] ?? 0)
}
