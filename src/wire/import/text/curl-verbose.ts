/** What `curl -v` prints: `>` before each line that was sent, `<` before each that came, `*` before curl's own, the content bare. */
import { joinBytes } from '../../bytes/bytes.ts'
import { noteOf } from '../imported.ts'
import { hasLostLineEnds, restoreLineEnds, withoutTakenOff } from '../pasted-head.ts'
import { CURL_LAST } from './last-words.ts'
import type { PrintedConnection, PrintedPiece } from './pieces.ts'

/** With `--trace-time` and `--trace-ids`. */
const TIME = /^\d\d:\d\d:\d\d\.\d{6} (?:\[[\dx-]{1,40}\] )?/
/** What its progress meter writes into the same terminal, also before a line. */
const METER =
  /^ {0,2}\d{1,3} [\d.kMG ]{20,80}(?:[\d:]{7,8}|--:--:--) +(?:[\d:]{7,8}|--:--:--) +(?:[\d:]{7,8}|--:--:--) +[\d.]+[kMG]?(?=[<>*{} ]|$)/
/** Lines that are no line of a message: how much was sent, the heading of the meter. */
const ASIDE = /^(?:[{}] \[\d+ bytes data\]$| *% Total .*$| +Dload .*$)/
const SENT = /^> ([A-Z]+ \S+ HTTP\/1\.[01]) *$/
const CAME = /^< (HTTP\/1\.[01] \d{3}.*)$/

/**
 * Reads it; `undefined` for another text. The two bytes that ended each line are not printed and are put back. A content is taken
 * along only where it is printed as it crossed, or is known for what it is: curl takes chunks and codings off.
 */
export function readCurlVerbose(text: string): PrintedConnection | undefined {
  const lines = text.split('\n').map((line) =>
    line
      .replace(METER, '')
      .replace(/^$/, METER.test(line) ? '* ' : '')
      .replace(TIME, '')
      .replace(ASIDE, '* '),
  )
  if (!lines.some((line) => SENT.test(line) || CAME.test(line))) return undefined
  const pieces: PrintedPiece[] = []
  const encoder = new TextEncoder()
  let head: string[] = []
  let side: PrintedPiece['from'] | undefined
  let content: string[] = []
  let takenOff = 0
  const end = (): void => {
    if (side !== undefined && head.length > 0) {
      const bytes = encoder.encode(head.map((line) => `${line}\r\n`).join(''))
      const whole = joinBytes([bytes, encoder.encode(content.join('\n'))])
      const plain = withoutTakenOff(whole)
      if (plain !== undefined) takenOff++
      // With `--raw` chunks stand as they crossed.
      const raw = plain === undefined && hasLostLineEnds(whole) ? restoreLineEnds(whole) : undefined
      const own = raw?.isUnsure === false ? raw.bytes : joinBytes([bytes, contentOf(head, content)])
      pieces.push({ from: side, bytes: plain ?? own })
    }
    head = []
    content = []
  }
  for (const line of lines) {
    const [mark, rest] = [line[0], line.slice(2)]
    if (SENT.test(line) || CAME.test(line)) {
      // Whoever copied the head before left its empty line out.
      if (head.length > 0 && !head.includes('')) head.push('')
      end()
      side = mark === '>' ? 'first' : 'second'
    }
    const isHead = (mark === '>' && side === 'first') || (mark === '<' && side === 'second')
    const isOpen = head.length === 0 || head.at(-1) !== ''
    if (isHead && isOpen && (line.length === 1 || line[1] === ' ')) head.push(rest.trimEnd())
    // Insomnia shows the empty line behind a head without its mark.
    else if (line === '' && isOpen && head.length > 0) head.push('')
    else if (mark !== '*' && head.at(-1) === '' && side === 'second') {
      content.push(line.replace(CURL_LAST, ''))
      if (CURL_LAST.test(line)) end()
    }
  }
  end()
  const notes = [...noteOf('line-ends-added'), ...noteOf('framing-taken-off', takenOff)]
  return { pieces, client: 'first', notes }
}

const NOTHING = new Uint8Array()

/** The content under a head, as far as it was printed as it crossed. */
function contentOf(head: readonly string[], lines: readonly string[]): Uint8Array {
  // What follows a 101 is no text: a terminal shows what is left of it.
  if (head[0]?.startsWith('HTTP/1.1 101') === true) return NOTHING
  const header = (name: string): string | undefined =>
    head.find((line) => line.toLowerCase().startsWith(`${name}:`))?.slice(name.length + 1)
  if (header('transfer-encoding') !== undefined || header('content-encoding') !== undefined) return NOTHING
  const bytes = new TextEncoder().encode(lines.join('\n'))
  const length = header('content-length')
  return length === undefined ? bytes : bytes.subarray(0, Number(length))
}
