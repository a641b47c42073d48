/**
 * The marks: no browser interface tells which source line runs, so the build puts `run.mark(line, endLine)`
 * before each statement of `src/transports/shown/*.ts`. The page draws the file untouched and says so.
 *
 * Each marked module also says which file it was made from, and that file's hash (`sourceFile`), so that a
 * capture whose code has changed since is found.
 */
import { createHash } from 'node:crypto'
import { basename } from 'node:path'
import MagicString, { type SourceMap } from 'magic-string'
import { planMarks, type MarkedLines } from './mark-positions.ts'

export interface MarkedSource {
  readonly code: string
  readonly map: SourceMap
  /** Of each mark, in the order of the source. */
  readonly lines: readonly MarkedLines[]
}

/**
 * Inserts the marks into one transport's source. What the code does stays the same, but for the calls of `run.mark`;
 * lines keep their numbers. `file` is named in the source map.
 */
export function markTransport(source: string, file = 'transport.ts'): MarkedSource {
  const { insertions, marks } = planMarks(source, file)
  const text = new MagicString(source)
  // Left of an offset stands what closes there, right of it what opens there: `} {`, never `{ }`.
  for (const { offset, text: inserted, closes } of insertions) {
    if (closes) text.appendLeft(offset, inserted)
    else text.appendRight(offset, inserted)
  }
  const lines = marks.toSorted((a, b) => a.line - b.line)
  return {
    code: text.toString(),
    map: text.generateMap({ source: file, includeContent: true, hires: true }),
    lines,
  }
}

/** The first 16 hexadecimal digits of the text's SHA-256, line ends taken as LF so that a checkout cannot change it. */
export function sourceHash(source: string): string {
  return createHash('sha256').update(source.replaceAll('\r\n', '\n')).digest('hex').slice(0, 16)
}

const TRANSPORT_FILE = /\/src\/transports\/shown\/[a-z0-9-]+\.ts$/

/** The part of a Vite plugin that this one is. */
export interface TransportMarksPlugin {
  readonly name: string
  readonly enforce: 'pre'
  transform(source: string, id: string): { readonly code: string; readonly map: SourceMap } | undefined
}

/** Marks the transports as Vite loads them. A query (`?raw`) asks for something else and is left alone. */
export function transportMarks(): TransportMarksPlugin {
  return {
    name: 'comet:transport-marks',
    enforce: 'pre',
    transform(source, id) {
      if (!TRANSPORT_FILE.test(id.replaceAll('\\', '/'))) return undefined
      const file = basename(id)
      const { code, map } = markTransport(source, file)
      const sourceFile = JSON.stringify({ file, hash: sourceHash(source) })
      return { code: `${code}\nexport const sourceFile = ${sourceFile}\n`, map }
    },
  }
}
