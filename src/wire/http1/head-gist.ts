/**
 * What attribution has to know of a whole head, read strictly and with as little work as possible: the start line
 * and the few headers that say where the message ends.
 *
 * Stricter than a recipient may be, on purpose: where two readings are thinkable (a fold in a framing header, a list
 * of lengths, a space before a colon) the gist is `ambiguous`, so that nobody's bytes are given to somebody else.
 * The dissector (`message-head.ts`) reads the same heads leniently and explains them.
 */
import { latin1 } from '../bytes.ts'
import { bodyFraming, type BodyFraming } from './body-framing.ts'

export type HeadGist =
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
  | { readonly kind: 'response'; readonly status: number; readonly framing: BodyFraming }
  | { readonly kind: 'ambiguous' }

const AMBIGUOUS: HeadGist = { kind: 'ambiguous' }
const NONE: readonly string[] = []

const CR = 0x0d
const SPACE = 0x20
const TAB = 0x09
const COLON = 0x3a

const REQUEST_LINE = /^([A-Z-]{1,32}) ([!-~\x80-\xff]+) (HTTP\/1\.[01])$/
const STATUS_LINE = /^(HTTP\/1\.[01]) ([1-9][0-9]{2}) /

/** The headers that matter here, by the length of their names, which no two share. */
const NAMES: readonly (string | undefined)[] = namesByLength([
  'upgrade',
  'connection',
  'content-length',
  'transfer-encoding',
])

type Values = Partial<Record<string, readonly string[]>>

/**
 * Reads the request head that fills [start, end), every line of which ends with CR LF, the empty line included.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3
 */
export function requestGist(bytes: Uint8Array, start: number, end: number): HeadGist {
  const lineEnd = bytes.indexOf(CR, start)
  const [, method, target, version] = REQUEST_LINE.exec(latin1(bytes, start, lineEnd)) ?? []
  if (method === undefined || target === undefined || version === undefined) return AMBIGUOUS
  const values = headerValues(bytes, lineEnd + 2, end - 2)
  if (values === undefined) return AMBIGUOUS

  const codings = values['transfer-encoding'] ?? NONE
  const lengths = values['content-length'] ?? NONE
  let framing: BodyFraming = { kind: 'none' }
  if (codings.length > 0 || lengths.length > 0) {
    // Node accepts fewer forms than RFC 9112 lets a recipient read; whatever is not one plain value is left alone.
    if (codings.length + lengths.length > 1) return AMBIGUOUS
    if (codings.length === 1 && codings[0]?.toLowerCase() !== 'chunked') return AMBIGUOUS
    if (lengths.length === 1 && !/^[0-9]{1,15}$/.test(lengths[0] ?? '')) return AMBIGUOUS
    const decision = bodyFraming({ version, header: (name) => values[name] ?? NONE })
    if (decision.problems.length > 0 || decision.framing.kind === 'until-close') return AMBIGUOUS
    framing = decision.framing
  }
  const connection = values['connection']?.join(',').toLowerCase() ?? ''
  return {
    kind: 'request',
    method,
    target,
    framing,
    asksUpgrade: method === 'CONNECT' || values['upgrade'] !== undefined,
    closes: version === 'HTTP/1.0' ? !connection.includes('keep-alive') : connection.includes('close'),
  }
}

/**
 * Reads the response head that fills [start, end), as `requestGist` does; `requestMethod` is that of the request it answers.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-4
 */
export function responseGist(bytes: Uint8Array, start: number, end: number, requestMethod: string): HeadGist {
  const lineEnd = bytes.indexOf(CR, start)
  const [, version, digits] = STATUS_LINE.exec(latin1(bytes, start, lineEnd)) ?? []
  if (version === undefined || digits === undefined) return AMBIGUOUS
  const values = headerValues(bytes, lineEnd + 2, end - 2)
  if (values === undefined) return AMBIGUOUS
  const status = Number(digits)
  const decision = bodyFraming({ version, status, requestMethod, header: (name) => values[name] ?? NONE })
  // A length on a 204 is forbidden but leaves no doubt; all else that is wrong does.
  for (const { code } of decision.problems) if (code !== 'forbidden-framing') return AMBIGUOUS
  return { kind: 'response', status, framing: decision.framing }
}

/** The values of the headers that matter, from the lines in [start, end); `undefined` where a line can be read in two ways. */
function headerValues(bytes: Uint8Array, start: number, end: number): Values | undefined {
  const values: Record<string, string[]> = {}
  let matters = true
  for (let at = start; at < end;) {
    const lineEnd = bytes.indexOf(CR, at)
    const first = bytes[at]
    if (first === SPACE || first === TAB) {
      // RFC 9112 5.2: a folded line goes on with the one before. The first line has none.
      if (matters) return undefined
    } else {
      let colon = at
      while (colon < lineEnd && bytes[colon] !== COLON) colon++
      const before = bytes[colon - 1]
      if (colon === lineEnd || colon === at || before === SPACE || before === TAB) return undefined
      const name = NAMES[colon - at]
      matters = name !== undefined && isNamed(bytes, at, name)
      if (matters && name !== undefined) (values[name] ??= []).push(latin1(bytes, colon + 1, lineEnd).trim())
    }
    at = lineEnd + 2
  }
  return values
}

function isNamed(bytes: Uint8Array, at: number, name: string): boolean {
  for (let i = 0; i < name.length; i++) {
    const byte = bytes[at + i] ?? 0
    const lower = byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte
    if (lower !== name.charCodeAt(i)) return false
  }
  return true
}

function namesByLength(names: readonly string[]): (string | undefined)[] {
  const byLength: (string | undefined)[] = []
  for (const name of names) byLength[name.length] = name
  return byLength
}
