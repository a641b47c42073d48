/**
 * Records of the log as the text an observer gets. Where several observers read one lab, a record's text is made
 * once and kept as long as the record; a single observer keeps none, so that the log costs its bytes only.
 */
import type { PastRecord, TapRecord } from './recorder.ts'

const texts = new WeakMap<TapRecord | PastRecord, string>()

/** The message that tells a record, as one JSON text. `isShared`: other observers will ask for it too. */
export function serialise(record: TapRecord | PastRecord, isShared: boolean): string {
  if (!isShared) return makeText(record)
  const known = texts.get(record)
  if (known !== undefined) return known
  const text = makeText(record)
  texts.set(record, text)
  return text
}

function makeText(record: TapRecord | PastRecord): string {
  if (record.kind === 'slice') return sliceText(record)
  return record.kind === 'event' ? `{"kind":"event","event":${record.json}}` : JSON.stringify(record)
}

/** Written by hand: ids and numbers need no escaping, and base64 is not scanned for quotes. */
function sliceText(record: Extract<TapRecord, { kind: 'slice' }>): string {
  const { exchange, direction, offset, left, arrived, bytes } = record
  const base64 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  return `{"kind":"slice","exchange":"${exchange}","direction":"${direction}","offset":${offset},"left":${left},"arrived":${arrived},"bytes":"${base64}"}`
}
