/** What a message reader has read of a message, and what its first byte may be of. */
import type { SourceId } from '../bytes/bytes.ts'
import type { Unit } from '../field/field.ts'
import type { Head } from '../http1/message-head.ts'
import type { FrameReader } from '../websocket/frame-reader.ts'
import {
  responseHandshakeProblems,
  withHandshakeProblems,
  type WebSocketAgreement,
} from '../websocket/handshake.ts'
import { ChunkReader } from './chunk-reader.ts'
import type { ContentDecoder } from './content-decoder.ts'
import type { HoledContent } from './holed-content.ts'
import type { Phase } from './phases.ts'

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
