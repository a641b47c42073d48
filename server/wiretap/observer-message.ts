/**
 * Records of the log as the text an observer gets. Made when it is sent and not kept: a record is read from the log's
 * columns anew each time, so that the log costs its bytes only.
 */
import type { PastRecord, TapRecord } from './tap-record.ts'

/** The message that tells a record, as one JSON text. */
export function serialise(record: TapRecord | PastRecord): string {
  if (record.kind === 'slice') return sliceText(record)
  if (record.kind === 'reported') {
    const { kind, at, marks } = record
    return JSON.stringify({ kind, at, marks })
  }
  return record.kind === 'event' ? `{"kind":"event","event":${record.json}}` : JSON.stringify(record)
}

/** Written by hand: ids and numbers need no escaping, and base64 is not scanned for quotes. */
function sliceText(record: Extract<TapRecord, { kind: 'slice' }>): string {
  const { exchange, direction, offset, left, arrived, bytes } = record
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  return `{"kind":"slice","exchange":"${exchange}","direction":"${direction}","offset":${offset},"left":${left},"arrived":${arrived},"bytes":"${base64}"}`
}
