/**
 * The id of a lab in a text that comes piece by piece, of which each piece is handed on before the next is known. What at the
 * end of a piece may be the beginning of the id is replaced at once: three letters of it stand there by chance once in
 * 262,144 labs, and behind `/labs/` one is enough.
 */
import type { Hider } from './lab-id-spellings.ts'

const LEAST_BEGINNING = 3

/** As an escape of JSON each letter takes six characters. */
const LONGEST_LETTER = 6
const BEFORE_AN_ID = '/labs/'

/** One text; what is pushed comes back at the same length, without the id. */
export class HidingText {
  readonly #hide: Hider
  readonly #keep: number
  #before = ''

  constructor(hide: Hider) {
    this.#hide = hide
    this.#keep = hide.id.length * LONGEST_LETTER + BEFORE_AN_ID.length
  }

  push(piece: string): string {
    const text = this.#before + piece
    const hidden = withoutBeginning(this.#hide.in(text), text, this.#hide)
    this.#before = text.slice(-this.#keep)
    return hidden.slice(text.length - piece.length)
  }
}

/** Replaces in `hidden` what at the end of `text`, of which it was made, is the beginning of the id. */
function withoutBeginning(hidden: string, text: string, hide: Hider): string {
  const first = Math.max(0, text.length - hide.id.length * LONGEST_LETTER)
  const begins = `${hide.id.charAt(0)}%\\`
  for (let start = first; start < text.length; start++) {
    if (!begins.includes(text.charAt(start))) continue
    const standIn = spelledToTheEnd(text, start, hide)
    if (standIn !== undefined) return hidden.slice(0, start) + standIn
  }
  for (const [coded, standIn] of hide.coded) {
    for (let length = Math.min(coded.length - 1, text.length); length >= LEAST_BEGINNING; length--)
      if (text.endsWith(coded.slice(0, length))) return hidden.slice(0, -length) + standIn.slice(0, length)
  }
  return hidden
}

/** What stands in for the text from `start` on, where that is a beginning of the id and nothing else. */
function spelledToTheEnd(text: string, start: number, { id, standIn }: Hider): string | undefined {
  let spelled = ''
  let letters = 0
  for (let at = start; at < text.length; letters++) {
    const letter = id.charCodeAt(letters)
    const own = spellings(letter).find((each) => isSpelled(text.slice(at, at + each.length), each))
    if (letters === id.length || own === undefined) return undefined
    const rest = text.length - at
    const other = spellings(standIn.charCodeAt(letters)).find(({ length }) => length === own.length) ?? ''
    spelled += other.slice(0, rest)
    at += own.length
  }
  const isSure = text.slice(Math.max(0, start - BEFORE_AN_ID.length), start) === BEFORE_AN_ID
  return letters >= (isSure ? 1 : LEAST_BEGINNING) ? spelled : undefined
}

function spellings(letter: number): readonly string[] {
  const hex = letter.toString(16)
  return [String.fromCharCode(letter), `%${hex}`, `\\u00${hex}`]
}

/** Whether a text is this spelling, or, where the text ends, its beginning. Digits may be upper or lower case, letters not. */
function isSpelled(text: string, spelling: string): boolean {
  if (spelling.length === 1 || text === '') return text === spelling
  return spelling.startsWith(text.toLowerCase())
}
