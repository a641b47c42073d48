/** Signs that word processors, chats and languages write instead of plain ones: quotes, dashes, blanks, and spellings of numbers. */

const SIGNS: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
  [/&lt;/g, '<'],
  [/&gt;/g, '>'],
  [/&quot;/g, '"'],
  [/&(?:apos|#0?39|#x27);/gi, "'"],
  [/&(?:nbsp|#160|#xa0);/gi, ' '],
  [/&amp;/g, '&'],
  [/[\u200b-\u200d\u2060\ufeff]/g, ''],
  [/[\u00a0\u2007\u202f]/g, ' '],
  [/[\u2010-\u2015]/g, '-'],
  [/[\u201c-\u201f]/g, '"'],
  [/[\u2018-\u201b]/g, "'"],
  // Erlang, Basic, Pascal, assemblers.
  [/\b16#([0-9a-f]{1,2})\b/gi, '0x$1'],
  [/&H([0-9a-f]{1,2})\b/gi, '0x$1'],
  [/(?<![\w$])\$([0-9a-f]{2})(?=\s*(?:[,;)\]]|$))/gim, '0x$1'],
  [/(?<!\w)(?:0x[0-9a-f]{2}h)+(?!\w)/gi, (run) => run.replace(/h/gi, ' ')],
  [/(?<![\w+/])(?:[0-9a-f]{2}h){2,}(?![\w+/=])/gi, (run) => run.replace(/h/gi, 'h ').trimEnd()],
  [/\b0?([0-9a-f]{2})h[\s,;|:-]{1,4}(?=0?[0-9a-f]{2}h\b)/gi, '0x$1, '],
  [/(?<=0x[0-9a-f]{2}, )0?([0-9a-f]{2})h\b/gi, '0x$1'],
  [/\b0?([0-9a-f]{2})h(?=\s*(?:[,;)\]]|$))/gim, '0x$1'],
  [/^[ \t]*\.?(?:db|byte|defb)[ \t]+(?=0x)/gim, ''],
  // Rust's and Kotlin's types.
  [/\b(0x[0-9a-f]{1,2}|\d{1,3})(?:_?[ui]8|u)\b/gi, '$1'],
  [/\b(0x[0-9a-f]{1,2}|\d{1,3})\.toU?Byte\(\)/gi, '$1'],
  // gdb shows the letter behind the number.
  [/\b(\d{1,3}) '(?:\\[^'\n]{1,4}|[^'\\\n])'/g, '$1'],
]

/** The text with plain signs; the same text where it has no others. */
export function withPlainSigns(text: string): string {
  return SIGNS.reduce(
    (plain, [sign, instead]) =>
      typeof instead === 'string' ? plain.replace(sign, instead) : plain.replace(sign, instead),
    withSingleEscapes(text),
  )
}

const ESCAPE = String.raw`(?:x[0-9a-f]{2}|u00[0-9a-f]{2}|[0-3][0-7]{2}|r(?=\\{1,8}n))`
/** Of backslashes in a row an even number, of which each two stand for one; an odd number, of which the last escapes. */
const DOUBLED = new RegExp(String.raw`(?<!\\)(?:\\\\)+${ESCAPE}`, 'i')
const SINGLE = new RegExp(String.raw`(?<!\\)\\(?:\\\\)*${ESCAPE}`, 'i')

/** The text as it was before a string literal, or JSON, was made of it that escapes each backslash, however often; else the same text. */
export function withSingleEscapes(text: string): string {
  let plain = text
  while (DOUBLED.test(plain) && !SINGLE.test(plain)) plain = plain.replaceAll('\\\\', '\\')
  return plain
}

const ESCAPES = new RegExp(String.raw`(?<!\\)\\+${ESCAPE}`, 'gi')
/** Of fewer the frames of which they make sense may be chance. */
const MIN_MIXED = 3

/** The text where single escapes and doubled ones are mixed, each of them single; `undefined` for a text that does not mix some. */
export function withMixedEscapes(text: string): string | undefined {
  if (!DOUBLED.test(text) || !SINGLE.test(text)) return undefined
  const escapes = text.match(ESCAPES) ?? []
  if (escapes.length < MIN_MIXED) return undefined
  return text.replace(ESCAPES, (escape) => escape.replace(/^(?:\\\\)+(?!\\)/, '\\'))
}
