/** The id of a lab in a text, however it is written: found, and replaced by what stands in for it, at equal length. */
import { toBase64 } from '../bytes/base64.ts'

/** How every stand-in begins. */
export const STAND_IN = 'a-recorded-lab-'

/** 128 bits in base64url. Anything shorter is no id of a lab that lives, but a name. */
const LEAST_CHARACTERS = 22
/** So many characters beside a hole in the bytes are taken for a part of the id; fewer give too little of it away. */
export const LEAST_PART = 6

/** Whether a name is the key to a lab, and not what stands in for one. */
export function isLabKey(lab: string): boolean {
  return /^[\w-]+$/.test(lab) && lab.length >= LEAST_CHARACTERS && lab !== standInFor(lab)
}

/** What stands where the id of a lab stood. */
export function standInFor(lab: string): string {
  return STAND_IN.padEnd(lab.length, '0').slice(0, lab.length)
}

export interface Hider {
  readonly id: string
  readonly standIn: string
  /** Every spelling of the id. */
  readonly pattern: RegExp
  /** What base64 makes of the id, and what of the stand-in. */
  readonly coded: ReadonlyMap<string, string>
  /** A text with each spelling of the id replaced by the stand-in, spelt alike. */
  in(text: string): string
}

/** A character as itself, in percent-encoding (RFC 3986 2.1), or as an escape of JSON (RFC 8259 7). */
const SPELLING = /%[0-9a-f]{2}|\\u[0-9a-f]{4}|[\s\S]/gi

export function hiderOf(id: string): Hider {
  const standIn = standInFor(id)
  const hex = (letter: string): string => letter.charCodeAt(0).toString(16)
  // Hexadecimal digits may be upper or lower case, the id's own letters may not.
  const either = (digits: string): string => digits.replace(/[a-f]/g, (d) => `[${d}${d.toUpperCase()}]`)
  const spellings = Array.from(
    id,
    (letter) => `(?:${letter}|%${either(hex(letter))}|\\\\u00${either(hex(letter))})`,
  )
  const coded = new Map(inBase64(id).map((each, nth) => [each, inBase64(standIn)[nth] ?? '']))
  const pattern = new RegExp([spellings.join(''), ...coded.keys()].join('|'), 'g')
  const replaced = (found: string): string => {
    const standInCoded = coded.get(found)
    if (standInCoded !== undefined) return standInCoded
    let at = 0
    return found.replace(SPELLING, (spelt) => {
      const letter = standIn[at++] ?? ''
      return spelt.length === 1 ? letter : spelt.slice(0, -2) + hex(letter)
    })
  }
  return { id, standIn, pattern, coded, in: (text) => text.replace(pattern, replaced) }
}

/**
 * What base64 makes of a text of ASCII, for each of the three places where it may begin in a group of bytes: the letters that
 * hang on nothing around it. Of ASCII no letter differs between the two alphabets (RFC 4648 4, 5).
 */
function inBase64(text: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const letters = toBase64(new TextEncoder().encode('\0'.repeat(before) + text))
    return letters.slice(Math.ceil((before * 8) / 6), Math.floor(((before + text.length) * 8) / 6))
  })
}
