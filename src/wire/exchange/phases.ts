/**
 * The phases of a message: what its head leads to, and in each what is made of the bytes behind the last whole unit. Used by the
 * message reader, which reads the whole ones.
 */
import { latin1, type ByteRange, type SourceId } from '../bytes/bytes.ts'
import { lowerBound } from '../bytes/ordered.ts'
import {
  makeField,
  makeFields,
  type Dissected,
  type Field,
  type FieldKind,
  type Unit,
  type UnitKind,
} from '../field/field.ts'
import { unitOfField, withMissing } from '../field/missing-fields.ts'
import { oddity, violation, type Problem } from '../field/problem.ts'
import { LazyUnit, type FieldMaker } from '../field/unit.ts'
import type { BodyFraming } from '../http1/body-framing.ts'
import { dissectChunk } from '../http1/chunked.ts'
import { dissectHead } from '../http1/message-head.ts'
import { plainContent, type Wire } from './content-units.ts'

/** A head, or a line of a chunked body, that is longer than this is not read. Node's own limit is 16 KiB. */
export const MAX_HEAD_BYTES = 64 * 1024

/** What the other side and the end of the exchange say about this one. */
export interface ReadingContext {
  readonly closed: boolean
  /** Who closed the connection under it; absent where nobody saw it close. */
  readonly closedBy?: 'sender' | 'other'
  /** The response was a 101: what follows the request is no HTTP either. */
  readonly upgraded: boolean
}

export type Phase =
  | { readonly kind: 'head' }
  | { readonly kind: 'content'; readonly end: number | 'close' }
  | { readonly kind: 'chunks' }
  /** A hole hides where the next chunk begins, or nobody saw where the body began. */
  | {
      readonly kind: 'lost'
      /** No hole does: a chunk's data does not end here, where its size says. */
      readonly misfit?: number
    }
  /** The message is complete. */
  | { readonly kind: 'over' }
  | { readonly kind: 'tunnel' }
  /** More chunks than are read. */
  | { readonly kind: 'beyond-limit' }
  /** The coding is broken, or a head, or a line, is too long: nobody knows what the rest is. */
  | { readonly kind: 'unreadable'; readonly isTooLong: boolean }

/** The phase that a head leads to which ends at `at`. */
export function phaseOf(framing: BodyFraming, at: number): Phase {
  switch (framing.kind) {
    case 'none':
      return { kind: 'over' }
    case 'length':
      return framing.bytes === 0 ? { kind: 'over' } : { kind: 'content', end: at + framing.bytes }
    case 'chunked':
      return { kind: 'chunks' }
    case 'until-close':
      return { kind: 'content', end: 'close' }
    case 'tunnel':
      return { kind: 'tunnel' }
  }
}

/** Where the rest begins, and whose it is. */
export interface Place {
  readonly source: SourceId
  readonly side: 'request' | 'response'
  readonly at: number
  /** What a content is coded with that is not undone. */
  readonly codings?: string | undefined
}

/** Gives the unit of what is there behind the last whole one. */
export function restOf(phase: Phase, place: Place, wire: Wire, { closed, upgraded }: ReadingContext): Unit {
  switch (phase.kind) {
    case 'head':
      return unfinished(`${place.side}-head`, place, wire, ({ start, end }, { bytes, missing }) => {
        const seen = Math.min(firstMissing(missing, start) ?? end, start + MAX_HEAD_BYTES)
        return dissectHead(bytes.subarray(0, seen), start, place.side, place.source)
      })
    case 'chunks':
      return unfinished('chunk', place, wire, ({ start }, { bytes }) =>
        dissectChunk(bytes, start, place.source),
      )
    case 'content':
      return undissected('content', closed && phase.end === 'close', place, wire, 'http.content')
    case 'beyond-limit':
      return undissected('content', closed, place, wire, 'http.content')
    case 'tunnel':
      return undissected('upgraded', closed, place, wire, 'http.upgraded-bytes')
    case 'over':
      return upgraded
        ? undissected('upgraded', closed, place, wire, 'http.upgraded-bytes')
        : undissected('bytes', true, place, wire, 'http.malformed', [BEYOND_END])
    case 'lost':
      if (phase.misfit !== undefined) return undissected('content', true, place, wire, 'http.malformed')
      return undissected('hole', closed, place, wire, 'trace.unreadable')
    case 'unreadable':
      return undissected('content', true, place, wire, 'http.malformed', phase.isTooLong ? [OVER_LONG] : [])
  }
}

function undissected(
  kind: UnitKind,
  complete: boolean,
  { source, at, codings }: Place,
  { bytes, missing }: Wire,
  field: FieldKind,
  problems: readonly Problem[] = [],
): Unit {
  const end = bytes.length
  const own =
    field === 'http.content'
      ? plainContent(source, at, end, codings)
      : makeField(field, source, at, end, isTls(bytes, at) ? { problems, value: 'tls' } : { problems })
  return unitOfField(kind, own, complete, missing)
}

/** Whether a handshake of TLS begins here, as in a tunnel that a CONNECT made. */
const isTls = (bytes: Uint8Array, at: number): boolean => bytes[at] === 0x16 && bytes[at + 1] === 3

/** The unit whose end has not come, with one field for the bytes after those that could be read, so that none is without. */
function unfinished(
  kind: UnitKind,
  { source, at }: Place,
  wire: Wire,
  dissect: (range: ByteRange, wire: Wire) => Dissected<unknown>,
): Unit {
  const fields: FieldMaker<Wire> = (range, { bytes, missing }) => {
    const dissected = dissect(range, { bytes, missing })
    const partial: readonly Field[] = dissected.status === 'need-more' ? dissected.partial : []
    const covered = partial.at(-1)?.range.end ?? range.start
    const rest = makeFields(source, covered, [['http.unfinished', range.end]])
    return withMissing([...partial, ...rest], missing)
  }
  return new LazyUnit(kind, source, { start: at, end: wire.bytes.length }, false, fields, wire)
}

const BEYOND_END = violation('beyond-message-end', 'RFC 9112', '6.3')

const OVER_LONG = oddity('over-long', 'RFC 9112', '2.3')

/** The first byte from an offset on that never came. */
export function firstMissing(missing: readonly ByteRange[], from: number): number | undefined {
  const range = missing[lowerBound(missing, from + 1, ({ end }) => end)]
  return range === undefined ? undefined : Math.max(range.start, from)
}

/** Whether a head begins at an offset, as far as that can be seen: behind a hole it need not. */
export function beginsHead(bytes: Uint8Array, at: number, side: 'request' | 'response'): boolean {
  const begins = latin1(bytes, at, at + 16)
  return side === 'request' ? /^[A-Z]{3,16} [/h*]/.test(begins) : /^HTTP\/1\.[01] \d{3}/.test(begins)
}

/** The unit of bytes that a hole made unreadable, the hole among them; or of those behind a chunk that does not fit its size. */
export function unreadUnit(
  source: SourceId,
  start: number,
  end: number,
  missing: readonly ByteRange[],
  isMisfit = false,
): Unit {
  const field = makeField(isMisfit ? 'http.malformed' : 'trace.unreadable', source, start, end)
  return unitOfField(isMisfit ? 'content' : 'hole', field, true, missing)
}
