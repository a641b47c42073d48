/**
 * The chapters of a language that correct something, and where: what the list of corrections is drawn from, its
 * outline, and the links that lead into it.
 */
import type { CollectionEntry } from 'astro:content'
import type { Language } from '../words/languages.ts'
import { chapterEntries, listChapters, slugOf, type WrittenChapter } from './chapter-list.ts'
import { correctionAnchors, correctionPlaces, type CorrectionPlace } from './correction-places.ts'

export interface CorrectedChapter {
  readonly chapter: WrittenChapter
  readonly entry: CollectionEntry<'chapters'>
  readonly places: readonly CorrectionPlace[]
}

/** The chapters with corrections, in the order of the notes. */
export async function correctedChapters(language: Language): Promise<readonly CorrectedChapter[]> {
  const entries = await chapterEntries(language)
  return (await listChapters(language)).flatMap((chapter) => {
    const entry = entries.find((each) => slugOf(each) === chapter.slug)
    const places = correctionPlaces(entry?.body ?? '')
    return entry && chapter.kind === 'written' && places.length > 0 ? [{ chapter, entry, places }] : []
  })
}

/** The anchor of each correction in the list, by `<slug> <id>`. */
export async function listedAnchors(language: Language): Promise<ReadonlyMap<string, string>> {
  const chapters = await correctedChapters(language)
  return correctionAnchors(
    chapters.map(({ chapter, places }) => ({ slug: chapter.slug, ids: places.map(({ id }) => id) })),
  )
}
