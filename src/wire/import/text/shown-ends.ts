/** Line ends, and whole messages, that a tool shows instead of having them: `^M`, `␍␊`, `\r\n` within quotes or without. */
import { fromEscapes } from '../hex.ts'
import { insideLiterals } from './literals.ts'
import { withSingleEscapes } from './plain-signs.ts'

/** A message in one line that is longer is not looked at. */
const MAX_BARE = 256 * 1024

/** The text with carriage returns for `^M` and `␍`, and without the `$` of `cat -A`, where lines end so; else the same text. */
export function withShownEnds(text: string): string {
  if (!/\^M\$?$|[␍␊]$/m.test(text)) return text
  const lines = text.split('\n').filter((line) => line !== '')
  const ended = lines.filter((line) => /(?:\^M\$?|[␍␊])$/.test(line))
  if (ended.length * 2 < lines.length) return text
  return text
    .replace(/(?:\^M\$?|␍␊?)$/gm, '\r')
    .replace(lines.every((line) => /[$]$/.test(line)) ? /\$$/gm : /␊$/gm, '')
}

/** What a text says that is one string literal, or several that stand for one, or a message with `\r\n` in it and no quotes. */
export function saidByLiterals(escaped: string): string | undefined {
  if (!/\\[nr]/.test(escaped)) return undefined
  const text = withSingleEscapes(escaped)
  const isBare = /^\s*(?:[A-Z]{3,10} \S+ HTTP\/1\.[01]|HTTP\/1\.[01] \d{3}[^\n]*?)\\r\\n/.test(text)
  const bare = isBare && text.length <= MAX_BARE ? text.trim().replace(/(\\n)\n/g, '$1') : undefined
  const inside = insideLiterals(text, /^[\s+.;,()b]*$/) ?? bare
  const read = inside === undefined ? undefined : fromEscapes(inside)
  return read?.ok === true ? new TextDecoder().decode(read.value) : undefined
}
