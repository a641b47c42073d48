/**
 * permessage-deflate undone, message by message: the tail that the sender left off is put back, the window is carried
 * on or forgotten as agreed, and what comes out has a limit.
 *
 * Used by the frame reader for each side. A message that cannot be inflated is a problem on its last frame.
 */
import { inflate, type DeflateBlock } from '../bytes/inflate.ts'
import { oddity, violation, type Problem } from '../field/problem.ts'
import { InflateWindow } from '../bytes/inflate-window.ts'
import type { DeflateParameters } from './deflate-parameters.ts'

/** No message is inflated beyond this. */
export const MAX_INFLATED_MESSAGE_BYTES = 1024 * 1024

/** All messages of one side together are not inflated beyond this. */
export const MAX_INFLATED_BYTES = 8 * 1024 * 1024

/** What stands for the empty stored block's length at the end of every message, and is not sent. */
const TAIL = Uint8Array.of(0x00, 0x00, 0xff, 0xff)

export interface InflatedMessage {
  /** All that came out; where there is a problem, what came out before it. */
  readonly bytes: Uint8Array
  /** The blocks of the compressed bytes; the last may reach into the tail. Empty where nothing was tried. */
  readonly blocks: readonly DeflateBlock[]
  readonly problem?: Problem
}

export interface MessageInflater {
  /** Inflates the next whole message of the side, fragments joined. */
  inflate(message: Uint8Array): InflatedMessage
  /** Says that a message's bytes are missing, so that later ones may copy from what nobody has. */
  lose(): void
}

/**
 * Makes the inflater of one side's messages. `isMidstream`: nobody saw the handshake, so that what does not inflate may copy
 * from messages that came before, or be compressed in another way.
 * @see https://www.rfc-editor.org/rfc/rfc7692#section-7.2.2
 */
export function createMessageInflater(
  { contextTakeover, windowBits }: DeflateParameters,
  isMidstream = false,
): MessageInflater {
  let window = new InflateWindow()
  let lost = false
  let total = 0

  function lose(): void {
    window = new InflateWindow()
    lost = contextTakeover
  }

  return {
    lose,
    inflate(message) {
      if (lost) return { bytes: new Uint8Array(), blocks: [], problem: LOST }
      const input = new Uint8Array(message.length + TAIL.length)
      input.set(message)
      input.set(TAIL, message.length)
      const maxBytes = Math.min(MAX_INFLATED_MESSAGE_BYTES, MAX_INFLATED_BYTES - total)
      if (!contextTakeover) window = new InflateWindow()
      const { bytes, blocks, whole, end } = inflate(input, window, { windowBytes: 2 ** windowBits, maxBytes })
      total += bytes.length
      const last = blocks[whole - 1]
      // Behind BFINAL some senders leave out the byte that the tail goes on from; receivers built on zlib take no notice.
      const endsWithFinal = last?.final === true && Math.ceil(last.bits.end / 8) === message.length
      if (end.kind === 'whole' || endsWithFinal) return { bytes, blocks: blocks.slice(0, whole) }
      lose()
      if (isMidstream && end.kind !== 'too-large')
        return { bytes: new Uint8Array(), blocks: [], problem: LOST }
      return { bytes, blocks, problem: PROBLEMS[end.kind] }
    },
  }
}

const LOST = oddity('lost-deflate-context', 'RFC 7692', '7.1.1')

const PROBLEMS: Readonly<Record<'broken' | 'unfinished' | 'too-large', Problem>> = {
  // RFC 7692 names no close code. 1007 is for data that is not what its message's type says; ws 8.23 sends it, Chromium 156 sends 1002.
  broken: violation('broken-deflate', 'RFC 7692', '7.2.2', 1007),
  // No close code: ws and Chromium take what came out, bits of the tail read as data, and fail later or never.
  unfinished: violation('unfinished-deflate', 'RFC 7692', '7.2.1'),
  'too-large': oddity('inflated-too-large', 'RFC 6455', '10.4', 1009),
}
