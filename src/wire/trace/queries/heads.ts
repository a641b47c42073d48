/** The heads of an exchange, asked for a header, a status, their lines. */
import { latin1 } from '../../bytes/bytes.ts'
import type { Field, Unit } from '../../field/field.ts'
import type { ExchangeView, Side } from '../views.ts'
import type { FieldPath } from './fields.ts'

/** Whether a unit is a head. */
export function isHead({ kind }: Pick<Unit, 'kind'>): boolean {
  return kind === 'request-head' || kind === 'response-head'
}

/** The heads of a side, which come before all else; the unfinished one too. */
export function headsOf({ units }: Pick<Side, 'units'>): readonly Unit[] {
  const end = units.findIndex((unit) => !isHead(unit))
  return end < 0 ? units : units.slice(0, end)
}

/** The head that counts, where it is whole: of a response the last, since a 1xx before it only announces it. */
export function headOf(side: Pick<Side, 'units'>): Unit | undefined {
  return headsOf(side).findLast(({ complete }) => complete)
}

export interface FoundHeader {
  /** From the head's fields down to the value, or to the line where it has none. */
  readonly path: FieldPath
  readonly field: Field
  /** Empty where the line has no value. A character a byte. */
  readonly text: string
}

/** The first header line of that name (lower-case) in a head. */
export function headerIn({ fields }: Unit, name: string): FoundHeader | undefined {
  const index = fields.findIndex(({ kind, value }) => kind === 'http.header-line' && value === name)
  const line = fields[index]
  if (line === undefined) return undefined
  const at = line.children.findIndex(({ kind }) => kind === 'http.header-value')
  const value = line.children[at]
  return value === undefined
    ? { path: [index], field: line, text: '' }
    : { path: [index, at], field: value, text: String(value.value) }
}

/** The text of a header of an exchange's request, or of its final answer; `undefined` where it has none of that name. */
export function header(
  { sides }: ExchangeView,
  of: 'request' | 'response',
  name: string,
): string | undefined {
  const head = headOf(sides[of === 'request' ? 'client-to-server' : 'server-to-client'])
  return head && headerIn(head, name)?.text
}

/** The first head of a side as it crossed, line by line, without the empty one; none where there is none. */
export function headLines({ source, units }: Side): readonly string[] {
  const head = units.find(isHead)
  if (head === undefined) return []
  return latin1(source.bytes, head.range.start, head.range.end).trimEnd().split('\r\n')
}
