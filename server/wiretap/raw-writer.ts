/** What leaves for the client: writes to the real socket, tells when it has sent all, and sees whether it stands still. */
import type { Socket } from 'node:net'

/** Larger writes go in pieces of this, so that a slow reader's progress is seen. */
export const PIECE_BYTES = 64 * 1024

const NOTHING = Buffer.alloc(0)

export class RawWriter {
  readonly #raw: Socket
  readonly #whenSent: () => void
  #isTelling = false
  /** What waited for the client at the last look, and since when that has not changed. */
  #waitingBytes = 0
  #waitingSince = 0

  constructor(raw: Socket, whenSent: () => void) {
    this.#raw = raw
    this.#whenSent = whenSent
  }

  write(bytes: Uint8Array): void {
    const raw = this.#raw
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      raw.write(bytes.length <= PIECE_BYTES ? bytes : bytes.subarray(at, at + PIECE_BYTES))
    }
    this.tellWhenSent()
  }

  /**
   * Has `whenSent` called once nothing waits any more, unless nothing does. What comes meanwhile should wait elsewhere, to be
   * joined to one write: tiny writes that wait here one by one take a hundred times their bytes.
   */
  tellWhenSent(): void {
    if (this.#isTelling || this.#raw.writableLength === 0 || !this.#raw.writable) return
    this.#isTelling = true
    this.#raw.write(NOTHING, () => {
      this.#isTelling = false
      this.#whenSent()
    })
  }

  /** Whether the client has taken nothing for so long though bytes wait for it. To be asked now and then. */
  isStalled(now: number, patienceMs: number): boolean {
    const waiting = this.#raw.writableLength
    if (waiting === 0 || waiting !== this.#waitingBytes) {
      this.#waitingBytes = waiting
      this.#waitingSince = now
    }
    return waiting > 0 && now - this.#waitingSince >= patienceMs
  }
}
