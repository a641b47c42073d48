/** Where each term is first used, from the chapters' `<Term>`: the glossary leads there. */
import { componentsIn } from '../build/chapter-source.ts'
import type { Language } from '../words/languages.ts'
import { listChapters, type ListedChapter } from './chapter-list.ts'

/** The first chapter of a language that marks each term, by the term's id. */
export async function firstUses(language: Language): Promise<ReadonlyMap<string, ListedChapter>> {
  const uses = new Map<string, ListedChapter>()
  for (const chapter of await listChapters(language)) {
    for (const { name, attributes } of componentsIn(chapter.entry.body ?? ''))
      if (name === 'Term' && attributes.id !== undefined && !uses.has(attributes.id))
        uses.set(attributes.id, chapter)
  }
  return uses
}
