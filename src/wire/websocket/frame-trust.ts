/** Which frame can be trusted behind a hole, or in a stream whose start nobody saw. */
import type { ByteRange } from '../bytes/bytes.ts'
import { lowerBound } from '../bytes/ordered.ts'
import { isSoundHeader } from './frame-chain.ts'
import { headerBytes } from './frame-layout.ts'
import { dissectFrame, scanFrame, type FrameContext } from './frame.ts'

/** Of a frame that is longer nobody waits for the end to trust it. */
const MAX_TRUSTED_BYTES = 64 * 1024

/**
 * Whether a frame begins at `at`: its header is sound, it is whole, and it ends where a slice (`isBound`) or a sound frame begins.
 * `undefined` where the bytes there are do not tell.
 */
export function trustsFrame(
  bytes: Uint8Array,
  at: number,
  missing: readonly ByteRange[],
  context: FrameContext,
  isBound: (end: number) => boolean,
): boolean | undefined {
  if (headerIsHoled(bytes, at, missing) || !isSoundHeader(bytes, at, context)) return false
  const frame = scanFrame(bytes, at)
  if (frame === 'broken') return false
  if (frame === undefined) return leastEnd(bytes, at) - at > MAX_TRUSTED_BYTES ? false : undefined
  const { end } = frame.payload
  if (isBound(end)) return true
  return lengthIsThere(bytes, end) ? isSoundHeader(bytes, end, context) : undefined
}

/** Whether all is there of the header at an offset that says how long its payload is. */
function lengthIsThere(bytes: Uint8Array, at: number): boolean {
  const second = bytes[at + 1]
  return second !== undefined && bytes.length >= at + headerBytes(second & 0x7f, false)
}

/** Where the frame at an offset ends at the earliest, by what there is of its header. */
function leastEnd(bytes: Uint8Array, at: number): number {
  const dissected = dissectFrame(bytes, at, '', { direction: 'client-to-server', compression: true })
  return dissected.status === 'done' ? dissected.end : bytes.length + dissected.atLeast
}

/** Whether bytes of the header that begins at `at` are missing: then nobody knows where the frame ends. */
export function headerIsHoled(bytes: Uint8Array, at: number, missing: readonly ByteRange[]): boolean {
  const hole = missing[lowerBound(missing, at + 1, ({ end }) => end)]
  if (hole === undefined) return false
  const second = bytes[at + 1]
  if (second === undefined || hole.start < at + 2) return hole.start < at + 2
  return hole.start < at + headerBytes(second & 0x7f, (second & 0x80) !== 0)
}
