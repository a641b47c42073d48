/**
 * The JSON that the labs exchange, found in a content's bytes: the envelope `{"events":[…],"last":N}` of a poll's
 * answer, or one event. Any other content stays in one piece.
 *
 * A content that is not whole and well-formed JSON is shown undivided, never half-understood.
 */
import { utf8, type SourceId } from '../bytes/bytes.ts'
import type { Citation } from './citation.ts'
import { makeField, makeFields, type Field, type FieldCell } from './field.ts'
import { scanText, type Member, type Scanned } from '../bytes/json-scan.ts'

const ARRAY: Citation = { standard: 'RFC 8259', section: '5' }
const OBJECT: Citation = { standard: 'RFC 8259', section: '4' }
const ENVELOPE = { citation: OBJECT }
const JSON_TEXT: Citation = { standard: 'RFC 8259', section: '2' }

/**
 * Dissects [start, end) as the labs' JSON. The fields cover the range exactly; a content that is no JSON at all becomes
 * one `http.content`, any other JSON one `json.text`, an empty range nothing.
 */
export function dissectLabJson(
  bytes: Uint8Array,
  start: number,
  end: number,
  source: SourceId,
): readonly Field[] {
  if (start === end) return []
  const text = scanText(bytes, start, end)
  if (text === undefined) {
    return [
      makeField('http.content', source, start, end, { citation: { standard: 'RFC 9110', section: '6.4' } }),
    ]
  }
  const envelope = readEnvelope(text, bytes)
  if (envelope !== undefined) return envelopeFields(envelope, start, end, source)
  const id = eventId(text, bytes)
  if (id === undefined) return [makeField('json.text', source, start, end, { citation: JSON_TEXT })]
  return makeFields(source, start, [
    ['json.envelope', text.start, ENVELOPE],
    ['json.event', text.end, { value: id, citation: OBJECT }],
    ['json.envelope', end, ENVELOPE],
  ])
}

interface Envelope {
  readonly events: readonly { readonly value: Scanned; readonly id: number }[]
  readonly lastMember: Member
  readonly last: number
}

/** The envelope's own members in their order, and nothing else; all items are events. */
function readEnvelope(text: Scanned, bytes: Uint8Array): Envelope | undefined {
  if (text.kind !== 'object') return undefined
  const [first, second, ...others] = text.members
  if (first === undefined || second === undefined || others.length > 0) return undefined
  if (first.key !== 'events' || second.key !== 'last' || first.value.kind !== 'array') return undefined
  const last = integer(second.value, bytes)
  if (last === undefined) return undefined
  const events: { value: Scanned; id: number }[] = []
  for (const value of first.value.items) {
    const id = eventId(value, bytes)
    if (id === undefined) return undefined
    events.push({ value, id })
  }
  return { events, lastMember: second, last }
}

/** The id of an object that has an event's four members (others may stand beside them). */
function eventId(value: Scanned, bytes: Uint8Array): number | undefined {
  if (value.kind !== 'object') return undefined
  const members = value.members
  const member = (key: string): Member | undefined => members.find((each) => each.key === key)
  const id = member('id')
  if (id === undefined || !member('type') || !member('at') || !member('data')) return undefined
  return integer(id.value, bytes)
}

function integer(value: Scanned, bytes: Uint8Array): number | undefined {
  if (value.kind !== 'number') return undefined
  const number = Number(utf8(bytes, value.start, value.end))
  return Number.isSafeInteger(number) ? number : undefined
}

/** What lies between events and the last id are the envelope's own bytes: brackets, braces, names, whitespace. */
function envelopeFields(envelope: Envelope, start: number, end: number, source: SourceId): readonly Field[] {
  const { events, lastMember, last } = envelope
  const cells = events.flatMap(({ value, id }, index): readonly FieldCell[] => [
    index === 0
      ? ['json.envelope', value.start, ENVELOPE]
      : ['json.separator', value.start, { citation: ARRAY }],
    ['json.event', value.end, { value: id, citation: OBJECT }],
  ])
  return makeFields(source, start, [
    ...cells,
    ['json.envelope', lastMember.start, ENVELOPE],
    ['json.last', lastMember.value.end, { value: last, citation: OBJECT }],
    ['json.envelope', end, ENVELOPE],
  ])
}
