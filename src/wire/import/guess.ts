/**
 * Guesses what bytes that stand alone are, says how sure that is and by what, and where it is not sure enough says what they look
 * like. Nothing is taken for frames only because nothing else fits.
 */
import { latin1 } from '../bytes/bytes.ts'
import { followFrames } from '../websocket/frame-chain.ts'
import { isControl, opcodeName } from '../websocket/opcodes.ts'
import { scanFrame, type FrameBounds } from '../websocket/frame.ts'
import { jsonLikeness, likenessOf, textOfBytes, type Likeness } from './likeness.ts'
import type { ByteReading } from './read-as.ts'

export type GuessReason =
  /** It begins with a request line, or a status line. */
  | 'begins-with-start-line'
  /** Frames follow each other from the first byte to the last. */
  | 'frames-fit'
  /** It begins with whole frames, or with the header of one, and breaks off. */
  | 'frames-cut'
  /** Lengths fit to the last byte, though headers break rules. */
  | 'lengths-fit'
  | 'event-stream-fields'
  | 'begins-with-markup'
  | 'nothing-fits'

export interface Guess {
  /** `bytes` where nothing is likely. */
  readonly reading: ByteReading
  readonly sureness: 'sure' | 'likely' | 'unknown'
  readonly because: GuessReason
  /** Where nothing is likely: what it looks like. */
  readonly looksLike?: Likeness
}

/** Guesses what bytes are from what they are made of. */
export function guess(bytes: Uint8Array): Guess {
  const begins = latin1(bytes, 0, 8192)
  if (STATUS_LINE.test(begins)) return sure('response', 'begins-with-start-line')
  if (REQUEST_LINE.test(begins)) return sure('request', 'begins-with-start-line')
  const known = likenessOf(bytes)
  if (known !== undefined) return unknown(known)
  const text = textOfBytes(bytes.subarray(0, wholeCharacters(bytes)))
  if (text !== undefined) return guessOfText(text)
  // A byte that is no UTF-8, or a zero, is read by an event stream all the same.
  return streamShare(begins) === 1 ? likely('event-stream', 'event-stream-fields') : guessOfBinary(bytes)
}

/** What is looked at ends before a character that begins in it and ends behind it. */
function wholeCharacters(bytes: Uint8Array): number {
  let end = Math.min(bytes.length, LOOKED_AT)
  while (end > LOOKED_AT - 4 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--
  return end
}

const STATUS_LINE = /^HTTP\/\d\.\d \d{3}(?: |\r?\n|$)/
const REQUEST_LINE = /^(?:\r?\n)*[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,32} \S+ HTTP\/[01]\.\d(?:\r?\n|$)/

function guessOfText(whole: string): Guess {
  const text = whole.replace(/^\ufeff/, '')
  // What `curl -v` prints of HTTP/2.
  if (/^< HTTP\/[23] \d{3}/m.test(text.slice(0, LOOKED_AT))) return unknown('http2')
  const json = jsonLikeness(text)
  if (json !== undefined) return unknown(json)
  if (/^\s*<(?!\?xml)[a-z!/]/i.test(text)) return likely('scripts', 'begins-with-markup')
  const share = streamShare(text)
  if (share > 0.99) return sure('event-stream', 'event-stream-fields')
  return share >= 0.5 ? likely('event-stream', 'event-stream-fields') : unknown('text')
}

const LOOKED_AT = 64 * 1024

/** More lines than this are not looked at. */
const LINES_LOOKED_AT = 200

/** How many of the first lines, empty ones aside, are what an event stream is made of; 0 where none is. */
function streamShare(text: string): number {
  const lines = text
    .slice(0, LOOKED_AT)
    .split(/\r\n|\r|\n/)
    .slice(0, LINES_LOOKED_AT)
  let known = 0
  let all = 0
  for (const line of lines) {
    if (line === '') continue
    all++
    // Two colons begin an address of IPv6.
    if (/^(?::(?!:\d)|(?:data|event|id|retry)(?::|$))/.test(line)) known++
  }
  return all === 0 ? 0 : known / all
}

function guessOfBinary(bytes: Uint8Array): Guess {
  const { frames, then, compressed, ordered, blank } = followFrames(bytes, 0)
  const reading = frameReading(bytes, compressed)
  if (blank && frames > 0) return unknown('bytes')
  if (then === 'end' && ordered) return sure(reading, 'frames-fit')
  if (frames > 1 || (then === 'cut' && (frames > 0 || USUAL_BEGINS.has(bytes[0] ?? 0))))
    return likely(reading, 'frames-cut')
  return lengthsFit(bytes) ? likely(reading, 'lengths-fit') : unknown('bytes')
}

/** First bytes of frames that are sent every day: of one frame that breaks off nothing else tells that it is one. */
const USUAL_BEGINS: ReadonlySet<number> = new Set([0x01, 0x02, 0x81, 0x82, 0xc1, 0xc2, 0x88, 0x89, 0x8a])

/** Whether frames of any kind of header fill the bytes: what a peer got wrong fits its length all the same. */
function lengthsFit(bytes: Uint8Array): boolean {
  let at = 0
  let known = 0
  for (let frames = 0; at < bytes.length; frames++) {
    const frame = scanFrame(bytes, at)
    if (frame === undefined || frame === 'broken' || frames > 1000) return false
    // One rule a frame may break: what breaks more is no frame.
    if (rulesBroken(frame, bytes[at] ?? 0, frames === 0) > 1) return false
    if (opcodeName(frame.opcode) !== undefined) known++
    at = frame.payload.end
    // One in two, at least, is of an opcode that there is.
    if (frames > 2 && known * 2 < frames) return false
  }
  return at > 0
}

function rulesBroken({ opcode, fin, rsv1, payload }: FrameBounds, first: number, isFirst: boolean): number {
  const isControlFrame = isControl(opcode)
  return [
    opcodeName(opcode) === undefined,
    (first & 0x30) !== 0 || (rsv1 && (isControlFrame || opcode === 0)),
    isControlFrame && (!fin || payload.end - payload.start > 125),
    isFirst && opcode === 0,
  ].filter(Boolean).length
}

function frameReading(bytes: Uint8Array, compressed: boolean): ByteReading {
  const side = ((bytes[1] ?? 0) & 0x80) === 0 ? 'server-frames' : 'client-frames'
  return compressed || ((bytes[0] ?? 0) & 0x40) !== 0 ? `${side}-deflate` : side
}

const sure = (reading: ByteReading, because: GuessReason): Guess => ({ reading, sureness: 'sure', because })
const likely = (reading: ByteReading, because: GuessReason): Guess => ({
  reading,
  sureness: 'likely',
  because,
})
/** Of what is known, and is nothing that is read. */
export const unknown = (looksLike: Likeness): Guess => ({
  reading: 'bytes',
  sureness: 'unknown',
  because: 'nothing-fits',
  looksLike,
})
