/**
 * Reads what one side wrote in one exchange into units: heads, content, chunks, and what follows an upgrade.
 *
 * Finished units are kept and never read again; only the unfinished one is dissected anew as bytes come. What is
 * decided depends on the bytes and never on how they came, so that a trace read at once gives the same units.
 */
import {
  derivedSourceId,
  type ByteRange,
  type ByteSource,
  type Direction,
  type SourceId,
} from '../bytes/bytes.ts'
import { makeField, type Field, type FieldKind, type Unit, type UnitKind } from '../field/field.ts'
import type { BodyFraming } from '../http1/body-framing.ts'
import { dissectChunk, scanChunk } from '../http1/chunked.ts'
import { createDeChunker, type DeChunker } from '../http1/de-chunker.ts'
import { findSectionEnd } from '../http1/head-scan.ts'
import { dissectHead, headFraming, type Head } from '../http1/message-head.ts'
import type { ContentReader } from '../field/content-reader.ts'
import { dissectLabJson } from '../field/lab-json.ts'
import type { Problem } from '../field/problem.ts'
import { makeLazyUnit, makeUnit, MAX_UNITS, withLastProblem } from '../field/unit.ts'
import { createFrameReader, type FrameReader } from '../websocket/frame-reader.ts'
import {
  requestHandshakeProblems,
  responseHandshakeProblems,
  withHandshakeProblems,
  type WebSocketAgreement,
} from '../websocket/handshake.ts'
import { contentReader, contentUnits, isJson, plainContent } from './content-units.ts'
import { missingIn, withMissing } from '../field/missing-fields.ts'
import { lowerBound } from '../bytes/ordered.ts'
import { holesIn } from '../field/missing-fields.ts'

/** A head, or a line of a chunked body, that is longer than this is not read. Node's own limit is 16 KiB. */
const MAX_HEAD_BYTES = 64 * 1024

/** What the other side and the end of the exchange say about this one. */
export interface ReadingContext {
  readonly closed: boolean
  /** The response was a 101: what follows the request is no HTTP either. */
  readonly upgraded: boolean
}

/** What both heads of a WebSocket say together. */
export interface Upgrade {
  readonly agreement: WebSocketAgreement
  readonly request: Head | undefined
  readonly response: Head
}

export interface MessageReader {
  /** The head that counts: of a response the final one, not a 1xx before it. */
  readonly head: Head | undefined
  /** Sources made from this one's bytes: de-chunked content, or unmasked payloads and messages. */
  readonly derived: readonly ByteSource[]
  /** Reads on as far as whole units go. `requestMethod` is needed for a response, where it is known. */
  advance(bytes: Uint8Array, missing: readonly ByteRange[], requestMethod?: string): void
  /** Reads what follows the head as frames; for both sides once the heads agreed on WebSocket. After `advance`. */
  advanceFrames(bytes: Uint8Array, missing: readonly ByteRange[], upgrade: Upgrade): void
  /** All units, the unfinished one last (but for the de-chunked content, which comes after all of the wire's). */
  units(bytes: Uint8Array, missing: readonly ByteRange[], context: ReadingContext): readonly Unit[]
  /**
   * Gives a reader that knows what was read before an offset and reads on from there: for bytes that are others from it on.
   * Where the head itself is not before it, one that knows nothing.
   */
  forkBefore(offset: number): MessageReader
  /** Forgets what was read; for a source that changed before its end. */
  reset(): void
}

type Phase =
  | { readonly kind: 'head' }
  | { readonly kind: 'content'; readonly end: number | 'close' }
  | { readonly kind: 'chunks' }
  /** The message is complete. */
  | { readonly kind: 'over' }
  | { readonly kind: 'tunnel' }
  /** More chunks than are read. */
  | { readonly kind: 'beyond-limit' }
  /** The coding is broken, or a head is too long: nobody knows what the rest is. */
  | { readonly kind: 'unreadable' }

/** What a reader was told of what it need not read: heads, chunks, and what the contents and frames in them are. */
interface KnownMessage {
  readonly finished: readonly Unit[]
  readonly head: Head
  readonly framedFor: string | undefined
  readonly deChunker: DeChunker
  readonly content: ContentReader | undefined
  readonly frames: { readonly reader: FrameReader; readonly upgrade: Upgrade } | undefined
  /** As of the head's end. */
  readonly phase: Phase
}

export function createMessageReader(source: SourceId, direction: Direction): MessageReader {
  return readerAfter(source, direction)
}

function readerAfter(source: SourceId, direction: Direction, known?: KnownMessage): MessageReader {
  const side = direction === 'client-to-server' ? 'request' : 'response'
  let finished: Unit[] = [...(known?.finished ?? [])]
  let at = finished.at(-1)?.range.end ?? 0
  let phase: Phase = known?.phase ?? { kind: 'head' }
  /** The phase as the head left it, and how many units it and those before it are. */
  let afterHead = known?.phase
  let heads = finished.filter(isHead).length
  let head: Head | undefined = known?.head
  let deChunker: DeChunker = known?.deChunker ?? createDeChunker(source)
  /** Reads a content that has parts of its own; on the wire, or on the de-chunked source. */
  let content: ContentReader | undefined = known?.content
  let framedFor: string | undefined = known?.framedFor
  let frames: { readonly reader: FrameReader; readonly upgrade: Upgrade } | undefined = known?.frames
  /** Where to look on for the end of the head, size line or trailers at hand: before it there is none. */
  let lookedTo = 0
  /** How many bytes there must be before the chunk at hand can be whole; 0 until its size line is there. */
  let wanted = 0
  let inTrailers = false

  function reset(): void {
    finished = []
    at = 0
    phase = { kind: 'head' }
    head = undefined
    deChunker = createDeChunker(source)
    frames = undefined
    content = undefined
    lookedTo = 0
    wanted = 0
    inTrailers = false
    heads = 0
    afterHead = undefined
  }

  function finish(kind: UnitKind, end: number, fields: readonly Field[]): void {
    finished.push(makeUnit(kind, source, at, end, true, fields))
    at = end
    wanted = 0
  }

  function enter(framing: BodyFraming): Phase {
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

  /** Reads one unit that is whole; false where there is none (yet). */
  function readHead(bytes: Uint8Array, missing: readonly ByteRange[], requestMethod?: string): boolean {
    const seen = bytes.subarray(0, firstMissing(missing, at) ?? bytes.length)
    const found = findSectionEnd(seen, Math.max(at, lookedTo))
    lookedTo = found.at
    if ((found.isThere ? found.at : seen.length) - at > MAX_HEAD_BYTES) phase = { kind: 'unreadable' }
    if (!found.isThere || phase.kind === 'unreadable') return false
    const dissected = dissectHead(seen, at, side, source)
    if (dissected.status === 'need-more') return false
    const read = dissected.value
    const problems = side === 'request' ? requestHandshakeProblems(read) : []
    finish(
      side === 'request' ? 'request-head' : 'response-head',
      dissected.end,
      withHandshakeProblems(read.fields, problems),
    )
    const { startLine } = read
    const interim = startLine.kind === 'response' && startLine.status < 200 && startLine.status !== 101
    // RFC 9110 15.2: a 1xx announces another head.
    heads = finished.length
    if (interim) return true
    head = read
    framedFor = requestMethod
    phase = enter(headFraming(read, requestMethod).framing)
    afterHead = phase
    if (phase.kind === 'content') content = contentReader(read, source, at)
    if (phase.kind === 'chunks') content = contentReader(read, derivedSourceId(source, 'de-chunked'), 0)
    return true
  }

  function chunkFields({ start }: ByteRange, { bytes, missing }: WireDetail): readonly Field[] {
    const dissected = dissectChunk(bytes, start, source)
    const fields = dissected.status === 'done' ? dissected.value.fields : dissected.partial
    return withMissing(fields, missing)
  }

  /** Of what is there of a head or a chunk. */
  const unfinishedFields =
    (part: 'head' | 'chunk') =>
    ({ start, end }: ByteRange, { bytes, missing }: WireDetail): readonly Field[] => {
      const seen = Math.min(firstMissing(missing, start) ?? end, start + MAX_HEAD_BYTES)
      const dissected =
        part === 'head'
          ? dissectHead(bytes.subarray(0, seen), start, side, source)
          : dissectChunk(bytes, start, source)
      const partial = dissected.status === 'need-more' ? dissected.partial : []
      return withMissing(fillUp(partial, source, start, end), missing)
    }

  /** Whether the chunk at hand may be whole, or broken. */
  function mayEnd(bytes: Uint8Array): boolean {
    if (wanted > 0) return bytes.length >= wanted
    const from = Math.max(at, lookedTo)
    const lineFeed = inTrailers ? -1 : bytes.indexOf(0x0a, from)
    const found = inTrailers
      ? findSectionEnd(bytes, from)
      : { isThere: lineFeed >= 0, at: lineFeed < 0 ? bytes.length : lineFeed }
    lookedTo = found.at
    if (!found.isThere && bytes.length - at > MAX_HEAD_BYTES) phase = { kind: 'unreadable' }
    return found.isThere
  }

  function readChunk(bytes: Uint8Array, missing: readonly ByteRange[]): boolean {
    if (finished.length - heads >= MAX_UNITS) {
      phase = { kind: 'beyond-limit' }
      return false
    }
    const plain = missing.length === 0 && bytes.length >= wanted ? scanChunk(bytes, at) : undefined
    if (plain !== undefined) {
      const end = plain.end + 2
      deChunker.add(bytes, plain)
      finished.push(makeLazyUnit('chunk', source, at, end, true, chunkFields, { bytes, missing }))
      at = end
      wanted = 0
      return true
    }
    if (!mayEnd(bytes)) return false
    const dissected = dissectChunk(bytes, at, source)
    if (dissected.status === 'need-more') {
      inTrailers = dissected.partial[0]?.kind === 'http.last-chunk'
      if (!inTrailers) wanted = bytes.length + dissected.atLeast
      else if (bytes.length - at > MAX_HEAD_BYTES) phase = { kind: 'unreadable' }
      return false
    }
    const { value, end } = dissected
    const data = value.kind === 'chunk' ? value.data : { start: end, end }
    const lineBytes = end - at - (data.end - data.start)
    // Missing bytes may stand in a chunk's data, and nowhere else can anything be read across them.
    const lost = [
      { start: at, end: data.start },
      { start: data.end, end },
    ].some((range) => holesIn(missing, range).length > 0)
    if (lost) {
      // Only the missing bytes would change that, and where they come all is read anew.
      wanted = Infinity
      return false
    }
    if (lineBytes > MAX_HEAD_BYTES) {
      phase = { kind: 'unreadable' }
      return false
    }
    if (value.kind === 'chunk') deChunker.add(bytes, value.data)
    finish(value.kind === 'last-chunk' ? 'last-chunk' : 'chunk', end, withMissing(value.fields, missing))
    if (value.kind === 'last-chunk') phase = { kind: 'over' }
    if (value.kind === 'broken') phase = { kind: 'unreadable' }
    return true
  }

  function readContent(bytes: Uint8Array, missing: readonly ByteRange[], end: number): boolean {
    if (bytes.length < end) return false
    if (content !== undefined) {
      for (const unit of contentUnits(content, source, at, bytes.subarray(0, end), missing, true))
        finished.push(unit)
      at = end
      phase = { kind: 'over' }
      return true
    }
    const whole = holesIn(missing, { start: at, end }).length === 0
    if (whole && head !== undefined && isJson(head)) {
      finished.push(makeLazyUnit('content', source, at, end, true, jsonFields, bytes))
      at = end
    } else finish('content', end, withMissing([plainContent(source, at, end)], missing))
    phase = { kind: 'over' }
    return true
  }

  const jsonFields = ({ start, end }: ByteRange, bytes: Uint8Array): readonly Field[] =>
    dissectLabJson(bytes, start, end, source)

  function step(bytes: Uint8Array, missing: readonly ByteRange[], requestMethod?: string): boolean {
    if (phase.kind === 'head') return readHead(bytes, missing, requestMethod)
    if (phase.kind === 'chunks') return readChunk(bytes, missing)
    if (phase.kind === 'content' && phase.end !== 'close') return readContent(bytes, missing, phase.end)
    return false
  }

  function advance(bytes: Uint8Array, missing: readonly ByteRange[], requestMethod?: string): void {
    // An answer can come before its request is whole (408); once the method is known the framing is decided with it.
    if (head !== undefined && framedFor !== requestMethod) reset()
    while (at < bytes.length && step(bytes, missing, requestMethod));
  }

  /** Puts what the answer gets wrong onto the last head, which is the answer's. */
  function markResponseHead(upgrade: Upgrade): void {
    const last = finished.at(-1)
    if (side === 'request' || last?.kind !== 'response-head') return
    const problems = responseHandshakeProblems(upgrade.request, upgrade.response)
    if (problems.length === 0) return
    finished[finished.length - 1] = { ...last, fields: withHandshakeProblems(last.fields, problems) }
  }

  /** The fields of what is there of the unfinished unit, and which kind of unit that is. */
  function unfinished(
    bytes: Uint8Array,
    missing: readonly ByteRange[],
    context: ReadingContext,
  ): Unit | undefined {
    if (at >= bytes.length) return undefined
    const rest = (kind: FieldKind, problems: readonly Problem[] = []): readonly Field[] =>
      withMissing([makeField(kind, source, at, bytes.length, { problems })], missing)
    const unit = (kind: UnitKind, complete: boolean, fields: readonly Field[]): Unit =>
      makeUnit(kind, source, at, bytes.length, complete, fields)

    switch (phase.kind) {
      case 'head': {
        const kind = side === 'request' ? 'request-head' : 'response-head'
        return makeLazyUnit(kind, source, at, bytes.length, false, unfinishedFields('head'), {
          bytes,
          missing,
        })
      }
      case 'chunks':
        return makeLazyUnit('chunk', source, at, bytes.length, false, unfinishedFields('chunk'), {
          bytes,
          missing,
        })
      case 'content':
        return unit(
          'content',
          phase.end === 'close' && context.closed,
          withMissing([plainContent(source, at, bytes.length)], missing),
        )
      case 'beyond-limit':
        return unit('content', context.closed, rest('http.content'))
      case 'tunnel':
        return unit('upgraded', context.closed, rest('http.upgraded-bytes'))
      case 'over':
        if (context.upgraded) return unit('upgraded', context.closed, rest('http.upgraded-bytes'))
        return unit('content', true, rest('http.malformed', [BEYOND_END]))
      case 'unreadable':
        return unit('content', true, rest('http.malformed'))
    }
  }

  function derivedUnits(missing: readonly ByteRange[], closed: boolean): readonly Unit[] {
    const derived = deChunker.source
    if (derived?.kind !== 'derived' || head === undefined) return []
    const end = derived.bytes.length
    const complete = phase.kind === 'over'
    const lost = missingIn(derived.pieces, missing)
    if (content !== undefined)
      return contentUnits(content, derived.id, 0, derived.bytes, lost, complete || closed)
    if (complete && missing.length === 0 && isJson(head)) {
      const fieldsOf = (): readonly Field[] => dissectLabJson(derived.bytes, 0, end, derived.id)
      return [makeLazyUnit('content', derived.id, 0, end, complete, fieldsOf, undefined)]
    }
    const fields = withMissing([plainContent(derived.id, 0, end)], lost)
    return [makeUnit('content', derived.id, 0, end, complete, fields)]
  }

  /** The units of a content on the wire that has parts of its own and is not all there, or ends with the connection. */
  function streamedUnits(
    bytes: Uint8Array,
    missing: readonly ByteRange[],
    closed: boolean,
  ): readonly Unit[] | undefined {
    if (content === undefined || phase.kind !== 'content' || at >= bytes.length) return undefined
    const units = contentUnits(content, source, at, bytes, missing, closed)
    const last = units.at(-1)
    if (phase.end === 'close' || !closed || last === undefined) return units
    return [...units.slice(0, -1), withLastProblem(last, TRUNCATED)]
  }

  return {
    get head() {
      return head
    },
    get derived() {
      const deChunked = deChunker.source
      return [...(deChunked === undefined ? [] : [deChunked]), ...(frames?.reader.derived ?? [])]
    },
    reset,
    forkBefore(offset) {
      const end = finished[heads - 1]?.range.end ?? 0
      if (head === undefined || afterHead === undefined || end > offset) return readerAfter(source, direction)
      const isChunked = afterHead.kind === 'chunks'
      const whole = isChunked ? lowerBound(finished, offset + 1, ({ range }) => range.end) : heads
      const own = finished.slice(0, whole)
      // The last chunk, and one that nobody can read past, are read again.
      const last = finished.at(-1)
      const isEnd = phase.kind === 'over' || phase.kind === 'unreadable'
      if (isChunked && isEnd && own.length > heads && own.at(-1) === last) own.pop()
      const data = deChunker.forkBefore(own.at(-1)?.range.end ?? 0)
      return readerAfter(source, direction, {
        finished: own,
        head,
        framedFor,
        phase: afterHead,
        deChunker: data,
        content: content?.forkBefore(isChunked ? data.length : offset),
        frames: frames && { reader: frames.reader.forkBefore(offset), upgrade: frames.upgrade },
      })
    },
    advanceFrames(bytes, missing, upgrade) {
      const { request, response } = frames?.upgrade ?? upgrade
      // A head that came again, or came late, may have agreed on something else.
      if (request !== upgrade.request || response !== upgrade.response) {
        reset()
        advance(bytes, missing, framedFor)
      }
      if (head === undefined || (phase.kind !== 'over' && phase.kind !== 'tunnel')) return
      if (frames === undefined) {
        frames = {
          reader: createFrameReader(source, at, direction, upgrade.agreement.deflate?.[direction] ?? false),
          upgrade,
        }
        markResponseHead(upgrade)
      }
      frames.reader.advance(bytes, missing)
    },
    advance,
    units(bytes, missing, context) {
      if (frames !== undefined) {
        const read = frames.reader.units(bytes, missing, context.closed)
        const all = context.closed
          ? read.map((unit) => (unit.complete ? unit : withLastProblem(unit, TRUNCATED_FRAME)))
          : read
        return [...finished, ...all, ...frames.reader.derivedUnits]
      }
      const units = [...finished]
      const streamed = streamedUnits(bytes, missing, context.closed)
      const last = streamed === undefined ? unfinished(bytes, missing, context) : undefined
      if (last !== undefined)
        units.push(context.closed && !last.complete ? withLastProblem(last, TRUNCATED) : last)
      return [...units, ...(streamed ?? []), ...derivedUnits(missing, context.closed)]
    },
  }
}

function isHead({ kind }: Unit): boolean {
  return kind === 'request-head' || kind === 'response-head'
}

/** The bytes that a unit was read from, as they were: what is handed out never changes. */
interface WireDetail {
  readonly bytes: Uint8Array
  readonly missing: readonly ByteRange[]
}

const BEYOND_END: Problem = {
  code: 'beyond-message-end',
  severity: 'violation',
  citation: { standard: 'RFC 9112', section: '6.3' },
}

const TRUNCATED: Problem = {
  code: 'truncated',
  severity: 'violation',
  citation: { standard: 'RFC 9112', section: '8' },
}

/** RFC 6455 7.1.5: without a Close frame the close code counts as 1006, which nobody sends. */
const TRUNCATED_FRAME: Problem = {
  code: 'truncated-frame',
  severity: 'oddity',
  citation: { standard: 'RFC 6455', section: '7.1.5' },
}

/** Adds one field for the bytes after those that could be read, so that none is without. */
function fillUp(fields: readonly Field[], source: SourceId, start: number, end: number): readonly Field[] {
  const covered = fields.at(-1)?.range.end ?? start
  return covered < end ? [...fields, makeField('http.unfinished', source, covered, end)] : fields
}

function firstMissing(missing: readonly ByteRange[], from: number): number | undefined {
  const range = missing[lowerBound(missing, from + 1, ({ end }) => end)]
  return range === undefined ? undefined : Math.max(range.start, from)
}
