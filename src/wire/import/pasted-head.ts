/**
 * HTTP as it is pasted: a text box turns CR LF into LF, and nobody sent that. The line ends are put back where only one reading
 * fits; where none does, the text is read as it is, and nobody is blamed for it.
 */
import { latin1, latin1Bytes, joinBytes } from '../bytes/bytes.ts'
import type { BodyFraming } from '../http1/body-framing.ts'
import { headFraming, dissectHead } from '../http1/message-head.ts'
import { beginsResponse } from './begins.ts'
import { guess } from './guess.ts'
import { textOfBytes } from './likeness.ts'

export interface PastedMessage {
  readonly bytes: Uint8Array
  /** The line ends of the content could not be put back: the bytes are those of the head. */
  readonly isUnsure: boolean
  /** There is less content than its head says: whoever copied it took no more. */
  readonly isShort: boolean
}

const CR = 0x0d
const LF = 0x0a

/** Lines of a head that a tool no longer keeps to once it took chunks and codings off. */
const FRAMING = /^(?:transfer-encoding|content-encoding|content-length):[^\n]*\n/gim

/**
 * Gives a message out of a text, without the lines that say how its content was framed, where a tool printed that content with chunks
 * and codings taken off; `undefined` where the lines hold. `isTakenOff`: the tool is known to do that.
 */
export function withoutTakenOff(bytes: Uint8Array, isTakenOff = false): Uint8Array | undefined {
  const text = latin1(bytes)
  const headEnd = /\n\r?\n/.exec(text)
  if (headEnd === null) return undefined
  const start = headEnd.index + headEnd[0].length
  const [head, content] = [text.slice(0, start), bytes.subarray(start)]
  const isCoded = /^content-encoding:[ \t]*\w/im.test(head)
  const isChunked = /^transfer-encoding:[^\n]*chunked/im.test(head)
  if (!isCoded && !isChunked) return undefined
  if (content.length === 0) return undefined
  const { because, looksLike, sureness } = guess(content)
  const isSized = /^[0-9a-f]{1,16}[ \t]*(?:;[^\n]*)?\r?\n/i.test(latin1(content, 0, 1024))
  // A size would end with the line end that the head has.
  const isBare = text.includes('\r') && !/^[^\n]*\r\n/.test(latin1(content, 0, 1024))
  const isKnown =
    (because === 'event-stream-fields' && (sureness === 'sure' || !isSized)) ||
    because === 'begins-with-markup' ||
    looksLike === 'json' ||
    // What is packed is no text.
    (isCoded && !isSized && textOfBytes(content) !== undefined)
  if (!isKnown && (!(isTakenOff || (isBare && isChunked)) || isSized)) return undefined
  return joinBytes([latin1Bytes(head.replace(FRAMING, '')), content])
}

/** A head that was copied without the empty line behind it, with that line; `undefined` for another text. */
export function withEmptyLine(bytes: Uint8Array): Uint8Array | undefined {
  const text = latin1(bytes)
  if (/\n\r?\n/.test(text) || !HEAD_LINES.test(text)) return undefined
  const lineEnd = text.includes('\r') ? '\r\n' : '\n'
  return latin1Bytes(`${text.replace(/\r?\n$/, '')}${lineEnd}${lineEnd}`)
}

const HEAD_LINES = /^[^\n]+(?:\r?\n[!#$%&'*+.^_`|~\w-]+:[^\n]*)*(?:\r?\n)?$/

/**
 * Whether every line ends with a line feed alone, as a text box leaves it. Of a chunked message the head may have lost its carriage
 * returns and the chunks not, or the chunks theirs and the head not, where their sizes fit.
 */
export function hasLostLineEnds(bytes: Uint8Array): boolean {
  const parts = partsOf(bytes)
  if (parts?.framing.kind !== 'chunked') return hasOnlyLineFeeds(bytes)
  const { head, content } = parts
  if (hasOnlyLineFeeds(head)) return true
  return !/(?<!\r)\n/.test(latin1(head)) && content.length > 0 && restoredChunks(content) !== undefined
}

const hasOnlyLineFeeds = (bytes: Uint8Array): boolean => bytes.includes(LF) && !bytes.includes(CR)

interface MessageParts {
  readonly head: Uint8Array
  readonly content: Uint8Array
  readonly framing: BodyFraming
}

/** The heads of a message, up to the one that counts, and what is behind them; `undefined` where that has no end. */
function partsOf(bytes: Uint8Array): MessageParts | undefined {
  const side = beginsResponse(bytes) ? 'response' : 'request'
  let framing: BodyFraming
  let at = 0
  do {
    const dissected = dissectHead(bytes, at, side, '')
    if (dissected.status === 'need-more') return undefined
    at = dissected.end
    framing = headFraming(dissected.value).framing
    // RFC 9110 15.2: behind a 1xx stands the head that counts.
  } while (side === 'response' && framing.kind === 'none' && beginsResponse(bytes.subarray(at, at + 16)))
  return { head: bytes.subarray(0, at), content: bytes.subarray(at), framing }
}

/** Puts the line ends of a message back, which has lost them. */
export function restoreLineEnds(bytes: Uint8Array): PastedMessage {
  const parts = partsOf(bytes)
  if (parts === undefined) return { bytes: withCarriageReturns(bytes), isUnsure: false, isShort: false }
  const { framing } = parts
  const head = hasOnlyLineFeeds(parts.head) ? withCarriageReturns(parts.head) : parts.head
  const content = restoredContent(parts.content, framing)
  const isShort = framing.kind === 'length' && content !== undefined && content.length < framing.bytes
  return content === undefined
    ? { bytes: head, isUnsure: true, isShort }
    : { bytes: joinBytes([head, content]), isUnsure: false, isShort }
}

function withCarriageReturns(bytes: Uint8Array): Uint8Array {
  const out: number[] = []
  for (const byte of bytes) {
    if (byte === LF) out.push(CR)
    out.push(byte)
  }
  return Uint8Array.from(out)
}

function restoredContent(content: Uint8Array, framing: BodyFraming): Uint8Array | undefined {
  switch (framing.kind) {
    case 'chunked':
      return /^[^\n]*\r\n/.test(latin1(content, 0, 1024)) ? content : restoredChunks(content)
    case 'length':
      return fitted(content, framing.bytes)
    case 'none':
      // A line feed at the end of what was pasted is nobody's.
      return content.every((byte) => byte === LF) ? content.subarray(0, 0) : content
    case 'until-close':
    case 'tunnel':
      return content
  }
}

/** A content of a known length: as it is, or with a carriage return before each line feed, whichever has it. */
export function fitted(content: Uint8Array, length: number): Uint8Array | undefined {
  let end = content.length
  while (end > length && content[end - 1] === LF) end--
  if (end === length) return content.subarray(0, length)
  const all = withCarriageReturns(content)
  if (all.length === length) return all
  const most = withCarriageReturns(content.subarray(0, end))
  if (most.length === length) return most
  // What is cut short is cut short, whatever its line ends were.
  return all.length < length ? content : undefined
}

/** The chunks with their line ends; `undefined` where a size fits no way. */
function restoredChunks(content: Uint8Array): Uint8Array | undefined {
  const parts: Uint8Array[] = []
  const lineEnd = Uint8Array.of(CR, LF)
  let at = 0
  while (at < content.length) {
    const lf = content.indexOf(LF, at)
    if (lf < 0) break
    const line = latin1(content, at, lf)
    const [, digits] = /^[ \t]*([0-9a-f]{1,16})[ \t]*(?:;.*)?$/i.exec(line) ?? []
    if (digits === undefined) return undefined
    parts.push(content.subarray(at, lf), lineEnd)
    at = lf + 1
    const size = Number.parseInt(digits, 16)
    if (size === 0) return joinBytes([...parts, withCarriageReturns(content.subarray(at))])
    const data = fittedChunk(content, at, size)
    if (data === undefined) return undefined
    parts.push(data.bytes)
    if (data.end === content.length) return joinBytes(parts)
    parts.push(lineEnd)
    at = data.end + 1
    if (isRest(content, at)) return joinBytes(parts)
  }
  return joinBytes([...parts, content.subarray(at)])
}

/** What somebody copied ends here, but for an empty line or two. */
const isRest = (content: Uint8Array, at: number): boolean =>
  content.length - at < 3 && content.subarray(at).every((byte) => byte === LF)

/** The data of a chunk, and where the line feed behind it stands; the content's end where it is cut. */
function fittedChunk(
  content: Uint8Array,
  start: number,
  size: number,
): { readonly bytes: Uint8Array; readonly end: number } | undefined {
  const plain = start + size
  let length = 0
  let at = start
  for (; at < content.length && length < size; at++) length += content[at] === LF ? 2 : 1
  const isFollowed = (end: number): boolean =>
    content[end] === LF && /^[ \t]*[0-9a-f]{1,16}[ \t]*(?:[;\n]|$)/i.test(latin1(content, end + 1, end + 32))
  const isLast = (end: number): boolean => content[end] === LF && isRest(content, end + 1)
  // Of two ends the one that another chunk follows: the text's own end may stand in the data of a last chunk that is too long.
  for (const isEnd of [isFollowed, isLast]) {
    if (isEnd(plain)) return { bytes: content.subarray(start, plain), end: plain }
    if (length === size && isEnd(at))
      return { bytes: withCarriageReturns(content.subarray(start, at)), end: at }
  }
  return length < size ? { bytes: content.subarray(start), end: content.length } : undefined
}
