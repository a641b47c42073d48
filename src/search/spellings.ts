/**
 * Other ways to write what a reader asks for: one word where the texts have two (`longpolling`, `lastEventId`), two where they have
 * one (`web socket`), and Han pairs that only their neighbours' meeting makes (丢消 in 丢消息). Pure.
 */
import { isHan } from './words-in.ts'

/** What the texts have. */
export interface Known {
  /** The very word. */
  has(word: string): boolean
  /** It, or one like it. */
  finds(word: string): boolean
}

/** The words of a query, and the other ways to write them that the texts know. */
export function spellingsOf(words: readonly string[], known: Known): readonly (readonly string[])[] {
  const own = words.flatMap((_, at) => toldBy(words, at, known))
  const joined = joinedIn(own, known)
  const parted = own.flatMap((word) =>
    isHan(word) || known.finds(word) ? [word] : (partsOf(word, known) ?? [word]),
  )
  return [own, joined, parted].filter((each, at, all) => all.findIndex((other) => isSame(each, other)) === at)
}

/** A pair that no text has tells nothing: of it remains what stands in no other pair. */
function toldBy(words: readonly string[], at: number, known: Known): readonly string[] {
  const word = words[at] ?? ''
  const [first = '', last = ''] = word
  if (!isHan(word) || last === '' || known.has(word)) return [word]
  const before = words[at - 1] ?? ''
  const after = words[at + 1] ?? ''
  const isFirstTold = before.endsWith(first) && known.has(before)
  const isLastTold = after.startsWith(last) && known.has(after)
  if (!isFirstTold && !isLastTold) return [word]
  return [...(isFirstTold ? [] : [first]), ...(isLastTold ? [] : [last])]
}

function joinedIn(words: readonly string[], known: Known): readonly string[] {
  const joined: string[] = []
  for (const word of words) {
    const last = joined.at(-1)
    if (last !== undefined && !isHan(word) && !isHan(last) && known.has(last + word))
      joined[joined.length - 1] = last + word
    else joined.push(word)
  }
  return joined
}

/** Shorter ones are in any word: beat is no “be at”. */
const LEAST_PART = 3
/** No words of ours are longer, written as one. */
const LONGEST = 30

/** A word that is no text's as words that are, the longest first; `undefined` where it is none. */
function partsOf(word: string, known: Known): readonly string[] | undefined {
  if (word.length > LONGEST) return undefined
  if (word.length < LEAST_PART) return known.has(word) ? [word] : undefined
  for (let end = word.length; end >= LEAST_PART; end--) {
    const first = word.slice(0, end)
    if (!known.has(first)) continue
    const rest = end === word.length ? [] : partsOf(word.slice(end), known)
    if (rest !== undefined) return [first, ...rest]
  }
  return undefined
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.join(' ') === other.join(' ')
}
