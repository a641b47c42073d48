/**
 * The chapters of a language that correct something, and where: what the list of corrections is drawn from, its
 * outline, and the links that lead into it.
 */
import type { Language } from '../words/languages.ts'
import { listChapters, type ListedChapter } from './chapter-list.ts'
import { correctionAnchors, correctionPlaces, type CorrectionPlace } from './correction-places.ts'

export interface CorrectedChapter {
  readonly chapter: ListedChapter
  readonly places: readonly CorrectionPlace[]
}

/** The chapters with corrections, in the order of the notes. */
export async function correctedChapters(language: Language): Promise<readonly CorrectedChapter[]> {
  return (await listChapters(language)).flatMap((chapter) => {
    const places = correctionPlaces(chapter.entry.body ?? '')
    return places.length > 0 ? [{ chapter, places }] : []
  })
}

/** The anchor of each correction in the list, by `<slug> <id>`. */
export async function listedAnchors(language: Language): Promise<ReadonlyMap<string, string>> {
  const chapters = await correctedChapters(language)
  return correctionAnchors(
    chapters.map(({ chapter, places }) => ({ slug: chapter.slug, ids: places.map(({ id }) => id) })),
  )
}
