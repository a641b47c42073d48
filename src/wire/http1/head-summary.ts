/**
 * What attribution has to know of a whole head, read strictly and with as little work as possible: the start line
 * and the few headers that say where the message ends.
 *
 * Stricter than a recipient may be, on purpose: where two readings are thinkable (a list of lengths, a method that Node
 * does not know) the summary is `ambiguous`, so that nobody's bytes are given to somebody else. Header lines as such are
 * `section-end.ts`'s to judge. The dissector (`message-head.ts`) reads the same heads leniently and explains them.
 */
import { latin1 } from '../bytes/bytes.ts'
import { utf8 } from '../bytes/bytes.ts'
import { bodyFraming, type BodyFraming } from './body-framing.ts'
import { isPlainHost } from './host.ts'
import { isBlank, trimBlanks } from './octets.ts'

export type HeadSummary =
  | {
      readonly kind: 'request'
      readonly method: string
      readonly target: string
      readonly framing: BodyFraming
      /** It asks for another protocol: what follows is a tunnel if the answer is a 101. */
      readonly asksUpgrade: boolean
      /** No request may follow on this connection. */
      readonly closes: boolean
    }
  | {
      readonly kind: 'response'
      readonly status: number
      readonly framing: BodyFraming
      /** No later request is answered on this connection. */
      readonly closes: boolean
    }
  | { readonly kind: 'ambiguous' }

const AMBIGUOUS: HeadSummary = { kind: 'ambiguous' }
const NO_BODY: BodyFraming = { kind: 'none' }

const CR = 0x0d
const SPACE = 0x20
const COLON = 0x3a
const ZERO = 0x30
const NINE = 0x39

/** The methods are those of RFC 9110 and PATCH, without CONNECT: what follows that is nobody's to tell. A target has no fragment. */
const REQUEST_LINE =
  /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|TRACE) ((?:[Hh][Tt][Tt][Pp][Ss]?:\/\/[\w.:[\]-]+)?\/[!"$-~]*|\*) (HTTP\/1\.[01])$/
const STATUS_LINE_START = /^(HTTP\/1\.[01]) ([1-9][0-9]{2}) $/
const STATUS_LINE_START_BYTES = 'HTTP/1.1 200 '.length

/** Content lengths of more digits than this are left alone. */
const MAX_LENGTH_DIGITS = 15

type Name = 'host' | 'upgrade' | 'connection' | 'content-length' | 'proxy-connection' | 'transfer-encoding'

/** The headers that matter here, by the length of their names, which no two share. */
const NAMES: readonly (Name | undefined)[] = namesByLength([
  'host',
  'upgrade',
  'connection',
  'content-length',
  // Node's parser takes its options for those of `Connection`.
  'proxy-connection',
  'transfer-encoding',
])

/** A header line that matters: where its value is, whitespace around it included. */
interface Line {
  readonly name: Name
  readonly start: number
  readonly end: number
}

/**
 * Reads the request head that fills [start, end), every line of which ends with CR LF, the empty line included.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3
 */
export function requestSummary(bytes: Uint8Array, start: number, end: number): HeadSummary {
  const lineEnd = endOfLine(bytes, start)
  const [, method, target, version] = REQUEST_LINE.exec(latin1(bytes, start, lineEnd)) ?? []
  if (method === undefined || target === undefined || version === undefined) return AMBIGUOUS
  const lines = linesThatMatter(bytes, lineEnd + 2, end - 2)
  if (lines === undefined) return AMBIGUOUS
  const framing = requestFraming(bytes, lines, version)
  if (framing === undefined) return AMBIGUOUS
  return {
    kind: 'request',
    method,
    target,
    framing,
    asksUpgrade: method === 'CONNECT' || lines.some(({ name }) => name === 'upgrade'),
    closes:
      (version === 'HTTP/1.0'
        ? !connectionSays(bytes, lines, 'keep-alive')
        : connectionSays(bytes, lines, 'close')) || isDoubtful(bytes, lines, version),
  }
}

/** Whether a server may close after this request, though it does not ask for that in so many words. */
function isDoubtful(bytes: Uint8Array, lines: readonly Line[], version: string): boolean {
  let hosts = 0
  let options = 0
  for (const line of lines) {
    if (line.name === 'host') {
      hosts++
      if (!isPlainHost(trimBlanks(utf8(bytes, line.start, line.end)))) return true
    } else if (isConnection(line)) {
      options++
      if (version === 'HTTP/1.0' && valueOf(bytes, line).toLowerCase() !== 'keep-alive') return true
    }
  }
  return version === 'HTTP/1.0' ? hosts > 1 || options > 1 : hosts !== 1
}

/** How a request's body ends; `undefined` where it is not said in the one form that nobody reads otherwise. */
function requestFraming(bytes: Uint8Array, lines: readonly Line[], version: string): BodyFraming | undefined {
  let framing: Line | undefined
  for (const line of lines) {
    if (line.name !== 'content-length' && line.name !== 'transfer-encoding') continue
    // Node accepts fewer forms than RFC 9112 lets a recipient read; two lines are left alone even where they agree.
    if (framing !== undefined) return undefined
    framing = line
  }
  if (framing === undefined) return NO_BODY
  if (framing.name === 'content-length') {
    const length = plainLength(bytes, framing)
    return length === undefined ? undefined : { kind: 'length', bytes: length }
  }
  // Node refuses a tab after the coding.
  if (isBlank(bytes[framing.end - 1] ?? 0)) return undefined
  if (valueOf(bytes, framing).toLowerCase() !== 'chunked') return undefined
  const decision = bodyFraming({
    version,
    header: (name) => (name === 'transfer-encoding' ? ['chunked'] : []),
  })
  return decision.problems.length === 0 ? decision.framing : undefined
}

/**
 * Reads the response head that fills [start, end), as `requestSummary` does; `requestMethod` is that of the request it answers.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-4
 */
export function responseSummary(
  bytes: Uint8Array,
  start: number,
  end: number,
  requestMethod: string,
): HeadSummary {
  const lineEnd = endOfLine(bytes, start)
  const line = latin1(bytes, start, Math.min(lineEnd, start + STATUS_LINE_START_BYTES))
  const [, version, digits] = STATUS_LINE_START.exec(line) ?? []
  if (version === undefined || digits === undefined) return AMBIGUOUS
  const lines = linesThatMatter(bytes, lineEnd + 2, end - 2)
  if (lines === undefined) return AMBIGUOUS
  const status = Number(digits)
  const closes = version === 'HTTP/1.0' || connectionSays(bytes, lines, 'close')
  const [only] = lines
  if (
    status === 200 &&
    requestMethod === 'GET' &&
    version === 'HTTP/1.1' &&
    only?.name === 'content-length'
  ) {
    // The common case without a string: one plain length and nothing else that matters but Connection.
    const length = lines.every(({ name }, i) => i === 0 || name === 'connection')
      ? plainLength(bytes, only)
      : undefined
    if (length !== undefined)
      return { kind: 'response', status, framing: { kind: 'length', bytes: length }, closes }
  }
  const header = (name: string) =>
    lines.filter((each) => each.name === name).map((each) => valueOf(bytes, each))
  const decision = bodyFraming({ version, status, requestMethod, header })
  // A length on a 204 is forbidden but leaves no doubt; all else that is wrong does.
  for (const { code } of decision.problems) if (code !== 'forbidden-framing') return AMBIGUOUS
  return { kind: 'response', status, framing: decision.framing, closes }
}

/**
 * Whether trailers that fill [start, end) have a line that frames a message or says what becomes of its connection. None has a
 * place there (RFC 9110 6.5.1), and Node's parser takes it all the same: it refuses a length, and heeds a `Connection`.
 */
export function hasFramingLine(bytes: Uint8Array, start: number, end: number): boolean {
  return linesThatMatter(bytes, start, end - 2)?.every(({ name }) => name === 'host') !== true
}

/** The lines in [start, end) that matter; `undefined` where any line can be read in two ways. */
function linesThatMatter(bytes: Uint8Array, start: number, end: number): readonly Line[] | undefined {
  const lines: Line[] = []
  let matters = true
  for (let at = start; at < end;) {
    const lineEnd = endOfLine(bytes, at)
    const first = bytes[at]
    if (isBlank(first ?? 0)) {
      // RFC 9112 5.2: a folded line goes on with the one before. The first line has none.
      if (matters) return undefined
    } else {
      let colon = at
      while (colon < lineEnd && bytes[colon] !== COLON) colon++
      if (colon === lineEnd || colon === at || isBlank(bytes[colon - 1] ?? 0)) return undefined
      const name = NAMES[colon - at]
      matters = name !== undefined && isText(bytes, at, name)
      if (matters && name !== undefined) lines.push({ name, start: colon + 1, end: lineEnd })
      // A folded Host frames nothing, and where bytes are attributed no fold comes this far.
      if (name === 'host') matters = false
    }
    at = lineEnd + 2
  }
  return lines
}

/** Where the line's CR is. Counted by hand: `Buffer`'s own indexOf costs more than a header line is long. */
function endOfLine(bytes: Uint8Array, start: number): number {
  let at = start
  while (at < bytes.length && bytes[at] !== CR) at++
  return at
}

function valueOf(bytes: Uint8Array, line: Line): string {
  return trimBlanks(latin1(bytes, line.start, line.end))
}

function isConnection({ name }: Line): boolean {
  return name === 'connection' || name === 'proxy-connection'
}

/** Whether a connection option is among the lines' values, read as generously as anybody might. */
function connectionSays(bytes: Uint8Array, lines: readonly Line[], option: string): boolean {
  for (const line of lines) {
    if (!isConnection(line)) continue
    // What nearly all say, compared without making a string of it.
    if (line.end - line.start === 11 && isText(bytes, line.start + 1, 'keep-alive')) {
      if (option === 'keep-alive') return true
    } else if (valueOf(bytes, line).toLowerCase().includes(option)) return true
  }
  return false
}

/** A length of 1 to 15 digits with nothing but one space before it; `undefined` for any other value. */
function plainLength(bytes: Uint8Array, line: Line): number | undefined {
  const start = bytes[line.start] === SPACE ? line.start + 1 : line.start
  if (start === line.end || line.end - start > MAX_LENGTH_DIGITS) return undefined
  let length = 0
  for (let at = start; at < line.end; at++) {
    const byte = bytes[at] ?? 0
    if (byte < ZERO || byte > NINE) return undefined
    length = length * 10 + (byte - ZERO)
  }
  return length
}

/** Whether these bytes are this lower-case text, in any case. */
function isText(bytes: Uint8Array, at: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const byte = bytes[at + i] ?? 0
    const lower = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte
    if (lower !== text.charCodeAt(i)) return false
  }
  return true
}

function namesByLength(names: readonly Name[]): (Name | undefined)[] {
  const byLength: (Name | undefined)[] = []
  for (const name of names) byLength[name.length] = name
  return byLength
}
