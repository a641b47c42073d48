/**
 * The workbench's address: its fragment names a capture, and a unit and a field in it, or carries a small run, or says that a
 * bench of this site handed one over. A fragment never leaves the browser. Pure.
 */
import { carriesRun } from '../../wire/export/run-link.ts'

export interface FieldLink {
  readonly capture: string
  readonly unit?: string
  readonly field?: readonly number[]
}

export type WorkbenchLink =
  | { readonly kind: 'capture'; readonly link: FieldLink }
  /** `decodeRunFragment` reads it. */
  | { readonly kind: 'run'; readonly fragment: string }
  | { readonly kind: 'handed-over' }
  | { readonly kind: 'none' }

/** Reads a fragment, with or without `#`. What makes no sense is `none`, or a capture's name that nobody knows. */
export function readWorkbenchLink(fragment: string): WorkbenchLink {
  const text = fragment.replace(/^#/, '')
  if (carriesRun(text)) return { kind: 'run', fragment: text }
  if (text === HANDED_OVER) return { kind: 'handed-over' }
  const values = new URLSearchParams(text)
  const capture = values.get('capture')
  if (capture === null) return { kind: 'none' }
  const unit = values.get('unit')
  const field = fieldPath(values.get('field'))
  return {
    kind: 'capture',
    link: {
      capture,
      ...(unit === null ? {} : { unit }),
      ...(unit === null || field === undefined ? {} : { field }),
    },
  }
}

/** What a bench's link to its own run says. */
export const HANDED_OVER = 'handed-over'

/** Gives the fragment, without `#`, that opens at a field. */
export function fieldFragment({ capture, unit, field }: FieldLink): string {
  const values = [`capture=${part(capture)}`]
  if (unit !== undefined) values.push(`unit=${part(unit)}`)
  if (unit !== undefined && field !== undefined) values.push(`field=${field.join('.')}`)
  return values.join('&')
}

/** Colons, at signs and slashes of a unit's name may stand in a fragment as they are. */
function part(text: string): string {
  return encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%40', '@').replaceAll('%2F', '/')
}

function fieldPath(text: string | null): readonly number[] | undefined {
  return text !== null && /^\d{1,6}(?:\.\d{1,6}){0,8}$/.test(text) ? text.split('.').map(Number) : undefined
}
