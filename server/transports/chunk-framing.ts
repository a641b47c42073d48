/**
 * The chunked coding of a body that is written piece by piece: what the streams put around each piece. Done here and
 * not by Node, so that a piece is framed once a lab and written as it is to everyone.
 */

/** One piece of a body, ready to be written: with its chunk framing, and without for a client of HTTP/1.0. */
export interface Framed {
  readonly chunk: Buffer
  /** The same bytes without the framing: a part of `chunk`, not a copy. */
  readonly content: Buffer
}

const LINE_END = '\r\n'

/** `0`, an empty line: no chunk follows, the body is whole. */
export const LAST_CHUNK = Buffer.from(`0${LINE_END}${LINE_END}`)

/**
 * One chunk that holds this text in UTF-8. An empty text has no chunk: its size of 0 would end the body, so it throws.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-7.1
 */
export function framed(text: string): Framed {
  return framedContent(Buffer.byteLength(text), (chunk, start) => chunk.write(text, start))
}

/** One chunk that holds these bytes, of which there must be some. */
export function framedBytes(bytes: Uint8Array): Framed {
  return framedContent(bytes.length, (chunk, start) => chunk.set(bytes, start))
}

function framedContent(lengthBytes: number, write: (chunk: Buffer, start: number) => void): Framed {
  if (lengthBytes === 0) throw new Error('A chunk without content is the last chunk')
  const size = lengthBytes.toString(16) + LINE_END
  // Of its own: while it waits for a slow reader, a piece of a shared slab would keep all of that.
  const chunk = Buffer.allocUnsafeSlow(size.length + lengthBytes + LINE_END.length)
  chunk.write(size, 'latin1')
  write(chunk, size.length)
  chunk.write(LINE_END, size.length + lengthBytes, 'latin1')
  return { chunk, content: chunk.subarray(size.length, size.length + lengthBytes) }
}
