/** Where each term is first used, from the chapters' `<Term>`: the glossary leads there. */
import { readChapter } from '../build/chapter-source.ts'
import type { Language } from '../words/languages.ts'
import { chapterEntries, listChapters, slugOf, type WrittenChapter } from './chapter-list.ts'

/** The first chapter of a language that marks each term, by the term's id. */
export async function firstUses(language: Language): Promise<ReadonlyMap<string, WrittenChapter>> {
  const entries = await chapterEntries(language)
  const uses = new Map<string, WrittenChapter>()
  for (const chapter of await listChapters(language)) {
    if (chapter.kind === 'unwritten') continue
    const source = entries.find((entry) => slugOf(entry) === chapter.slug)?.body ?? ''
    for (const { name, attributes } of readChapter('', language, source).components)
      if (name === 'Term' && attributes.id !== undefined && !uses.has(attributes.id))
        uses.set(attributes.id, chapter)
  }
  return uses
}
