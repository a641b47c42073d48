/**
 * What a text is searched by: words of letters and digits, and of Han text, which has no gaps between words, every two
 * characters that stand together. The index and what a reader types are read alike. Pure.
 */

/** A stretch of a text, in UTF-16 units, and the word that it is. */
export interface WordAt {
  readonly word: string
  readonly start: number
  readonly end: number
}

const RUNS = /\p{Script=Han}+|[[\p{L}\p{N}]--\p{Script=Han}]+/gv
const HAN = /^\p{Script=Han}/v

/** Words that nearly every English text has, and a question most of all. */
const COMMON = new Set(
  'a an and are be can do does for how i in is it my of on or that the this to what when which why with'.split(
    ' ',
  ),
)

/** The same in Chinese. What they stand between is no pair either. */
const COMMON_HAN = /为什么|什么|怎么|怎样|如何|[的和与吗]/gu

/** The words that a query is asked by: without those that tell nothing, unless it has no others. */
export function wordsAsked(query: string): readonly string[] {
  const gapped = query.replace(COMMON_HAN, ' ')
  const words = wordsIn(/\S/.test(gapped) ? gapped : query, false).map(({ word }) => word)
  const telling = words.filter((word) => !COMMON.has(word))
  return telling.length > 0 ? telling : words
}

/** Whether a word is of Han characters. */
export function isHan(word: string): boolean {
  return HAN.test(word)
}

/**
 * The words of a text in their order, small letters only. A run of Han gives its pairs; with `last`, as the index wants it, also its
 * last character, so that each character begins a word.
 */
export function wordsIn(text: string, last = true): readonly WordAt[] {
  return Array.from(text.matchAll(RUNS)).flatMap(({ 0: run, index }) =>
    isHan(run)
      ? pairsOf(run, index, last)
      : [{ word: run.toLowerCase(), start: index, end: index + run.length }],
  )
}

function pairsOf(run: string, at: number, last: boolean): WordAt[] {
  const ends: number[] = []
  let end = at
  for (const character of run) ends.push((end += character.length))
  const starts = [at, ...ends]
  const pairs = ends.slice(1).map((each, i) => ({ start: starts[i] ?? at, end: each }))
  const alone = last || pairs.length === 0 ? [{ start: starts[ends.length - 1] ?? at, end }] : []
  return [...pairs, ...alone].map(({ start, end: to }) => ({
    word: run.slice(start - at, to - at),
    start,
    end: to,
  }))
}

/**
 * A word without an ending that English puts to it: polls, polled and polling are one, so are fragment and fragmentation.
 * Too little of a word is left as it is: a ping is no p.
 */
export function stemOf(word: string): string {
  if (isHan(word)) return word
  const short = /^(.{4,}?)(?:(?:at)?ions?|ings?|ed|es)$/.exec(word)?.[1] ?? /^(.{3,}[^su])s$/.exec(word)?.[1]
  const bare = (short ?? word).replace(/([b-df-hj-km-rtv-y])\1$/, '$1')
  return bare.length > 4 ? bare.replace(/e$/, '').replace(/y$/, 'i') : bare
}
