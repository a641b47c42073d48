/**
 * The sentences of the inspector as places: each kind of field, header by header, once, as the first recorded run says it that has
 * it. The link opens that run there. Runs under Node only.
 */
import { foldCapture } from '../../bench/build/captures.ts'
import { CAPTURES } from '../../figures/lookup.ts'
import { fieldFragment } from '../../inspector/field-link.ts'
import { DIRECTIONS } from '../../wire/bytes/bytes.ts'
import type { Field, Unit } from '../../wire/field/field.ts'
import { sourceOf } from '../../wire/trace/queries/sides.ts'
import { fieldLabel, fieldSentence, sentenceContext } from '../../words/field-sentences/index.ts'
import { pathIn, type Language } from '../../words/languages.ts'
import type { Place } from '../place.ts'

/** The fields of all captures that say something of their own. */
export function fieldPlaces(language: Language): readonly Place[] {
  const places = new Map<string, Place>()
  for (const { name, scene, variant, title } of CAPTURES)
    for (const { sides } of foldCapture(scene, variant).conversation.exchanges)
      for (const side of DIRECTIONS.map((direction) => sides[direction]))
        for (const unit of side.units) {
          const context = sentenceContext(unit, (sourceOf(side, unit.source) ?? side.source).bytes)
          for (const { field, path, header } of fieldsOf(unit)) {
            const key = `${field.kind} ${String(header?.value ?? (field.kind === 'websocket.opcode' ? field.value : ''))}`
            if (places.has(key)) continue
            places.set(key, {
              kind: 'field',
              href: `${pathIn(language, '/inspector/')}#${fieldFragment({ capture: name, unit: unit.id, field: path })}`,
              title: header === undefined ? fieldLabel(language, field.kind) : context.text(header),
              where: title[language],
              text: fieldSentence(language, field, context),
            })
          }
        }
  return [...places.values()]
}

interface FieldAt {
  readonly field: Field
  readonly path: readonly number[]
  /** Of a header's value, the field of its name. */
  readonly header?: Field
}

/** All fields of a unit; of a header line the value, with the name. */
function fieldsOf(unit: Unit): readonly FieldAt[] {
  const walk = (fields: readonly Field[], before: readonly number[]): readonly FieldAt[] =>
    fields.flatMap((field, i): readonly FieldAt[] => {
      const path = [...before, i]
      if (field.kind !== 'http.header-line') return [{ field, path }, ...walk(field.children, path)]
      const at = field.children.findIndex(({ kind }) => kind === 'http.header-value')
      const [header, value] = [field.children[0], field.children[at]]
      return header && value ? [{ field: value, path: [...path, at], header }] : []
    })
  return walk(unit.fields, [])
}
