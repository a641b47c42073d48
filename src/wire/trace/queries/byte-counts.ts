/** Three kinds of bytes, so that transports can be compared: what a message costs beside what it says. `byte-kinds.ts` counts them. */
import type { Direction } from '../../bytes/bytes.ts'
import { eachWay } from '../../bytes/each-way.ts'

/**
 * `head`: HTTP heads, those of a handshake too. `payload`: the messages themselves, as the page gets them (an event's JSON, a
 * published body, what a WebSocket frame carries unmasked). `framing`: all that lies between them (chunk sizes, event-stream
 * field names, script tags, frame heads and masking keys, control frames, the list around a poll's events).
 */
export const BYTE_KINDS = ['head', 'framing', 'payload'] as const
export type ByteKind = (typeof BYTE_KINDS)[number]

export type ByteCounts = Readonly<Record<ByteKind, number>>

export const NO_BYTES: ByteCounts = { head: 0, framing: 0, payload: 0 }

/** Gives the sums, kind by kind. */
export function addBytes(a: ByteCounts, b: ByteCounts): ByteCounts {
  return { head: a.head + b.head, framing: a.framing + b.framing, payload: a.payload + b.payload }
}

/** Gives how many bytes that is in all. */
export function totalBytes({ head, framing, payload }: ByteCounts): number {
  return head + framing + payload
}

/** What crossed, each way. */
export type BytesEachWay = Readonly<Record<Direction, ByteCounts>>

export const NO_BYTES_EITHER_WAY: BytesEachWay = eachWay(() => NO_BYTES)

/** Gives the sums, each way and kind by kind. */
export function addBytesEachWay(a: BytesEachWay, b: BytesEachWay): BytesEachWay {
  return eachWay((direction) => addBytes(a[direction], b[direction]))
}
