/**
 * Where a log's bytes lie: copied one after the other into blocks, so that a slice of two hundred bytes costs no
 * buffer of its own. A block goes when nothing in the log refers to it any more.
 */

const BLOCK_BYTES = 16 * 1024

export class ByteStore {
  #block = new Uint8Array(0)
  #used = 0
  /** Where the bytes copied last begin in `block`. */
  start = 0

  /** The block that the bytes copied last are in. */
  get block(): Uint8Array {
    return this.#block
  }

  /** Copies bytes in; `block` and `start` then say where they are. Larger ones get a block of their own length. */
  copy(bytes: Uint8Array): void {
    if (this.#used + bytes.length > this.#block.length) {
      this.#block = new Uint8Array(Math.max(BLOCK_BYTES, bytes.length))
      this.#used = 0
    }
    this.start = this.#used
    this.#block.set(bytes, this.#used)
    this.#used += bytes.length
  }
}
