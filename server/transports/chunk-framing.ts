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
  return framedBytes(Buffer.from(text))
}

/** One chunk that holds these bytes, of which there must be some. */
export function framedBytes(bytes: Uint8Array): Framed {
  if (bytes.length === 0) throw new Error('A chunk without content is the last chunk')
  const size = bytes.length.toString(16) + LINE_END
  const chunk = Buffer.concat([Buffer.from(size), bytes, Buffer.from(LINE_END)])
  return { chunk, content: chunk.subarray(size.length, size.length + bytes.length) }
}
