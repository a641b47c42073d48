/** What was found, marked in its text; of a long text the piece around it. Pure. */
import { isHan, stemOf, wordsIn } from './words-in.ts'

/** Pieces of a text in their order. */
export type Marked = readonly { readonly text: string; readonly found: boolean }[]

/** The text in pieces, its found words marked. `terms` are words of the index. */
export function marked(text: string, terms: ReadonlySet<string>): Marked {
  const pieces: { text: string; found: boolean }[] = []
  let at = 0
  for (const { start, end } of foundIn(text, terms)) {
    if (start > at) pieces.push({ text: text.slice(at, start), found: false })
    pieces.push({ text: text.slice(start, end), found: true })
    at = end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), found: false })
  return pieces
}

/** Some `most` characters, where the first of the found words has company; an ellipsis stands for what is left out. */
export function excerpt(text: string, terms: ReadonlySet<string>, most: number): Marked {
  if (text.length <= most) return marked(text, terms)
  const found = foundIn(text, terms)
  const company = (from: number): number =>
    found.filter(({ start, end }) => start >= from && end <= from + most / 2).length
  const best = found.reduce(
    (first, { start }) => (company(start) > company(first) ? start : first),
    found[0]?.start ?? 0,
  )
  const from = Math.max(0, Math.min(best - Math.floor(most / 4), text.length - most))
  // Not in the middle of a word, where the text has gaps.
  const begin = from === 0 ? 0 : from + Math.max(0, text.slice(from, best).search(/(?<=[\s，。；：、])\S/))
  const rest = text.slice(begin, begin + most)
  const kept = begin + most >= text.length ? rest : rest.replace(/\s\S{0,20}$/, '')
  const pieces = marked(kept, terms)
  return [
    ...(begin > 0 ? [{ text: '… ', found: false }] : []),
    ...pieces,
    ...(begin + kept.length < text.length ? [{ text: ' …', found: false }] : []),
  ]
}

function foundIn(text: string, terms: ReadonlySet<string>): readonly { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = []
  for (const { word, start, end } of wordsIn(text)) {
    if (!terms.has(word) && (isHan(word) || !terms.has(stemOf(word)))) continue
    const last = ranges.at(-1)
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
    else ranges.push({ start, end })
  }
  return ranges
}
