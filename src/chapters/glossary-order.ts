/**
 * The glossary in the order of each language: by letter, in Chinese by the first letter of a name's pinyin, with names
 * that begin with a Latin letter among them. Pure.
 */
import type { Language } from '../words/languages.ts'

export interface LetterGroup<Entry> {
  readonly letter: string
  readonly entries: readonly Entry[]
}

const COLLATORS: Readonly<Record<Language, Intl.Collator>> = {
  en: new Intl.Collator('en', { sensitivity: 'base' }),
  zh: new Intl.Collator('zh-CN-u-co-pinyin'),
}

/** The first character, in order of pinyin, of each letter that a pinyin can begin with. */
const FIRST_HAN = [...'阿八嚓咑妸发旮哈丌咔垃妈拏噢妑七呥仨他穵夕丫帀']
const PINYIN_LETTERS = [...'ABCDEFGHJKLMNOPQRSTWXYZ']

/** Characters of several readings, and one with only the reading that our terms give them: 长 as in 长短, 重 as in 重复. */
const READ_AS: Readonly<Record<string, string>> = { 长: '常', 重: '虫' }

/** The anchor in a chapter of a term's first use. */
export function termAnchor(id: string): string {
  return `term-${id}`
}

/** Entries by the letter their names begin with, in the order of the language. */
export function byLetter<Entry>(
  entries: readonly Entry[],
  nameOf: (entry: Entry) => string,
  language: Language,
): readonly LetterGroup<Entry>[] {
  const { compare } = COLLATORS[language]
  return [...Map.groupBy(entries, (entry) => letterOf(nameOf(entry)))]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([letter, group]) => ({
      letter,
      entries: group.sort((a, b) => compare(asRead(nameOf(a)), asRead(nameOf(b)))),
    }))
}

/** The capital letter a name is found under. Throws for a name that begins with neither a Latin letter nor Han. */
export function letterOf(name: string): string {
  const first = [...asRead(name)][0] ?? ''
  if (/[a-z]/i.test(first)) return first.toUpperCase()
  const at = FIRST_HAN.findLastIndex((han) => COLLATORS.zh.compare(han, first) <= 0)
  const letter = PINYIN_LETTERS[at]
  if (!/\p{Script=Han}/u.test(first) || letter === undefined) throw new Error(`“${name}” has no letter`)
  return letter
}

function asRead(name: string): string {
  return name.replace(/[长重]/g, (han) => READ_AS[han] ?? han)
}
