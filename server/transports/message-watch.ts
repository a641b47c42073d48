/**
 * Watches what a client sends on a WebSocket for messages that it begins and does not finish. ws bounds how long a message
 * is and how many fragments it has (`MESSAGE_LIMITS`), but keeps an unfinished one for ever, and with each fragment the
 * whole read that it came in. Here that is counted, and ended in time.
 */
import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import type { Account } from '../budget.ts'
import type { Clock, Timer } from '../clock.ts'

/** For ws. By a message of 64 KiB, so many fragments are some of 256 bytes; a short text may come byte by byte. */
export const MESSAGE_LIMITS = { maxFragments: 256, maxBufferedChunks: 1_024 } as const

/** A message is to be whole so long after its first byte. */
const MESSAGE_MS = 30_000
/** What ws may keep of an unfinished message; one of 64 KiB that comes in reads full of nothing else takes half of it. */
const MOST_HELD_BYTES = 256 * 1024
/** Where the budget has nothing left, no message that is kept waiting may take more than this. */
const SMALL_BYTES = 8 * 1024
/** What a read takes beside its bytes, and what a fragment does. */
const READ_COST_BYTES = 300
const FRAGMENT_COST_BYTES = 150

/** Follows the edges of a client's frames, however they are cut. What is no frame ws finds out; here it only ends nothing. */
class FrameEdges {
  /** Bytes of the header that have been read, what they say, and bytes of the payload that are still to come. */
  #headerBytes = 0
  #lengthBytes = 0
  #isFinal = false
  #isData = false
  #left = 0
  #isOpen = false
  /** Fragments of the message that is open; no frame of a control kind counts. */
  fragments = 0
  /** The bytes pushed last hold some of a data frame that belongs to a message not over with them. */
  hasNew = false
  /** Before them or in them all was whole: what is open now began with them. */
  wasBetween = false

  /** True in the middle of a message or a frame. */
  get isInside(): boolean {
    return this.#isOpen || this.#headerBytes > 0
  }

  push(bytes: Uint8Array): void {
    this.hasNew = false
    this.wasBetween = !this.isInside
    for (let at = 0; at < bytes.length;) {
      if (this.#headerBytes > 0 && this.#headerBytes === this.#wholeHeader) {
        const taken = Math.min(this.#left, bytes.length - at)
        this.#left -= taken
        at += taken
        this.hasNew ||= this.#isData
      } else this.#headerByte(bytes[at++] ?? 0)
      if (this.#headerBytes === this.#wholeHeader && this.#left === 0) this.#frameEnds()
    }
    this.hasNew ||= this.#headerBytes > 0
  }

  /** RFC 6455 5.2: two bytes, the length where it is longer than they can say, the four of the masking key. */
  get #wholeHeader(): number {
    return 2 + this.#lengthBytes + 4
  }

  #headerByte(byte: number): void {
    const place = this.#headerBytes++
    if (place === 0) {
      this.#isFinal = (byte & 0x80) !== 0
      this.#isData = (byte & 0x08) === 0
      this.#lengthBytes = 0
    } else if (place === 1) {
      const length = byte & 0x7f
      this.#lengthBytes = length === 126 ? 2 : length === 127 ? 8 : 0
      this.#left = this.#lengthBytes === 0 ? length : 0
    } else if (place < 2 + this.#lengthBytes) this.#left = this.#left * 256 + byte
  }

  #frameEnds(): void {
    this.#headerBytes = 0
    if (this.#isData) {
      this.#isOpen = !this.#isFinal
      this.fragments = this.#isOpen ? this.fragments + 1 : 0
      this.hasNew = this.#isOpen
    }
    if (!this.#isOpen) this.wasBetween = true
  }
}

/**
 * Watches an open WebSocket until it closes. `extraMs` is how much longer than 30 s a message may take now, since the wire
 * is slowed down on purpose.
 */
export function watchMessages(
  webSocket: WebSocket,
  socket: Duplex,
  { clock, account, extraMs = () => 0 }: { clock: Clock; account: Account; extraMs?: () => number },
): void {
  const edges = new FrameEdges()
  let readBytes = 0
  let timer: Timer | undefined

  function end(code: number, reason: string): void {
    if (webSocket.readyState === WebSocket.OPEN) webSocket.close(code, reason)
  }

  function take(bytes: Buffer): void {
    edges.push(bytes)
    if (edges.wasBetween) {
      timer?.cancel()
      timer = undefined
      readBytes = 0
    }
    if (edges.isInside && edges.hasNew) {
      timer ??= clock.after(MESSAGE_MS + extraMs(), () =>
        end(1008, `A message is to be whole within ${MESSAGE_MS / 1_000} s`),
      )
      readBytes += bytes.length + READ_COST_BYTES
    }
    const heldBytes = readBytes === 0 ? 0 : readBytes + FRAGMENT_COST_BYTES * edges.fragments
    if (heldBytes === account.heldBytes) return
    account.add(heldBytes - account.heldBytes)
    const { maxFragments } = MESSAGE_LIMITS
    if (edges.fragments > maxFragments) end(1008, `A message has at most ${maxFragments} fragments`)
    else if (heldBytes > MOST_HELD_BYTES)
      end(1008, 'An unfinished message takes too much memory; send it at once')
    else if (heldBytes > SMALL_BYTES && account.budget.isFull) end(1013, 'Memory is full; try again later')
  }
  function stop(): void {
    socket.off('data', take)
    timer?.cancel()
    account.close()
  }
  socket.on('data', take)
  // After an error ws reads what still comes and keeps none of it.
  webSocket.on('error', stop)
  webSocket.on('close', stop)
}
