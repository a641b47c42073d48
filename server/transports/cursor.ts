/** `after=N`: which events a client has. Read strictly, since a cursor read wrongly loses or repeats events silently. */
import { refuse, type Refusal } from '../errors.ts'

export interface Cursor {
  readonly after: number
}

const PLAIN = /^after=(\d{1,15})$/

/** The cursor of a query; without `after` the newest id, so that a client starts from now. Other parameters are ignored. */
export function readCursor(query: string, last: number): Cursor | Refusal {
  if (query === '') return { after: last }
  const plain = PLAIN.exec(query)?.[1]
  if (plain !== undefined) return cursorFrom(plain, last)
  const values = new URLSearchParams(query).getAll('after')
  if (values.length > 1) return refuse('bad-cursor', '"after" is given more than once; give it once.')
  return values[0] === undefined ? { after: last } : cursorFrom(values[0], last)
}

function cursorFrom(text: string, last: number): Cursor | Refusal {
  const after = Number(text)
  if (/^\d{1,15}$/.test(text) && after <= last) return { after }
  return refuse('bad-cursor', `"after" takes an event id as decimal digits, from 0 to the newest, ${last}.`)
}
