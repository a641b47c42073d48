/**
 * Where a log's bytes lie: copied one after the other into blocks, so that a slice of two hundred bytes costs no
 * buffer of its own. A block goes when nothing in the log refers to it any more.
 */

const BLOCK_BYTES = 16 * 1024
/** From so many bytes on a slice gets a block of its own: what a block's end leaves unused stays small. */
const OWN_BLOCK_BYTES = 2 * 1024

export class ByteStore {
  #block = new Uint8Array(0)
  #used = 0
  #copied = this.#block
  /** Where the bytes copied last begin in `block`. */
  start = 0

  /** The block that the bytes copied last are in. */
  get block(): Uint8Array {
    return this.#copied
  }

  /** Copies bytes in; `block` and `start` then say where they are. */
  copy(bytes: Uint8Array): void {
    if (bytes.length >= OWN_BLOCK_BYTES) {
      this.#copied = new Uint8Array(bytes)
      this.start = 0
      return
    }
    if (this.#used + bytes.length > this.#block.length) {
      this.#block = new Uint8Array(BLOCK_BYTES)
      this.#used = 0
    }
    this.#copied = this.#block
    this.start = this.#used
    this.#block.set(bytes, this.#used)
    this.#used += bytes.length
  }
}
