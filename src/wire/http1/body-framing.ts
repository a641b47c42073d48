/**
 * How long a message's body is: RFC 9112 6.3, rule by rule.
 *
 * Asks for no more than a few looked-up header values, so that the server's attribution and the dissector, which
 * read heads at very different depths, decide with the same lines.
 */
import type { Problem, ProblemCode } from '../field/problem.ts'
import { trimBlanks } from './octets.ts'

/** What of a head the rules look at. A `status` makes it a response; `requestMethod` is that of the request it answers. */
export interface FramingHead {
  /** As on the wire: `HTTP/1.1`. */
  readonly version: string
  readonly status?: number
  readonly requestMethod?: string
  /** The values of every header line of that name (lower-case), in order, without the whitespace around them. */
  header(name: string): readonly string[]
}

export type BodyFraming =
  /** The message ends with its head. */
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly bytes: number }
  | { readonly kind: 'chunked' }
  /** All that comes until the connection closes; also a request whose length nobody can tell. */
  | { readonly kind: 'until-close' }
  /** What follows is no HTTP: after a 101, or after a 2xx to CONNECT. */
  | { readonly kind: 'tunnel' }

/** A broken rule of framing, and the header whose lines broke it. */
export interface FramingProblem extends Problem {
  readonly header: 'content-length' | 'transfer-encoding'
}

export interface FramingDecision {
  readonly framing: BodyFraming
  readonly problems: readonly FramingProblem[]
}

const REGISTERED_CODINGS: ReadonlySet<string> = new Set([
  'chunked',
  'compress',
  'deflate',
  'gzip',
  'x-compress',
  'x-gzip',
])

/**
 * Decides how the body that follows a head is delimited. Never throws; a head that breaks the rules gets the reading
 * that takes no later byte for a new message, and problems that say why.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-6.3
 */
export function bodyFraming(head: FramingHead): FramingDecision {
  const isResponse = head.status !== undefined
  const lengths = head.header('content-length')
  const codings = listItems(head.header('transfer-encoding'))
  const problems: FramingProblem[] = []

  if (isResponse) {
    const status = head.status
    const informational = status >= 100 && status < 200
    if (informational || status === 204) {
      if (codings.length > 0) problems.push(violation('transfer-encoding', 'forbidden-framing', '6.1'))
      if (lengths.length > 0) problems.push(violation('content-length', 'forbidden-framing', '6.2'))
    }
    // Not one of the eight rules: a 101 has no content either, but from here on the bytes follow another protocol.
    if (status === 101) return { framing: { kind: 'tunnel' }, problems }
    // RFC 9112 6.3, rule 1: whatever the headers say.
    if (head.requestMethod === 'HEAD' || informational || status === 204 || status === 304) {
      return { framing: { kind: 'none' }, problems }
    }
    // Rule 2.
    if (head.requestMethod === 'CONNECT' && status >= 200 && status < 300) {
      return { framing: { kind: 'tunnel' }, problems }
    }
  }

  if (head.header('transfer-encoding').length > 0) {
    // Rule 3: Transfer-Encoding wins, and the pair is how request smuggling begins.
    if (lengths.length > 0) problems.push(violation('content-length', 'conflicting-framing', '6.3'))
    return { framing: codedFraming(head, codings, problems), problems }
  }

  if (lengths.length > 0) {
    const bytes = contentLength(lengths)
    // Rule 6.
    if (bytes !== undefined) return { framing: { kind: 'length', bytes }, problems }
    // Rule 5: the message is unrecoverable, so nothing after it may count as another one.
    problems.push(violation('content-length', 'malformed-content-length', '6.3'))
    return { framing: { kind: 'until-close' }, problems }
  }

  // Rules 7 and 8.
  return { framing: isResponse ? { kind: 'until-close' } : { kind: 'none' }, problems }
}

/** Rule 4, with what 6.1 says of HTTP/1.0 and of codings before the last. */
function codedFraming(
  head: FramingHead,
  codings: readonly string[],
  problems: FramingProblem[],
): BodyFraming {
  const isResponse = head.status !== undefined
  const names = codings.map((coding) => {
    const name = trimBlanks(coding.split(';', 1)[0] ?? '').toLowerCase()
    // RFC 9112 7.1: chunked has no parameters; one that comes with some is not the coding that all agree on.
    return name === 'chunked' ? coding.toLowerCase() : name
  })
  const final = names.at(-1)
  const before = names.slice(0, -1)

  // RFC 9112 6.1: a client or server that said HTTP/1.0 cannot have meant it; the framing counts as faulty.
  if (head.version === 'HTTP/1.0') {
    problems.push(violation('transfer-encoding', 'forbidden-framing', '6.1'))
    return { kind: 'until-close' }
  }
  // RFC 9110 5.6.1.1: a sender must leave no place in a list empty. Node refuses such a request.
  const hasGap = head
    .header('transfer-encoding')
    .some((value) => value.split(',').some((item) => trimBlanks(item) === ''))
  if (hasGap || names.some((name) => !REGISTERED_CODINGS.has(name)) || before.includes('chunked')) {
    problems.push(violation('transfer-encoding', 'unknown-transfer-coding', '6.1'))
  }
  if (final === 'chunked' && !before.includes('chunked')) return { kind: 'chunked' }
  // In a response this is allowed: the close ends it. In a request nobody can tell where it ends.
  if (!isResponse) problems.push(violation('transfer-encoding', 'chunked-not-final', '6.3'))
  return { kind: 'until-close' }
}

/**
 * The one length that all lines and list items agree on; `undefined` where they do not, or where one is no plain
 * decimal number up to 2^53 - 1.
 */
function contentLength(values: readonly string[]): number | undefined {
  let agreed: number | undefined
  for (const value of values) {
    for (const item of value.split(',')) {
      const digits = trimBlanks(item)
      if (!/^[0-9]+$/.test(digits)) return undefined
      const bytes = Number(digits)
      if (!Number.isSafeInteger(bytes)) return undefined
      if (agreed !== undefined && agreed !== bytes) return undefined
      agreed = bytes
    }
  }
  return agreed
}

/** The non-empty items of a comma-separated list spread over header lines (RFC 9110 5.6.1.2 lets a recipient skip empty ones). */
function listItems(values: readonly string[]): string[] {
  return values
    .flatMap((value) => value.split(','))
    .map(trimBlanks)
    .filter((item) => item !== '')
}

function violation(header: FramingProblem['header'], code: ProblemCode, section: string): FramingProblem {
  return { header, code, severity: 'violation', citation: { standard: 'RFC 9112', section } }
}
