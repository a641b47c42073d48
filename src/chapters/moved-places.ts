/**
 * A chapter that became several pages keeps its old address, and links lead into it: to headings, figures, corrections and
 * terms that now stand on its later pages. This finds them, so that the first page can lead on. Pure.
 */
import { componentsIn, type ComponentUse } from '../build/chapter-source.ts'
import { figureAnchor } from '../bench/model/figure.ts'
import { figureOf, titleOf, type SceneName } from '../figures/lookup.ts'
import type { Language } from '../words/languages.ts'
import { TERMS, type TermId } from '../words/terms/index.ts'
import { termAnchor } from './glossary-order.ts'
import { headingsOf, type OutlineEntry } from './outline.ts'
import { goalsOf } from './page-goals.ts'

export interface MovedPlaces {
  /** In their order; the text is the heading's. */
  readonly headings: readonly OutlineEntry[]
  /** Figures by their titles, corrections by what is said, terms by their names, goals. */
  readonly others: readonly OutlineEntry[]
}

/** The anchors of a later page that its chapter's first page has not, each with what to call it. */
export function movedPlaces(first: string, later: string, language: Language): MovedPlaces {
  const taken = new Set([...headingsOf(first), ...anchored(first, language)].map((place) => place.id))
  const moved = (places: readonly OutlineEntry[]) =>
    places.flatMap(({ id, text }) => (taken.has(id) ? [] : [{ id, text }]))
  return { headings: moved(headingsOf(later)), others: moved(anchored(later, language)) }
}

function anchored(mdx: string, language: Language): readonly OutlineEntry[] {
  const places = componentsIn(mdx).flatMap((use) => placeOf(use, language) ?? [])
  return [...places, ...goalsOf(mdx).map(({ check, text }) => ({ id: `goal-${check}`, text: text.join('') }))]
}

function placeOf({ name, attributes }: ComponentUse, language: Language): OutlineEntry | undefined {
  const { id = '', said = '', scene } = attributes
  if (name === 'Correction') return { id: `correction-${id}`, text: said }
  if (name === 'Term') return { id: termAnchor(id), text: TERMS[id as TermId].name[language] }
  const figure = figureOf(name, attributes)
  if (figure === undefined) return undefined
  return {
    id: figureAnchor(figure),
    text: scene === undefined ? figure : titleOf(scene as SceneName)[language],
  }
}
