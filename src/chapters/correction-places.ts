/**
 * Where a chapter's corrections stand, read from its source: under which heading, and beside which figure. What they
 * say comes from rendering the chapter (gathered-corrections.ts); docs/decisions/corrections-from-the-chapters.md has
 * the reason. Pure; the page of corrections and the content check use it.
 */
import { componentsIn, type ComponentUse } from '../build/chapter-source.ts'
import { figureOf } from '../figures/lookup.ts'
import { headingsOf, type OutlineEntry } from './outline.ts'

export interface CorrectionPlace {
  readonly id: string
  /** The heading it stands under; undefined before the first. */
  readonly section?: OutlineEntry
  /** What a reader runs to see it: as `figureOf` calls it. Undefined where nothing on the page shows it. */
  readonly figure?: string
}

/** A correction that no figure shows says so. */
export const SHOWN_BY_NOTHING = 'none'

/**
 * The corrections of a chapter's MDX in their order. The figure is the one that `shown` names, else the nearest of the
 * same second-level section; of two as near, the later.
 */
export function correctionPlaces(mdx: string): readonly CorrectionPlace[] {
  const headings = new Map(headingsOf(mdx).map((heading) => [heading.id, heading]))
  const components = componentsIn(mdx)
  return components.flatMap((use, at) => {
    if (use.name !== 'Correction') return []
    const heading = headings.get(components.slice(0, at).findLast(isHeading)?.attributes.id ?? '')
    const figure = figureFor(use, sectionAround(components, at))
    return {
      id: use.attributes.id ?? '',
      ...(heading === undefined ? {} : { section: { id: heading.id, text: heading.text } }),
      ...(figure === undefined ? {} : { figure }),
    }
  })
}

/** An anchor of its own for each correction of several chapters: its id, and with the chapter's name from the second time on. */
export function correctionAnchors(
  chapters: readonly { readonly slug: string; readonly ids: readonly string[] }[],
): ReadonlyMap<string, string> {
  const taken = new Set<string>()
  const anchors = new Map<string, string>()
  for (const { slug, ids } of chapters)
    for (const id of ids) {
      const anchor = taken.has(id) ? `${id}-${slug.replace('/', '-')}` : id
      taken.add(anchor)
      anchors.set(`${slug} ${id}`, anchor)
    }
  return anchors
}

function figureFor(correction: ComponentUse, section: readonly ComponentUse[]): string | undefined {
  const { shown } = correction.attributes
  if (shown !== undefined) return shown === SHOWN_BY_NOTHING ? undefined : shown
  let nearest: { readonly figure: string; readonly away: number } | undefined
  for (const use of section) {
    const figure = figureOf(use.name, use.attributes)
    const away = Math.abs(use.line - correction.line)
    if (figure !== undefined && (nearest === undefined || away <= nearest.away)) nearest = { figure, away }
  }
  return nearest?.figure
}

/** What stands between the second-level heading before a component and the next one. */
function sectionAround(components: readonly ComponentUse[], at: number): readonly ComponentUse[] {
  const from = components.slice(0, at).findLastIndex(beginsSection) + 1
  const to = components.findIndex((use, index) => index > at && beginsSection(use))
  return components.slice(from, to === -1 ? components.length : to)
}

function isHeading(use: ComponentUse): boolean {
  return use.name === 'Heading'
}

function beginsSection(use: ComponentUse): boolean {
  return isHeading(use) && (use.attributes.level ?? '2') === '2'
}
