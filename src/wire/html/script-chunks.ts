/**
 * The content of an iframe stream: HTML that never ends, in which each script element is one call out of the iframe.
 *
 * Cuts it into scripts and the markup between, as the browser's tokenizer does where it matters for streams: where a
 * script ends (also behind `<!--`), and that a comment hides one. Other elements with raw text (a `<title>`, a
 * `<textarea>`) are read as markup.
 */
import { latin1, type ByteRange, type SourceId } from '../bytes/bytes.ts'
import type { ContentReader } from '../field/content-reader.ts'
import type { Citation } from '../field/citation.ts'
import { makeField, type Dissected, type Field, type Unit } from '../field/field.ts'
import { dissectLabJson } from '../field/lab-json.ts'
import { lowerBound } from '../bytes/ordered.ts'
import { makeLazyUnit, makeUnit, MAX_UNITS, restUnit } from '../field/unit.ts'

export interface HtmlPart {
  readonly kind: 'script' | 'markup'
  readonly fields: readonly Field[]
}

const SCRIPT_ELEMENT: Citation = { standard: 'HTML', section: 'the-script-element' }
const SCRIPT_DATA: Citation = { standard: 'HTML', section: 'script-data-state' }
const TOKENIZATION: Citation = { standard: 'HTML', section: 'tokenization' }

/** What may follow a tag's name: a blank, a slash, or the tag's end. */
const AFTER_NAME = '(?=[\\t\\n\\f\\r />])'
const SCRIPT_ANYWHERE = new RegExp(`<script${AFTER_NAME}`, 'i')
const SCRIPT_STARTS = new RegExp(`^<script${AFTER_NAME}`, 'i')
/** A quote counts wherever it stands in the tag: one in an attribute's name is a mistake that no stream makes. */
const START_TAG = /^<script(?:[^"'>]|"[^"]*"|'[^']*')*>/i
const IN_MARKUP = new RegExp(`<!--(?:>|->|[^]*?-->)|<!--|<script${AFTER_NAME}`, 'gi')
const IN_SCRIPT = new RegExp(`<!--|-->|</?script${AFTER_NAME}`, 'gi')

/** Where the parts of the whole part lie, relative to its first byte. */
type PartBounds =
  | { readonly kind: 'markup'; readonly end: number }
  | { readonly kind: 'script'; readonly text: number; readonly endTag: number; readonly end: number }

/**
 * Dissects the script element that begins at `start`, or the markup up to the next one. `atLeast` is the fewest further
 * bytes that could finish it.
 * @see https://html.spec.whatwg.org/multipage/parsing.html#script-data-state
 */
export function dissectHtmlPart(bytes: Uint8Array, start: number, source: SourceId): Dissected<HtmlPart> {
  const text = latin1(bytes, start)
  const bounds = findPart(text)
  if (bounds !== undefined) {
    const value = { kind: bounds.kind, fields: partFields(bytes, start, source, bounds) }
    return { status: 'done', end: start + bounds.end, value }
  }
  const partial =
    text === '' ? [] : [makeField('html.unfinished', source, start, bytes.length, { citation: TOKENIZATION })]
  return { status: 'need-more', atLeast: fewestToFinish(text), partial }
}

function partFields(
  bytes: Uint8Array,
  start: number,
  source: SourceId,
  bounds: PartBounds,
): readonly Field[] {
  const end = start + bounds.end
  if (bounds.kind === 'markup') return [markup(source, start, end)]
  const [from, to] = [start + bounds.text, start + bounds.endTag]
  return [
    makeField('html.script-start-tag', source, start, from, { citation: SCRIPT_ELEMENT }),
    ...scriptFields(bytes, from, to, source),
    makeField('html.script-end-tag', source, to, end, { citation: SCRIPT_DATA }),
  ]
}

/** The first part of a text; `undefined` while its end is not there. */
function findPart(text: string): PartBounds | undefined {
  if (SCRIPT_STARTS.test(text)) return findScript(text)
  for (const match of text.matchAll(IN_MARKUP)) {
    // A comment without an end hides all that follows it.
    if (match[0] === '<!--') return undefined
    if (!match[0].startsWith('<!')) return { kind: 'markup', end: match.index }
  }
  return undefined
}

function findScript(text: string): PartBounds | undefined {
  const tag = START_TAG.exec(text)?.[0].length
  if (tag === undefined) return undefined
  const endTag = scriptDataEnd(text, tag)
  if (endTag === undefined) return undefined
  const close = text.indexOf('>', endTag)
  return close < 0 ? undefined : { kind: 'script', text: tag, endTag, end: close + 1 }
}

/** Where the end tag of a script begins: behind `<!--` and another `<script` there, the first `</script` does not end it. */
function scriptDataEnd(text: string, from: number): number | undefined {
  let state: 'data' | 'escaped' | 'double-escaped' = 'data'
  const token = new RegExp(IN_SCRIPT)
  token.lastIndex = from
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const found = match[0].toLowerCase()
    if (found === '-->') state = 'data'
    else if (found === '<!--') {
      if (state === 'data') state = 'escaped'
      // `<!-->` closes itself: the dashes count for both.
      token.lastIndex = match.index + 2
    } else if (found === '<script') {
      if (state === 'escaped') state = 'double-escaped'
    } else if (state === 'double-escaped') state = 'escaped'
    else return match.index
  }
  return undefined
}

/** The shortest endings from every place in a part; the one that fits says how many bytes are missing. */
const ENDINGS: readonly string[] = ['<', '"', "'", '']
  .flatMap((quote) => [`${quote}></script>`, `${quote}-->`])
  .concat('--></script>', '</script></script>', '</script>', '<script>', '--><script>')

function fewestToFinish(text: string): number {
  let fewest = Number.POSITIVE_INFINITY
  for (const ending of ENDINGS) {
    for (let length = 1; length <= Math.min(ending.length, fewest - 1); length++) {
      if (findPart(text + ending.slice(-length)) !== undefined) fewest = length
    }
  }
  return fewest
}

/** `parent.f(` … `)`: the call by which an event leaves the iframe. */
const CALL = /^\s*(?:(?:window|self)\.)?(?:parent|top)\.[A-Za-z_$][\w$.]*\(/

function scriptFields(bytes: Uint8Array, start: number, end: number, source: SourceId): readonly Field[] {
  if (start === end) return []
  const text = latin1(bytes, start, end)
  const call = CALL.exec(text)?.[0].length
  const tail = callEnd(text)
  if (call !== undefined && tail !== undefined && call < tail) {
    const argument = dissectLabJson(bytes, start + call, start + tail, source)
    if (argument[0] !== undefined && argument[0].kind !== 'http.content')
      return [
        makeField('html.script-call', source, start, start + call, { citation: SCRIPT_ELEMENT }),
        ...argument,
        makeField('html.script-call-end', source, start + tail, end, { citation: SCRIPT_ELEMENT }),
      ]
  }
  return [makeField('html.script-text', source, start, end, { citation: SCRIPT_ELEMENT })]
}

/** Where the parenthesis stands that closes a call at a text's end, a semicolon behind it or none. */
function callEnd(text: string): number | undefined {
  const whole = text.trimEnd()
  const call = whole.endsWith(';') ? whole.slice(0, -1).trimEnd() : whole
  return call.endsWith(')') ? call.length - 1 : undefined
}

function markup(source: SourceId, start: number, end: number): Field {
  return makeField('html.markup', source, start, end, { citation: TOKENIZATION })
}

/** How much of a stream is looked at first for a part's end; a part that is longer makes it more, twice as much each time. */
const WINDOW = 512

/** Longest beginning of something that counts and can stand cut at the end: `<script` and what follows a name. */
const CUT_TOKEN = 8

/** Whether a part can end in these bytes: with a tag's or comment's end or, before a script, with its name and what follows it. */
function canEnd(text: string): boolean {
  return text.includes('>') || SCRIPT_ANYWHERE.test(text)
}

/** Makes the reader of streamed HTML whose first byte is at `start` of a source. `known`: parts of it that were read before. */
export function createScriptReader(
  source: SourceId,
  start: number,
  known: readonly Unit[] = [],
): ContentReader {
  const parts: Unit[] = [...known]
  let at = known.at(-1)?.range.end ?? start
  /** Up to here the current part has no end. */
  let scannedTo = at

  const fieldsOf = (
    { start: from }: ByteRange,
    { bytes, bounds }: { readonly bytes: Uint8Array; readonly bounds: PartBounds },
  ): readonly Field[] => partFields(bytes, from, source, bounds)

  /** The bounds of the part at `at`. What comes after a part is not looked at: a long stream has thousands of them. */
  function nextPart(bytes: Uint8Array): PartBounds | undefined {
    if (scannedTo > at && !canEnd(latin1(bytes, Math.max(at, scannedTo - CUT_TOKEN)))) return undefined
    for (let size = Math.max(WINDOW, scannedTo - at); ; size *= 2) {
      const end = Math.min(at + size, bytes.length)
      const bounds = findPart(latin1(bytes, at, end))
      if (bounds !== undefined || end === bytes.length) return bounds
    }
  }

  return {
    advance(bytes) {
      while (at < bytes.length && parts.length < MAX_UNITS) {
        const bounds = nextPart(bytes)
        if (bounds === undefined) {
          scannedTo = bytes.length
          return
        }
        const end = at + bounds.end
        const detail = { bytes, bounds }
        parts.push(makeLazyUnit(bounds.kind, source, at, end, true, fieldsOf, detail))
        at = end
        scannedTo = at
      }
    },
    forkBefore(offset) {
      const count = lowerBound(parts, offset + 1, ({ range }) => range.end)
      // Markup ends where the tag after it begins: the last part may be another, too.
      return createScriptReader(source, start, parts.slice(0, Math.max(0, count - 1)))
    },
    units(bytes, isOver) {
      if (at >= bytes.length) return [...parts]
      if (parts.length >= MAX_UNITS) return [...parts, restUnit(source, at, bytes.length, isOver)]
      const isScript = SCRIPT_STARTS.test(latin1(bytes, at, at + CUT_TOKEN))
      const rest = isScript
        ? makeField('html.unfinished', source, at, bytes.length, { citation: SCRIPT_DATA })
        : markup(source, at, bytes.length)
      // Markup has no end of its own: it is whole once nothing can follow.
      const unit = makeUnit(isScript ? 'script' : 'markup', source, at, bytes.length, isOver && !isScript, [
        rest,
      ])
      return [...parts, unit]
    },
  }
}
