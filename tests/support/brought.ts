/** What the inspector makes of a file that somebody brought, in a few lines: what a table of cases holds it to. */
import { readFileSync } from 'node:fs'
import { DIRECTIONS, utf8 } from '../../src/wire/bytes/bytes.ts'
import type { Imported } from '../../src/wire/import/imported.ts'
import { openFile, openText, type Opened } from '../../src/wire/import/open.ts'
import { directionOf, readBytesAs } from '../../src/wire/import/read-as.ts'
import { conversationOf } from '../../src/wire/trace/conversation.ts'
import { findProblems } from '../../src/wire/trace/queries/fields.ts'
import { bytesOf } from '../../src/wire/trace/queries/sides.ts'
import type { Side } from '../../src/wire/trace/views.ts'

const FOLDER = new URL('../data/brought/', import.meta.url)

export const broughtBytes = (file: string): Uint8Array => new Uint8Array(readFileSync(new URL(file, FOLDER)))

/** Opens a file as it is, or its text as a text box hands it over. */
export function openBrought(file: string, how: 'file' | 'paste'): Imported<Opened> {
  const bytes = broughtBytes(file)
  return how === 'file' ? openFile(bytes) : openText(new TextDecoder().decode(bytes).replace(/\r\n?/g, '\n'))
}

/** A line for the whole, then one for each side of each exchange. */
export function gistOf(opened: Imported<Opened>): readonly string[] {
  if (!opened.ok) return [`refused: ${opened.code}`]
  const { value, notes } = opened
  const said = notes.map(({ code, count }) => (count === 1 ? code : `${code} ${count}`)).join(', ')
  if (value.kind === 'bytes') {
    const { reading, sureness, looksLike } = value.guess
    const arrow = directionOf(reading) === 'client-to-server' ? '↑' : '↓'
    const what = [reading, sureness, looksLike, said].filter(Boolean).join('; ')
    return [what, sideGist(arrow, readBytesAs(value.bytes, reading))]
  }
  const { exchanges } = conversationOf(value.trace.events)
  return [
    [value.from, said].filter(Boolean).join('; '),
    ...exchanges.flatMap(({ transport, method, target, status, sides }) => [
      [transport, method, target, status].filter((each) => each !== undefined).join(' '),
      ...DIRECTIONS.filter((direction) => sides[direction].source.bytes.length > 0).map((direction) =>
        sideGist(direction === 'client-to-server' ? '↑' : '↓', sides[direction]),
      ),
    ]),
  ]
}

/** The units of a side, what its messages and blocks say, and every problem. */
function sideGist(arrow: string, side: Side): string {
  const units = side.units.map((unit) => {
    const { kind, complete } = unit
    const says =
      kind === 'message' || kind === 'event-block' ? ` ${JSON.stringify(utf8(bytesOf(unit, side)))}` : ''
    return `${kind}${complete ? '' : '…'}${says}`
  })
  const problems = side.units.flatMap(({ fields }) =>
    findProblems(fields).map(
      ({ problem }) => `${problem.severity === 'violation' ? '!' : '~'}${problem.code}`,
    ),
  )
  return `${arrow} ${[...units, ...problems].join(', ')}`
}
