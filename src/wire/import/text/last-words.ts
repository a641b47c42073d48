/** What a tool, or a terminal, says behind the last message: that the connection is closed, or kept, and the prompt. */
import { latin1, latin1Bytes } from '../../bytes/bytes.ts'
import { fitted } from '../pasted-head.ts'

/** What `curl -v` says of the connection, also right behind a content without a line end. */
export const CURL_LAST =
  /\* (?:Connection #\d+ to host \S+ left intact|(?:Closing|shutting down) connection(?: #?-?\d+)?)$/

/** Words that are a tool's wherever they end a text. */
const TOOLS: readonly RegExp[] = [
  CURL_LAST,
  /curl: \(\d{1,2}\) .{1,200}$/,
  // telnet, ssh.
  /Connection (?:to \S+ )?closed by (?:foreign|remote) host\.$/,
  /^Connection to \S+ closed\.$/,
  /Ncat: .{1,200}$/,
  / sent \d+, rcvd \d+$/,
  // openssl s_client.
  /read:errno=\d+$/,
  /^[0-9A-F]{8,16}:error:[0-9A-F]+:.{1,200}$/,
  // wget.
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \([^()]{1,20}\) - .{1,200} \[[\d/]+\]$/,
]
/** Lines that may be a content's as well, unless that is whole without them. */
const LINES =
  /^(?:closed|DONE|Terminated|Connection closed\.?|[Dd]isconnected\b.{0,100}|\^[C\]]|telnet> .{0,100}|logout|\* .{1,200}|(?:\[?[\w.-]+@[\w.-]+[ :].{0,100}|PS )?[#$%>] ?.{0,100})$/

/** No last words are longer. */
const LOOKED_AT = 2048

export interface WithoutLastWords {
  readonly bytes: Uint8Array
  /** How many lines were taken off. */
  readonly passedOver: number
}

/**
 * Takes them off messages, or off an event stream that has no head; `undefined` where there are none, or where the last content is as
 * long as its head says with them.
 */
export function withoutLastWords(bytes: Uint8Array, isStream = false): WithoutLastWords | undefined {
  const from = Math.max(0, bytes.length - LOOKED_AT)
  const last = lastWords(latin1(bytes, from))
  const [end, { passedOver, areTools }] = [from + last.end, last]
  if (passedOver === 0 || end === 0) return undefined
  const found = { bytes: bytes.subarray(0, end), passedOver }
  const text = latin1(bytes)
  const begin = text.lastIndexOf('\nHTTP/1.') + 1
  const [lineEnds = ''] = isStream ? [] : (/\n\r?\n/.exec(text.slice(begin)) ?? [])
  if (lineEnds === '' && !isStream) return found
  const start = isStream ? 0 : text.indexOf(lineEnds, begin) + lineEnds.length
  const [head, content] = [text.slice(begin, start), text.slice(start, end)]
  const [, digits] = /^content-length:[ \t]*(\d{1,15})[ \t]*\r?$/im.exec(head) ?? []
  if (digits === undefined) return areTools || isWhole(head, content) ? found : undefined
  const length = Number(digits)
  if (fittedEnd(text.slice(start), length) !== undefined) return undefined
  const fits = fittedEnd(content, length)
  if (fits !== undefined) return { ...found, bytes: bytes.subarray(0, start + fits) }
  return areTools ? found : undefined
}

/** Where the last words of a text begin; whether all of them are a tool's for sure. */
function lastWords(text: string): {
  readonly end: number
  readonly passedOver: number
  readonly areTools: boolean
} {
  let [end, passedOver, areTools] = [text.length, 0, true]
  for (;;) {
    const lineEnd = trimmedEnd(text, end)
    const start = text.lastIndexOf('\n', lineEnd - 1) + 1
    if (lineEnd === 0) break
    const line = text.slice(start, lineEnd)
    const words = TOOLS.flatMap((each) => each.exec(line) ?? [])[0]
    if (words === undefined && !LINES.test(line)) break
    areTools &&= words !== undefined
    end = lineEnd - (words ?? line).length
    passedOver++
    // What stands in the same line is no line of a tool.
    if (end > start) break
  }
  return { end, passedOver, areTools }
}

/** Where a text ends without the line ends at its end. */
function trimmedEnd(text: string, from = text.length): number {
  let end = from
  while (end > 0 && '\r\n'.includes(text[end - 1] ?? ' ')) end--
  return end
}

/** Where a content ends that has the length that its head says, whatever its line ends were; `undefined` where it has another. */
function fittedEnd(content: string, length: number): number | undefined {
  const end = Math.max(Math.min(length, content.length), trimmedEnd(content))
  return fitted(latin1Bytes(content.slice(0, end)), length)?.length === length ? end : undefined
}

/** Whether a content, of a length that nobody says, may end here. */
function isWhole(head: string, content: string): boolean {
  const isStream = head === '' || /^content-type:[ \t]*text\/event-stream/im.test(head)
  if (isStream && /(?:^|\n)\r?\n$/.test(content.slice(-4))) return true
  if (/(?:^|\n)0+\r?\n\r?\n$/.test(content.slice(-16))) return true
  return content === '' && !/^HTTP\/1\.[01] (?!204|304)/.test(head)
}
