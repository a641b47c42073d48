/** What of a head tells most, as it stands there: what a ladder writes on an arrow and a table says in its row. */
import type { Unit } from '../../field/field.ts'
import { headerIn } from './heads.ts'

/** Header lines of a request that change what the answer will be. */
const ASKED = ['Upgrade', 'Last-Event-ID', 'If-None-Match'] as const

/** Of a request's head: those lines as `Name: value`, or else the cursor of its target. None where it just asks. */
export function requestSays(head: Unit, target: string): readonly string[] {
  const lines = ASKED.flatMap((name) => lineOf(head, name))
  const cursor = /[?&](after=[^&]*)/.exec(target)?.[1]
  return lines.length > 0 || cursor === undefined ? lines : [cursor]
}

/** Of an answer's head that goes on: what its content is. */
export function answerSays(head: Unit): readonly string[] {
  const type = headerIn(head, 'content-type')?.text ?? ''
  return type === '' ? [] : [type]
}

function lineOf(head: Unit, name: string): readonly string[] {
  const found = headerIn(head, name.toLowerCase())
  return found === undefined ? [] : [`${name}: ${found.text}`]
}
