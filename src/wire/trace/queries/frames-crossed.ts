/** What is asked of the WebSockets of a conversation again and again. */
import type { Direction } from '../../bytes/bytes.ts'
import type { FieldKind, Unit } from '../../field/field.ts'
import { findField } from './fields.ts'
import type { Conversation, ExchangeView } from '../views.ts'

export function webSockets({ exchanges }: Conversation): readonly ExchangeView[] {
  return exchanges.filter(({ transport }) => transport === 'ws')
}

/** The whole frames of one direction, of all WebSockets. */
export function framesOf(conversation: Conversation, direction: Direction): readonly Unit[] {
  return webSockets(conversation).flatMap(({ sides }) => sides[direction].units.filter(isWholeFrame))
}

export function isWholeFrame({ kind, complete }: Unit): boolean {
  return kind === 'frame' && complete
}

/** What the first field of a kind says, where it is a number. */
export function numberIn({ fields }: Unit, kind: FieldKind): number | undefined {
  const value = findField(fields, kind)?.value
  return typeof value === 'number' ? value : undefined
}
