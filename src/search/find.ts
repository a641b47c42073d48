/**
 * Searches the places of one language. The build makes the index (`indexOf`), the page reads it (`readIndex`) and asks it
 * (`find`): one set of options for all three, since an index is of use only with those that it was made with.
 */
import MiniSearch, { type Options, type SearchOptions, type SearchResult } from 'minisearch'
import { PLACE_KINDS, type Place, type PlaceKind } from './place.ts'
import { spellingsOf, type Known } from './spellings.ts'
import { isHan, stemOf, wordsAsked, wordsIn } from './words-in.ts'

export type PlaceIndex = MiniSearch<Place>

export interface Found extends Place {
  /** The words of the index that made it be found: what is marked in its texts. */
  readonly terms: ReadonlySet<string>
}

export interface FoundOfKind {
  readonly kind: PlaceKind
  readonly places: readonly Found[]
}

/** A heading is worth more than a recording in which the same is said. */
const WORTH: Readonly<Record<PlaceKind, number>> = {
  chapter: 1.5,
  term: 1.5,
  correction: 1.1,
  figure: 1,
  stop: 0.8,
  field: 0.8,
  capture: 0.5,
}

const OPTIONS: Options<Place> = {
  idField: 'href',
  fields: ['title', 'where', 'text'],
  storeFields: ['kind', 'href', 'title', 'where', 'text'],
  tokenize: (text) => wordsIn(text).map(({ word }) => word),
  processTerm: (word) => [...new Set([word, stemOf(word)])],
}

const SEARCH: SearchOptions = {
  tokenize: (query) => query.split(' '),
  processTerm: stemOf,
  // What is typed may be the beginning of a word, or have a letter wrong; a pair of Han characters is meant as it is.
  prefix: (word) => !isHan(word) || word.length === 1,
  fuzzy: (word) => (!isHan(word) && word.length > 4 ? (word.length > 6 ? 2 : 1) : false),
  weights: { prefix: 0.5, fuzzy: 0.2 },
  boost: { title: 4, where: 0.5 },
  boostDocument: (_href, _term, stored) => WORTH[stored?.['kind'] as PlaceKind],
}

/** Makes the index of places, as text. */
export function indexOf(places: readonly Place[]): string {
  const index = new MiniSearch<Place>(OPTIONS)
  index.addAll(places)
  return JSON.stringify(index)
}

/** Reads what `indexOf` wrote. Throws where it is none. */
export function readIndex(json: string): PlaceIndex {
  return MiniSearch.loadJSON<Place>(json, OPTIONS)
}

/**
 * What has most words of a query, however they are written, all if any place does; of three and more, one may be wanting. By kind,
 * that with the best place first.
 */
export function find(index: PlaceIndex, query: string): readonly FoundOfKind[] {
  const best = new Map<string, SearchResult>()
  for (const words of spellingsOf(wordsAsked(query), knownTo(index)))
    for (const each of foundBy(index, words))
      if (each.score > (best.get(each.id as string)?.score ?? 0)) best.set(each.id as string, each)
  const found = [...best.values()]
    .sort((a, b) => b.score - a.score)
    .map((each) => ({ ...each, terms: new Set(each.terms) }) as unknown as Found)
  const first = (kind: PlaceKind): number => found.findIndex((each) => each.kind === kind)
  return PLACE_KINDS.filter((kind) => first(kind) >= 0)
    .sort((a, b) => first(a) - first(b))
    .map((kind) => ({ kind, places: found.filter((each) => each.kind === kind) }))
}

function foundBy(index: PlaceIndex, words: readonly string[]): readonly SearchResult[] {
  const some = index.search(words.join(' '), SEARCH)
  const most = Math.max(...some.map(({ queryTerms }) => queryTerms.length))
  return some.filter(({ queryTerms }) => queryTerms.length >= (most > 2 ? most - 1 : most))
}

function knownTo(index: PlaceIndex): Known {
  const very: SearchOptions = { ...SEARCH, processTerm: (word) => word, prefix: false, fuzzy: false }
  return {
    has: (word) => index.search(word, very).length > 0,
    finds: (word) => index.search(word, SEARCH).length > 0,
  }
}
