/**
 * `npm run check`: holds the chapters to what the build cannot see: that each exists in both languages with the same
 * figures, guesses, goals and corrections, names only what there is and types no measured number; and to the glossary, with the words widgets say.
 * Prints `file:line message` and exits 1 where something is to mend.
 */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { isMeasureName } from '../src/chapters/measures.ts'
import { HOUSE_WORDS, TERMS } from '../src/words/terms/index.ts'
import { RUN_NAMES } from '../src/transports/run-names.ts'
import { SCENE_NAMES, GOALS, IN_PROSE } from '../src/figures/lookup.ts'
import { TRANSPORTS } from '../src/wire/trace/transports.ts'
import { readChapter, type ChapterSource } from '../src/build/chapter-source.ts'
import {
  lengthOf,
  nameFindings,
  strayFindings,
  twinFindings,
  typedFindings,
  unshownFindings,
  type KnownNames,
} from './content-rules.ts'
import type { Finding } from './finding.ts'
import { entryFindings, formsOf, tableFindings, unusedFindings, withoutListedForms } from './glossary.ts'
import { correctionFindings, termFindings } from './reference-rules.ts'

const FOLDER = 'content/chapters'
const WORDS = {
  en: { least: 850, most: 2500, unit: 'words' },
  zh: { least: 1200, most: 4600, unit: 'Han characters' },
}

const known: KnownNames = {
  scenes: SCENE_NAMES,
  captures: globSync('content/captures/*.json').map((file) => basename(file, '.json')),
  goals: [...GOALS.keys()],
  runs: RUN_NAMES,
  transports: TRANSPORTS,
  isMeasure: isMeasureName,
}

const GLOSSARY = 'src/words/terms'
const forms = formsOf([...Object.values(TERMS), ...HOUSE_WORDS])

const components = IN_PROSE.flatMap(({ component }) => (component === undefined ? [] : [component.name]))

const findings: Finding[] = []
const chapters: ChapterSource[] = []
const slugs = new Set(
  globSync(`${FOLDER}/{en,zh}/**/*.mdx`).map((file) => file.slice(`${FOLDER}/en/`.length, -'.mdx'.length)),
)
for (const slug of [...slugs].sort()) {
  const [en, zh] = [chapterAt('en', slug), chapterAt('zh', slug)]
  for (const chapter of [en, zh]) {
    if (!chapter) continue
    chapters.push(chapter)
    findings.push(
      ...nameFindings(chapter, known),
      ...typedFindings(chapter),
      ...strayFindings(chapter, forms),
      ...correctionFindings(chapter),
      ...termFindings(chapter, Object.keys(TERMS)),
    )
    reportLength(chapter)
  }
  if (en && zh) findings.push(...twinFindings(en, zh, components))
}
findings.push(...unshownFindings(IN_PROSE, chapters))
const tables = globSync(['src/words/**/*.ts', 'src/figures/*/*.ts', 'src/**/*.{en,zh}.ts']).filter(
  (file) => !file.endsWith('.test.ts'),
)
const pages = globSync('src/pages/**/*.astro')
for (const file of [...tables, ...pages].sort()) {
  const source = readFileSync(file, 'utf8')
  findings.push(...tableFindings(file, isGlossary(file) ? withoutListedForms(source) : source, forms))
}
findings.push(
  ...entryFindings(GLOSSARY, TERMS, forms),
  ...unusedFindings(`${GLOSSARY}/house-words.ts`, HOUSE_WORDS, { en: textsOf('en'), zh: textsOf('zh') }),
)
if (slugs.size === 0) findings.push({ file: FOLDER, line: 1, message: 'there is no chapter' })

for (const { file, line, message } of findings) console.error(`${file}:${line} ${message}`)
console.log(
  findings.length === 0
    ? `${slugs.size} pages of chapters in two languages agree.`
    : `${findings.length} to mend.`,
)
process.exitCode = findings.length === 0 ? 0 : 1

/** All that one language says: its chapters and its tables. */
function textsOf(language: 'en' | 'zh'): string {
  const files = [
    ...globSync(`${FOLDER}/${language}/**/*.mdx`),
    ...tables.filter((file) => file.endsWith(`.${language}.ts`)),
  ]
  return files.map((file) => readFileSync(file, 'utf8')).join('\n')
}

function isGlossary(file: string): boolean {
  return file.startsWith(`${GLOSSARY}/`)
}

function chapterAt(language: 'en' | 'zh', slug: string): ChapterSource | undefined {
  const file = `${FOLDER}/${language}/${slug}.mdx`
  if (existsSync(file)) return readChapter(file, language, readFileSync(file, 'utf8'))
  findings.push({ file, line: 1, message: 'is missing: the other language has this chapter' })
  return undefined
}

function reportLength(chapter: ChapterSource): void {
  const { least, most, unit } = WORDS[chapter.language]
  const length = lengthOf(chapter)
  const note = length < least ? ` (aim: at least ${least})` : length > most ? ` (aim: at most ${most})` : ''
  console.log(`${chapter.file}: ${length} ${unit}${note}`)
}
