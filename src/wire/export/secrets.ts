/**
 * What of heads is a secret of somebody's: values of headers that name or authenticate, userinfo, values whose names say that they are
 * keys. Used by what covers a run of the reader's own application, on the screen and in all that leaves it.
 */
import type { ByteRange } from '../bytes/bytes.ts'

const HEADERS = new Set([
  'cookie',
  'set-cookie',
  'authorization',
  'proxy-authorization',
  'forwarded',
  'x-forwarded-for',
  'x-real-ip',
  'sec-websocket-protocol',
])

/** Names that end, or begin, like a key's. `Sec-WebSocket-Key` is none: it is made for one handshake and sent in the clear. */
const KEY_LIKE =
  /(?:^|[^a-z])(?:(?:api|access|private|secret|session|auth|app|client)?[-_.]?keys?|pwd|otp|auth|authorization|session|sid|sig|tickets?|bearer|csrf|xsrf|code|nonce|state)$/i
/** What ends so is one, whatever is written before it without a break. */
const KEY_ENDING =
  /(?:api[-_.]?key|tokens?|secrets?|passw(?:or)?d|passphrase|credentials?|sess(?:ion)?[-_.]?id|signature|jwt|hmac|saml(?:response|request)|assertion)$/i
const NO_KEYS = new Set(['sec-websocket-key', 'idempotency-key'])

/** Header values that are addresses, whose queries may hold keys. */
const ADDRESSES = new Set(['referer', 'location', 'origin', 'content-location', 'link', 'refresh'])

const isKeyLike = (name: string): boolean =>
  // camelCase is read as its words.
  (KEY_ENDING.test(name) || KEY_LIKE.test(name.replace(/([a-z])([A-Z])/g, '$1-$2'))) &&
  !NO_KEYS.has(name.toLowerCase())

/** The secret stretches of a head's lines, in order; `text` has a character a byte and may end anywhere. */
export function secretsOf(text: string): readonly ByteRange[] {
  const found: ByteRange[] = []
  let isSecret = false
  let at = 0
  for (const line of text.split('\n')) {
    const end = at + line.replace(/\r$/, '').length
    if (at === 0) {
      for (const range of secretsOfAddress(line)) found.push(range)
    } else if (/^[ \t]/.test(line)) {
      // The line before goes on (RFC 9112 5.2).
      if (isSecret && end > at) found.push({ start: at, end })
    } else {
      const colon = line.indexOf(':')
      const name = line.slice(0, Math.max(0, colon)).trim()
      const value = line.slice(colon + 1)
      const from = at + colon + 1 + (value.length - value.trimStart().length)
      isSecret = colon > 0 && (HEADERS.has(name.toLowerCase()) || isKeyLike(name))
      if (isSecret && end > from) found.push({ start: from, end })
      else if (ADDRESSES.has(name.toLowerCase()))
        for (const { start, end: to } of secretsOfAddress(value))
          found.push({ start: at + colon + 1 + start, end: at + colon + 1 + to })
    }
    at += line.length + 1
  }
  return found
}

/** The value of a header line, with a star for each character that is secret. */
export function coveredValue(name: string, value: string): string {
  const start = name.length + 3
  return secretsOf(`\n${name}: ${value}`).reduce(
    (text, range) =>
      text.slice(0, range.start - start) +
      '*'.repeat(range.end - range.start) +
      text.slice(range.end - start),
    value,
  )
}

/** Userinfo, and the values of key-like names in queries, wherever in a line an address stands. */
function secretsOfAddress(line: string): readonly ByteRange[] {
  const found: ByteRange[] = []
  for (const { index, 1: before = '', 2: user = '' } of line.matchAll(/(\/\/)([^\s/?#@]{1,512})@/g))
    found.push({ start: index + before.length, end: index + before.length + user.length })
  for (const { index, 0: whole, 1: name = '', 2: value = '' } of line.matchAll(
    /[?&;#]([^=&;#\s?]{1,128})=([^&;#\s>"]*)/g,
  ))
    if (value !== '' && isKeyLike(decoded(name)))
      found.push({ start: index + whole.length - value.length, end: index + whole.length })
  return found.sort((a, b) => a.start - b.start)
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
