/**
 * How deep a JSON text nests, told before it is parsed: `JSON.parse` makes an object of each of millions of brackets, which
 * takes seconds, and all for a text that cannot be one of ours. Used where a saved run is read, which may be anybody's.
 */

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** Tells whether brackets and braces outside of strings nest deeper than `levels`. Stops at the first that does; checks no grammar. */
export function nestsDeeperThan(text: string, levels: number): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === QUOTE) at = endOfString(text, at)
    else if (unit === 0x5b || unit === 0x7b) {
      if (++depth > levels) return true
    } else if (unit === 0x5d || unit === 0x7d) depth--
  }
  return false
}

/** Where the string that opens there closes; the text's end where it does not. */
function endOfString(text: string, opening: number): number {
  for (let at = opening + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === BACKSLASH) at++
    else if (unit === QUOTE) return at
  }
  return text.length
}
