/** What was meant by an address that leads nowhere: the known ones that are nearest to it. Pure. */

/** An address and what it is called. */
export type Known = readonly [href: string, title: string]

const MOST = 3
/** Of a name's letters, so many may be others. */
const MOST_APART = 0.45

/** The nearest first, three at most; none where nothing is near. */
export function nearest(path: string, known: readonly Known[]): readonly Known[] {
  const asked = namesIn(path)
  return known
    .map((each) => ({
      each,
      apart: Math.min(apart(asked, namesIn(each[0])), apartFromTitle(asked, each[1])),
    }))
    .filter((place) => place.apart <= MOST_APART)
    .sort((a, b) => a.apart - b.apart)
    .slice(0, MOST)
    .map(({ each }) => each)
}

/** The names in an address, fragment and all, without what says nothing: the language, `index.html`. */
function namesIn(address: string): readonly string[] {
  return decoded(address)
    .toLowerCase()
    .split(/[/#]/)
    .map((name) => name.replace(/\.(?:html?|mdx?|php)$/, ''))
    .filter((name) => name !== '' && name !== 'zh' && name !== 'index')
    .map((name) => name.slice(0, 60))
    .slice(0, 6)
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

/** From 0, the same, to 1: of the whole, or, a little further off, of the last name alone, which may have been meant to stand elsewhere. */
function apart(asked: readonly string[], known: readonly string[]): number {
  if (asked.length === 0 || known.length === 0) return 1
  const whole = share(asked.join(' '), known.join(' '))
  const last = share(asked.at(-1) ?? '', known.at(-1) ?? '')
  return Math.min(whole, last + 0.1)
}

/** The last name may be what the place is called: 掩码, what-neither-of-them-does. */
function apartFromTitle(asked: readonly string[], title: string): number {
  const called = title.split(' · ').at(-1) ?? ''
  return share(wordsOf(asked.at(-1) ?? ''), wordsOf(called.slice(0, 60))) + 0.1
}

function wordsOf(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function share(a: string, b: string): number {
  return distance(a, b) / Math.max(a.length, b.length, 1)
}

/** Letters put in, left out, changed, or two that changed places, at least so many. */
function distance(a: string, b: string): number {
  let [before, row]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      const swap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? Infinity) + 1 : Infinity
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, swap))
    }
    ;[before, row] = [row, next]
  }
  return row[b.length] ?? 0
}
