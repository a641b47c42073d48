/** What a block of an event stream says, line by line; the standard's parser says what becomes of it. */
import type { Field, Unit } from '../../field/field.ts'
import type { Side } from '../views.ts'
import { findField } from './fields.ts'
import { textOf } from './sides.ts'

/** The lines of that name (`id`, `event`, `data`, `retry`), with their indexes among the block's fields. */
export function blockLines(
  { fields }: Unit,
  name: string,
): readonly { readonly index: number; readonly line: Field }[] {
  return fields.flatMap((line, index) =>
    line.kind === 'event-stream.field-line' && line.value === name ? [{ index, line }] : [],
  )
}

/** What a block sets a field to: its last line's value, of `data` all lines joined by line feeds. Absent without such a line. */
export function blockField(unit: Unit, side: Side, name: string): string | undefined {
  const values = blockLines(unit, name).map(({ line }) =>
    textOf(findField(line.children, 'event-stream.field-value'), side),
  )
  return name === 'data' && values.length > 0 ? values.join('\n') : values.at(-1)
}

/** Whether the block ends in an event: it has data, and its empty line has come. */
export function dispatches({ fields }: Unit): boolean {
  return fields.at(-1)?.kind === 'event-stream.blank-line' && fields.at(-1)?.value === 'dispatch'
}
