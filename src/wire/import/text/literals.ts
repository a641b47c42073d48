/** String literals as languages write them, one or several that stand for one. */

/** A text of literals that is longer is not looked at. */
const MAX_LITERALS = 256 * 1024
const LITERAL = /"(?:\\[^]|[^"\\\n])*"|'(?:\\[^]|[^'\\\n])*'/g

/** What is inside of the literals of a text, all of them in one; `undefined` where it has none, or more `around` them than fits. */
export function insideLiterals(text: string, around: RegExp): string | undefined {
  const literals = text.length > MAX_LITERALS ? null : text.match(LITERAL)
  if (literals === null || !around.test(text.replace(LITERAL, ' '))) return undefined
  return literals.map((literal) => literal.slice(1, -1)).join('')
}
