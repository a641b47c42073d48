/**
 * Finds where the lines of an HTTP/1.1 head begin and end, and nothing more.
 *
 * One scan serves both readers of a head: the server's attribution, which needs boundaries fast, and the
 * dissector, which builds the tree of fields from the same offsets. So they cannot disagree.
 */

/** One line of a head: its content is [start, end), its line end [end, next). `end === next` only when the line is unfinished. */
export interface HeadLine {
  readonly start: number
  readonly end: number
  readonly next: number
}

export type HeadScan =
  | {
      readonly status: 'done'
      /** The start line first, then the header lines. The empty line that ends the head is not among them. */
      readonly lines: readonly HeadLine[]
      /** Where the empty line begins; the head ends at `end`. */
      readonly emptyLine: number
      readonly end: number
    }
  /** `lines` are the finished ones; `rest` is where the unfinished line begins. */
  | {
      readonly status: 'need-more'
      readonly lines: readonly HeadLine[]
      readonly rest: number
      readonly atLeast: number
    }

const LF = 0x0a
const CR = 0x0d

/**
 * Scans the head that begins at `start`. A line ends with CR LF, or with a bare LF as RFC 9112 2.2 lets a recipient accept.
 * `atLeast` is the fewest further bytes that could finish the head.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-2.1
 */
export function scanHead(bytes: Uint8Array, start = 0): HeadScan {
  const lines: HeadLine[] = []
  let at = start
  for (;;) {
    const lf = bytes.indexOf(LF, at)
    if (lf < 0)
      return { status: 'need-more', lines, rest: at, atLeast: fewestToFinish(bytes, at, lines.length) }
    const end = lf > at && bytes[lf - 1] === CR ? lf - 1 : lf
    if (end === at && lines.length > 0) return { status: 'done', lines, emptyLine: at, end: lf + 1 }
    lines.push({ start: at, end, next: lf + 1 })
    at = lf + 1
  }
}

/**
 * Looks for the empty line that ends a section of which at least one line has begun: gives where the section ends, or where to
 * look on once more has come, so that no byte of one that comes in slices is looked at twice.
 */
export function findSectionEnd(
  bytes: Uint8Array,
  from: number,
): { readonly isThere: boolean; readonly at: number } {
  for (let at = from; ; at++) {
    const lf = bytes.indexOf(LF, at)
    if (lf < 0) return { isThere: false, at: bytes.length }
    at = lf
    const end = bytes[lf + 1] === CR ? lf + 2 : lf + 1
    if (end >= bytes.length) return { isThere: false, at: lf }
    if (bytes[end] === LF) return { isThere: true, at: end + 1 }
  }
}

/** At the start of a line one bare LF could end the head; inside a line its own LF is needed first. */
function fewestToFinish(bytes: Uint8Array, rest: number, finished: number): number {
  const tail = bytes.length - rest
  const onlyCr = tail === 1 && bytes[rest] === CR
  const startsLine = tail === 0 || onlyCr
  return startsLine && finished > 0 ? 1 : 2
}
