/** What a Duplex's `_writev` is handed, made one buffer: the tapped socket records one write as one slice. */

/** What a buffer may hold beside the bytes in use, such as the framing around a chunk. */
const MOST_SHARED_BYTES = 512

export interface WrittenChunk {
  readonly chunk: Buffer | string
  readonly encoding: BufferEncoding
}

/** Of a slab that others share, a small piece that has to wait would keep all 64 KiB: the same bytes in a buffer of their own. */
export function ownBytes(bytes: Buffer): Buffer {
  if (bytes.buffer.byteLength <= bytes.length + MOST_SHARED_BYTES) return bytes
  const own = Buffer.allocUnsafeSlow(bytes.length)
  own.set(bytes)
  return own
}

/** One buffer of all that a corked writer handed over. Node corks head, chunk size, data and line end into one write. */
export function joined(chunks: readonly WrittenChunk[]): Buffer {
  let length = 0
  for (const { chunk, encoding } of chunks) {
    length += typeof chunk === 'string' ? Buffer.byteLength(chunk, encoding) : chunk.length
  }
  const bytes = Buffer.allocUnsafe(length)
  let at = 0
  for (const { chunk, encoding } of chunks) {
    if (typeof chunk === 'string') at += bytes.write(chunk, at, encoding)
    else {
      bytes.set(chunk, at)
      at += chunk.length
    }
  }
  return bytes
}
