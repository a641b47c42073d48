/** Lines of dumps: known by the offset that they begin with. */

/** A line of a dump: an offset, then bytes. Four digits at least, so that two bytes of plain hex are no offset. */
export const DUMP_LINE = /^\s*(?:0x)?([0-9a-f]{4,16})(?:(?:(:)|\s)\s*(\S.*)?)?$/i
/** An asterisk says that lines like the one before were left out. */
export const SQUEEZED = /^\s*\*\s*$/

/** No dump has longer lines; what is longer is not looked at as one. */
export const MAX_DUMP_LINE = 1024

/** Whether a line begins with an offset and has at least one group of digits behind it. */
export function isDumpLine(line: string): boolean {
  if (line.length > MAX_DUMP_LINE) return false
  const columns = DUMP_LINE.exec(line)?.[3]
  return columns !== undefined && /^(?:0x)?[0-9a-f]{2,8}(?![^\s-])/i.test(columns)
}

/** Whether a line is an offset alone, as some tools end a dump, or the asterisk. */
export function isDumpRest(line: string): boolean {
  return SQUEEZED.test(line) || /^\s*(?:0x)?[0-9a-f]{4,16}:?\s*$/i.test(line)
}

/** Every line with something on it begins with an offset, and the offsets count. */
export function isDump(lines: readonly string[]): boolean {
  const written = lines.filter((line) => line.trim() !== '' && !SQUEEZED.test(line))
  const isLine = (line: string): boolean => line.length <= MAX_DUMP_LINE && DUMP_LINE.test(line)
  if (written.length === 0 || !written.every(isLine)) return false
  // An offset stands alone at the end only.
  const bare = written.findIndex((line) => DUMP_LINE.exec(line)?.[3] === undefined)
  if (bare >= 0 && (bare < written.length - 1 || bare === 0)) return false
  const offsets = written.map((line) => offsetOf(line))
  const [first, second] = offsets
  if (first === undefined) return false
  // One line alone is a dump only where what looks like an offset is one: zero, with bytes after it.
  if (second === undefined) return first === 0 || /^\s*0x[0-9a-f]{6,}:/i.test(written[0] ?? '')
  return offsets.every((offset, i) => i === 0 || offset > (offsets[i - 1] ?? 0))
}

/** The offset of a line of a dump; not a number for another line, or where the digits are none of that base. */
export function offsetOf(line: string, radix: Radix = 16): number {
  const digits = DUMP_LINE.exec(line)?.[1] ?? 'none'
  const wrong = radix === 8 ? /[^0-7]/ : radix === 10 ? /\D/ : /[^0-9a-f]/i
  return wrong.test(digits) ? Number.NaN : Number.parseInt(digits, radix)
}

export type Radix = 8 | 10 | 16
