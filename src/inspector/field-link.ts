/**
 * What a link to the workbench says of a run on this site and of a place in it: a unit, a field, the lens, what is stepped by. Apart
 * from what reads such links, which a figure has no need of. Pure.
 */
import type { LensName, UnitStep } from './words.ts'

/** Where in a run a link leads, and how it is looked at there. */
export interface LinkedPlace {
  readonly unit?: string | undefined
  readonly field?: readonly number[] | undefined
  readonly lens?: LensName | undefined
  readonly by?: UnitStep | undefined
}

export interface FieldLink extends LinkedPlace {
  readonly capture: string
}

/** What a bench's link to its own run says. */
export const HANDED_OVER = 'handed-over'

/** Where a bench lays its run, in the tab's own storage, for the workbench to find: gone with the tab. */
export const HAND_OVER_KEY = 'run for the inspector'

/** Gives the fragment, without `#`, that opens a capture, at a field of it where one is named. */
export function fieldFragment({ capture, ...place }: FieldLink): string {
  return withPlace(`capture=${part(capture)}`, place)
}

/** Gives a fragment that names a run, with the place in that run behind it. */
export function withPlace(fragment: string, { unit, field, lens, by }: LinkedPlace): string {
  const values = [fragment]
  if (unit !== undefined) values.push(`unit=${part(unit)}`)
  if (unit !== undefined && field !== undefined) values.push(`field=${field.join('.')}`)
  if (lens !== undefined) values.push(`lens=${lens}`)
  if (by !== undefined) values.push(`by=${by}`)
  return values.join('&')
}

/** Colons, at signs and slashes of a unit's name may stand in a fragment as they are. */
function part(text: string): string {
  return encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%40', '@').replaceAll('%2F', '/')
}
