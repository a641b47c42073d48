/** Line ends, and whole messages, that a tool shows instead of having them: `^M`, `␍␊`, `\r\n` within quotes or without. */
import { fromEscapes } from '../hex.ts'

/** A text of literals that is longer is not looked at. */
const MAX_LITERALS = 256 * 1024

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
export function saidByLiterals(text: string): string | undefined {
  if (text.length > MAX_LITERALS || !/\\[nr]/.test(text)) return undefined
  const literals = text.match(/"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'/g) ?? []
  const around = text.replace(/"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'/g, '')
  const isLiteral = literals.length > 0 && /^[\s+.;,()b]*$/.test(around)
  const isBare = /^\s*(?:[A-Z]{3,10} \S+ HTTP\/1\.[01]|HTTP\/1\.[01] \d{3}[^\n]*?)\\r\\n/.test(text)
  if (!isLiteral && !isBare) return undefined
  const inside = isLiteral
    ? literals.map((literal) => literal.slice(1, -1)).join('')
    : text.trim().replace(/(\\n)\n/g, '$1')
  const read = fromEscapes(inside)
  return read.ok ? new TextDecoder().decode(read.value) : undefined
}
