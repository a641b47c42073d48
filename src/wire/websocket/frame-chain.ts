/**
 * Tells whether bytes may be frames, one after the other: for whoever has no handshake to go by, or lost the place in a stream.
 * What a peer got wrong on purpose cannot be told from what is no frame, so that only sound headers count.
 */
import type { Direction } from '../bytes/bytes.ts'
import { headerBytes } from './frame-layout.ts'
import { isControl, opcodeName } from './opcodes.ts'
import { scanFrame } from './frame.ts'

/** What is known of the frames that are looked for; what is absent may be either. */
export interface ExpectedFrames {
  readonly direction?: Direction
  /** RSV1 has a meaning. */
  readonly compression?: boolean
}

export interface FrameChain {
  /** How many sound frames follow each other. */
  readonly frames: number
  /** Where the last of them ends. */
  readonly end: number
  /** What is behind it: nothing, the begun part of a sound frame, or something else. */
  readonly then: 'end' | 'cut' | 'unsound'
  /** Whether any of them has RSV1. */
  readonly compressed: boolean
  /** Whether they make messages, as far as that can be told from their midst: none is continued that is over, or broken into. */
  readonly ordered: boolean
  /** All are continuations of something that is not there, as zeros are. */
  readonly blank: boolean
}

/** More frames than this are not looked at: by then there is no doubt. */
const ENOUGH_FRAMES = 64

/** Follows sound frames from an offset on. */
export function followFrames(bytes: Uint8Array, start: number, expected: ExpectedFrames = {}): FrameChain {
  let at = start
  let frames = 0
  const seen = { compressed: false, ordered: true, blank: true }
  let isOpen: boolean | undefined
  for (; frames < ENOUGH_FRAMES && at < bytes.length; frames++) {
    if (!isSoundHeader(bytes, at, expected)) return { frames, end: at, then: 'unsound', ...seen }
    const frame = scanFrame(bytes, at)
    if (frame === 'broken') return { frames, end: at, then: 'unsound', ...seen }
    if (frame === undefined) return { frames, end: at, then: 'cut', ...seen }
    const { opcode, fin, rsv1, payload } = frame
    seen.compressed ||= rsv1
    seen.blank &&= opcode === 0
    if (!isControl(opcode)) {
      seen.ordered &&= isOpen === undefined || isOpen === (opcode === 0)
      isOpen = !fin
    }
    at = payload.end
  }
  return { frames, end: at, then: at < bytes.length ? 'cut' : 'end', ...seen }
}

/**
 * Whether what there is of the header at an offset breaks no rule that a header shows by itself: opcode, reserved bits, the
 * mask of its side, the shortest length, a short and whole control frame.
 */
export function isSoundHeader(
  bytes: Uint8Array,
  at: number,
  { direction, compression }: ExpectedFrames,
): boolean {
  const first = bytes[at] ?? 0
  const opcode = first & 0x0f
  if (opcodeName(opcode) === undefined || (first & 0x30) !== 0) return false
  const isControlFrame = isControl(opcode)
  if ((first & 0x40) !== 0 && (compression === false || isControlFrame || opcode === 0)) return false
  if (isControlFrame && (first & 0x80) === 0) return false
  const second = bytes[at + 1]
  if (second === undefined) return true
  const masked = (second & 0x80) !== 0
  if (direction !== undefined && masked !== (direction === 'client-to-server')) return false
  const short = second & 0x7f
  if (short < 126) return true
  if (isControlFrame) return false
  const lengthEnd = at + headerBytes(short, false)
  if (bytes.length < lengthEnd) return true
  const high = (bytes[at + 2] ?? 0) * 256 + (bytes[at + 3] ?? 0)
  if (short === 126) return high >= 126
  // Nobody sends a frame of 2^48 bytes, and a length below 2^16 has a shorter form.
  return high === 0 && bytes.subarray(at + 4, at + 8).some((byte) => byte !== 0)
}
