/**
 * What must hold so that the list of corrections and the glossary, which are gathered from the chapters, come out
 * whole: a clause or a reason for each correction, a figure that is there, a term that has an entry. Pure;
 * `check-content.ts` reads the files and prints.
 */
import type { ChapterSource } from '../src/build/chapter-source.ts'
import { SHOWN_BY_NOTHING } from '../src/chapters/correction-places.ts'
import { figureOf } from '../src/figures/lookup.ts'
import type { Finding } from './finding.ts'

const CORRECTION_ID = /^[FP]\d+(?:-[a-z-]+)?$/

/** Corrections without a clause or a word why not, with an id that says nothing, or shown by a figure the chapter has not. */
export function correctionFindings(chapter: ChapterSource): Finding[] {
  const figures = chapter.components.flatMap((use) => figureOf(use.name, use.attributes) ?? [])
  return chapter.components.flatMap((use) => {
    if (use.name !== 'Correction') return []
    const { id = '', said = '', clause, shown } = use.attributes
    const messages: string[] = []
    if (!CORRECTION_ID.test(id)) messages.push('its id is the number of a fact (F1) or of a problem (P1)')
    if (said.trim() === '') messages.push('nothing is said')
    if (clause === undefined && use.remark !== 'no clause')
      messages.push('no clause: name it, or say why there is none in {/* no clause: … */} right before')
    if (shown !== undefined && shown !== SHOWN_BY_NOTHING && !figures.includes(shown))
      messages.push(
        `no figure “${shown}” in this chapter; there are: ${[...figures, SHOWN_BY_NOTHING].join(', ')}`,
      )
    return messages.map((message) => ({
      file: chapter.file,
      line: use.line,
      message: `<Correction id="${id}">: ${message}`,
    }))
  })
}

/** Terms that the glossary has no entry for, and first uses that are not the first. */
export function termFindings(chapter: ChapterSource, entries: readonly string[]): Finding[] {
  const seen = new Set<string>()
  return chapter.components.flatMap((use) => {
    if (use.name !== 'Term') return []
    const { id = '' } = use.attributes
    const messages: string[] = []
    if (!entries.includes(id))
      messages.push(`the glossary has no entry; there are: ${[...entries].sort().join(', ')}`)
    if (seen.has(id)) messages.push('a second time: only the first use is marked')
    seen.add(id)
    return messages.map((message) => ({
      file: chapter.file,
      line: use.line,
      message: `<Term id="${id}">: ${message}`,
    }))
  })
}
