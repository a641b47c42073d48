/**
 * Reads the body of `POST /labs/:id/answer`. Whoever holds a lab's id chooses what comes from this origin, and may send
 * somebody else there: so no type that a browser would render or run, no header line that frames the message, sets
 * anything for the origin, or means something to a proxy on the way. What is allowed is listed; all else is refused.
 */
import { ANSWER, type ScriptedTransport } from '../../src/contract/requests.ts'
import { isWrong, readFields } from '../../src/contract/rule.ts'
import { refuse, type Refusal } from '../errors.ts'
import { JSON_TYPE } from '../http/answer.ts'
import { API_SECURITY_HEADERS } from '../http/headers.ts'
import { framedBytes } from './chunk-framing.ts'
import { WITHOUT_CONTENT, type ScriptedAnswer } from './scripted-answer.ts'

const LONGEST_PLAY_MS = 300_000
const MOST_HEADERS = 32
const LONGEST_VALUE = 1_024

const DEFAULT_TYPE: Readonly<Record<ScriptedTransport, string>> = {
  'short-poll': JSON_TYPE,
  'long-poll': JSON_TYPE,
  sse: 'text/event-stream',
}

const ALLOWED_NAMES: ReadonlySet<string> = new Set([
  'access-control-allow-credentials',
  'access-control-allow-headers',
  'access-control-allow-methods',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'access-control-max-age',
  'age',
  'allow',
  'cache-control',
  'content-language',
  'content-type',
  'etag',
  'expires',
  'last-modified',
  'location',
  'pragma',
  'retry-after',
  'timing-allow-origin',
  'vary',
  'x-accel-buffering',
])
/** Names of one's own. Some proxies take files from `X-Sendfile`, browsers a source map from `X-SourceMap`. */
const OWN_NAME = /^x-(?:(?!sendfile|sourcemap)[a-z0-9]{1,32}|demo-[a-z0-9-]{1,48})$/

const VALUE = /^[!-~](?:[\t -~]*[!-~])?$/
/** Shown as text or read as data, never rendered or run; `nosniff` goes with it. */
const CONTENT_TYPE =
  /^(?:text\/event-stream|text\/plain|application\/json)(?:[ \t]*;[ \t]*charset=(?:"[\w.:-]{1,40}"|[\w.:-]{1,40}))?$/i
/** What follows the path of a lab in a `Location`: a transport that answers in HTTP, perhaps a query. No dot segment fits. */
const REST_OF_LOCATION = /^\/(?:short-poll|long-poll|sse)(?:\?[\w.~!$'()*+,;:@/=&%-]{0,512})?$/

/** The answer of a parsed body, or why it is none; `labId` is where a redirect may lead. */
export function readAnswer(body: unknown, labId: string): ScriptedAnswer | Refusal {
  const asked = readFields(ANSWER, body)
  if (isWrong(asked)) return bad(asked.wrong)
  const { transport, status, chunks, everyMs, hold } = asked
  const chosen = readHeaders(asked.headers, labId)
  if (typeof chosen === 'string') return bad(chosen)
  if (everyMs * (chunks.length - 1) > LONGEST_PLAY_MS)
    return bad(
      `The chunks take longer than ${LONGEST_PLAY_MS} ms altogether; send fewer, or space them less.`,
    )
  if (WITHOUT_CONTENT.has(status) && (chunks.length > 0 || hold))
    return bad(`A ${status} has no content: leave "chunks" and "hold" out.`)

  return {
    transport,
    status,
    headers: allHeaders(chosen, transport, status),
    chunks: chunks.map((chunk) => framedBytes(Buffer.from(chunk, 'base64'))),
    everyMs,
    isHeld: hold,
  }
}

function readHeaders(headers: Readonly<Record<string, string>>, labId: string): readonly string[] | string {
  const lines = Object.entries(headers)
  if (lines.length > MOST_HEADERS) return `"headers" has at most ${MOST_HEADERS} names.`
  const seen = new Set<string>()
  const flat: string[] = []
  for (const [name, value] of lines) {
    const lower = name.toLowerCase()
    if (!ALLOWED_NAMES.has(lower) && !OWN_NAME.test(lower)) {
      return `${JSON.stringify(name.slice(0, 64))} cannot be chosen. Allowed are ${[...ALLOWED_NAMES].join(', ')}, "x-" and one word, and names that begin with "x-demo-".`
    }
    if (seen.has(lower)) return `${name} is given more than once.`
    seen.add(lower)
    if (value.length > LONGEST_VALUE || !VALUE.test(value))
      return `The value of ${name} takes 1 to ${LONGEST_VALUE} visible ASCII characters, with spaces between them.`
    if (lower === 'content-type' && !CONTENT_TYPE.test(value))
      return 'Content-Type is text/event-stream, text/plain or application/json, perhaps with a charset.'
    if (lower === 'location' && !isWithin(value, labId))
      return 'Location is the path of a transport of this lab that answers in HTTP, /labs/<id>/sse for one.'
    flat.push(name, value)
  }
  return flat
}

function isWithin(location: string, labId: string): boolean {
  const base = `/labs/${labId}`
  return location.startsWith(base) && REST_OF_LOCATION.test(location.slice(base.length))
}

/**
 * The chosen lines, then what they left out: a type, so that no browser has to guess one, and that nobody on the way keeps
 * or holds the answer (a 301 is kept for good otherwise).
 */
function allHeaders(
  chosen: readonly string[],
  transport: ScriptedTransport,
  status: number,
): readonly string[] {
  const names = new Set(chosen.filter((_, index) => index % 2 === 0).map((name) => name.toLowerCase()))
  const all = [...chosen]
  function unlessChosen(name: string, value: string): void {
    if (!names.has(name.toLowerCase())) all.push(name, value)
  }
  if (!WITHOUT_CONTENT.has(status)) unlessChosen('Content-Type', DEFAULT_TYPE[transport])
  unlessChosen('Cache-Control', 'no-cache, no-transform')
  if (!WITHOUT_CONTENT.has(status)) unlessChosen('X-Accel-Buffering', 'no')
  return [...all, ...API_SECURITY_HEADERS]
}

function bad(message: string): Refusal {
  return refuse('bad-answer', message)
}
