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
import { makeField, type Field, type Unit } from '../field/field.ts'
import { dissectLabJson } from '../field/lab-json.ts'
import { lowerBound } from '../bytes/ordered.ts'
import { LazyUnit, makeUnit, MAX_UNITS, restUnit } from '../field/unit.ts'
import { HtmlPartScan, type PartBounds } from './part-scan.ts'

const SCRIPT_ELEMENT: Citation = { standard: 'HTML', section: 'the-script-element' }
const SCRIPT_DATA: Citation = { standard: 'HTML', section: 'script-data-state' }
const TOKENIZATION: Citation = { standard: 'HTML', section: 'tokenization' }

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

/** Makes the reader of streamed HTML whose first byte is at `start` of a source. `known`: parts of it that were read before. */
export function createScriptReader(
  source: SourceId,
  start: number,
  known: readonly Unit[] = [],
): ContentReader {
  const parts: Unit[] = [...known]
  let at = known.at(-1)?.range.end ?? start
  let part = new HtmlPartScan(at)

  const fieldsOf = (
    { start: from }: ByteRange,
    { bytes, bounds }: { readonly bytes: Uint8Array; readonly bounds: PartBounds },
  ): readonly Field[] => partFields(bytes, from, source, bounds)

  return {
    advance(bytes) {
      while (at < bytes.length && parts.length < MAX_UNITS) {
        const bounds = part.find(bytes)
        if (bounds === undefined) return
        const end = at + bounds.end
        const detail = { bytes, bounds }
        parts.push(new LazyUnit(bounds.kind, source, { start: at, end }, true, fieldsOf, detail))
        at = end
        part = new HtmlPartScan(at)
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
      const { isScript } = part
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
