/** What a social card is made from, and a hash of it, so that a test sees which cards are out of date. */
import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import { readChapter } from '../../src/build/chapter-source.ts'
import { LANGUAGES, pathIn, type Language } from '../../src/words/languages.ts'

export interface CardSource {
  readonly language: Language
  /** A chapter's, or `home`. */
  readonly slug: string
  /** The page that has the figure. */
  readonly path: string
  /** Of what a reader would see change: words, recording, layout. */
  readonly hash: string
}

/** What each card was made from, beside them. */
export const MADE_FROM = 'public/cards/made-from.json'

/** Every card there is to make. */
export function cardSources(): readonly CardSource[] {
  return LANGUAGES.flatMap((language) => {
    const chapters = globSync(`content/chapters/${language}/**/*.mdx`).sort()
    return [home(language), ...chapters.map((file) => chapterCard(language, file.replaceAll('\\', '/')))]
  })
}

function home(language: Language): CardSource {
  const page = `src/pages/${language === 'en' ? '' : 'zh/'}index.astro`
  return {
    language,
    slug: 'home',
    path: pathIn(language, '/'),
    hash: hashOf(titlesIn(page), capture('race')),
  }
}

function chapterCard(language: Language, file: string): CardSource {
  const slug = file.replace(`content/chapters/${language}/`, '').replace(/\.mdx$/, '')
  const { frontMatter, components } = readChapter(file, language, readFileSync(file, 'utf8'))
  const scene = components.find(({ name }) => name === 'Bench')?.attributes['scene'] ?? ''
  const words = [frontMatter['title'] ?? '', frontMatter['lead'] ?? '']
  return { language, slug, path: pathIn(language, `/${slug}/`), hash: hashOf(...words, capture(scene)) }
}

function titlesIn(page: string): string {
  const text = readFileSync(page, 'utf8')
  return /<Fragment slot="title">[\s\S]*?<\/p>/.exec(text)?.[0] ?? ''
}

function capture(name: string): string {
  return readFileSync(globSync(`content/captures/${name}{,.*}.json`).sort()[0] ?? '', 'utf8')
}

function hashOf(...parts: readonly string[]): string {
  const sum = createHash('sha256').update(readFileSync('scripts/cards/take.ts'))
  for (const part of parts) sum.update(`\0${part}`)
  return sum.digest('base64url').slice(0, 16)
}
