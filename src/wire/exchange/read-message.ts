/** What a message reader has read of a message, and what its first byte may be of. */
import { derivedSourceId, type SourceId } from '../bytes/bytes.ts'
import { lowerBound } from '../bytes/ordered.ts'
import type { Unit } from '../field/field.ts'
import { makeUnit } from '../field/unit.ts'
import { dissectHead, headFraming, type Head } from '../http1/message-head.ts'
import type { FrameReader } from '../websocket/frame-reader.ts'
import {
  requestHandshakeProblems,
  responseHandshakeProblems,
  withHandshakeProblems,
  type WebSocketAgreement,
} from '../websocket/handshake.ts'
import { ChunkReader } from './chunk-reader.ts'
import { contentCoding, ContentDecoder } from './content-decoder.ts'
import { contentReader } from './content-units.ts'
import type { HoledContent } from './holed-content.ts'
import { phaseOf, type Phase } from './phases.ts'

/** What both heads of a WebSocket say together. */
export interface Upgrade {
  readonly agreement: WebSocketAgreement
  readonly request: Head | undefined
  readonly response: Head
}

/** What was read: whole units, and what they mean for the rest. */
export interface ReadMessage {
  readonly units: Unit[]
  /** How many of them are heads. */
  heads: number
  /** The head that counts. */
  head: Head | undefined
  /** The method that decided with it how the message is framed. */
  framedFor: string | undefined
  /** As the head left it. */
  afterHead: Phase | undefined
  contentStart: number
  readonly chunks: ChunkReader
  /** Its place was lost, and found again. */
  wasLost: boolean
  /** Reads a content that has parts of its own; on the wire, on the de-chunked source, or on the decoded one. */
  content: HoledContent | undefined
  /** Undoes the content's coding. */
  decoder: ContentDecoder | undefined
  /** Without an upgrade: of a stream whose handshake nobody saw. */
  frames: { readonly reader: FrameReader; readonly upgrade: Upgrade | undefined } | undefined
}

/**
 * What the first byte is of: a head, or something whose beginning nobody saw. `pasted`: a head, of a text whose line ends were
 * lost, so that nothing is blamed that comes of it.
 */
export type Beginning = 'head' | 'pasted' | 'frames' | 'stream' | 'bytes'

/** Nothing, of a message whose bytes are in this source. */
export function nothingRead(source: SourceId): ReadMessage {
  return {
    units: [],
    heads: 0,
    head: undefined,
    framedFor: undefined,
    afterHead: undefined,
    contentStart: 0,
    chunks: new ChunkReader(source),
    wasLost: false,
    content: undefined,
    decoder: undefined,
    frames: undefined,
  }
}

/** The head that begins at an offset, where it is whole; a request's with what is wrong with it as a handshake. */
export function readHead(
  bytes: Uint8Array,
  at: number,
  side: 'request' | 'response',
  source: SourceId,
): { readonly unit: Unit; readonly head: Head } | undefined {
  const dissected = dissectHead(bytes, at, side, source)
  if (dissected.status === 'need-more') return undefined
  const { value: head, end } = dissected
  const fields = withHandshakeProblems(head.fields, side === 'request' ? requestHandshakeProblems(head) : [])
  return { head, unit: makeUnit(`${side}-head`, source, at, end, true, fields) }
}

/** Makes the decoder of a content, chunked or not, on the wire's source; `undefined` where nothing is to be undone. */
function decoderOf(
  head: Head | undefined,
  kind: Phase['kind'],
  source: SourceId,
): ContentDecoder | undefined {
  const coding = head === undefined ? undefined : contentCoding(head)
  if (coding === undefined || (kind !== 'chunks' && kind !== 'content')) return undefined
  return new ContentDecoder(coding, kind === 'chunks' ? derivedSourceId(source, 'de-chunked') : source)
}

/** Makes ready for what follows the head that counts, which ends at `at`; gives how the reading goes on. */
export function enterBody(
  read: ReadMessage,
  source: SourceId,
  head: Head,
  method: string | undefined,
  at: number,
): Phase {
  const phase = phaseOf(headFraming(head, method).framing, at)
  read.head = head
  read.framedFor = method
  read.afterHead = phase
  read.contentStart = at
  const isChunked = phase.kind === 'chunks'
  if (!isChunked && phase.kind !== 'content') return phase
  const own = isChunked ? derivedSourceId(source, 'de-chunked') : source
  read.decoder = decoderOf(head, phase.kind, source)
  read.content =
    read.decoder === undefined
      ? contentReader(head, own, isChunked ? 0 : at)
      : contentReader(head, derivedSourceId(own, 'decoded'), 0, true)
  return phase
}

/**
 * What was read before an offset, for bytes that are others from it on; `undefined` where the head itself is not before it, and
 * where the place was lost. `isEnd`: the last chunk was read, or one that nobody can read past.
 */
export function readBefore(
  read: ReadMessage,
  source: SourceId,
  offset: number,
  isEnd: boolean,
): ReadMessage | undefined {
  const { units, heads, afterHead, chunks, content, frames } = read
  const isHoled = read.wasLost || units.some(({ kind }) => kind === 'hole')
  if (afterHead === undefined || isHoled || (units[heads - 1]?.range.end ?? 0) > offset) return undefined
  const decoder = decoderOf(read.head, afterHead.kind, source)
  const isChunked = afterHead.kind === 'chunks'
  const own = units.slice(0, isChunked ? lowerBound(units, offset + 1, ({ range }) => range.end) : heads)
  // Such a chunk is read again.
  if (isChunked && isEnd && own.length > heads && own.at(-1) === units.at(-1)) own.pop()
  const data = chunks.content.forkBefore(own.at(-1)?.range.end ?? 0)
  return {
    ...read,
    decoder,
    units: own,
    chunks: new ChunkReader(source, data),
    content: content?.forkBefore(decoder !== undefined ? 0 : isChunked ? data.length : offset),
    frames: frames && { reader: frames.reader.forkBefore(offset), upgrade: frames.upgrade },
  }
}

/** Puts what the answer gets wrong onto the last head, which is the answer's. */
export function markResponseHead(units: Unit[], { request, response }: Upgrade): void {
  const last = units.at(-1)
  if (last?.kind !== 'response-head') return
  const problems = responseHandshakeProblems(request, response)
  if (problems.length === 0) return
  units[units.length - 1] = { ...last, fields: withHandshakeProblems(last.fields, problems) }
}

/** How the reading of a beginning that is no head begins. A server's stream may be chunked; only its first line tells. */
export const FIRST_PHASES: Readonly<Record<Beginning, Phase>> = {
  head: { kind: 'head' },
  pasted: { kind: 'head' },
  frames: { kind: 'tunnel' },
  stream: { kind: 'lost' },
  bytes: { kind: 'content', end: 'close' },
}
