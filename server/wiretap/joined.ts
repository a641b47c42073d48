/** What a Duplex's `_writev` is handed, made one buffer: the tapped socket records one write as one slice. */

export interface WrittenChunk {
  readonly chunk: Buffer | string
  readonly encoding: BufferEncoding
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
