/**
 * A page in one language carries none of the other's words. In the browser's build `x.en.ts` and `x.zh.ts` are one
 * module outside the bundle, `words/x`, and the import map of each page says which file that is: of its own language.
 * Argued in docs/decisions/one-language-a-page.md.
 */
import { existsSync, readFileSync } from 'node:fs'
import { glob, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import type { Plugin, Rolldown } from 'vite'
import { LANGUAGES, LANGUAGE_TAGS, type Language } from '../words/languages.ts'
import { pageScripts } from './page-scripts.ts'

/** Tables that are one file: what every figure says, and what the inspector says beside it; paths from `src`. */
const TOGETHER: Readonly<Record<string, readonly string[]>> = {
  'words/bench': ['bench/view/words', 'words/numbers', 'words/run-words', 'words/trace-words'],
  'words/fields': ['inspector/words', 'words/field-sentences/table'],
}

const TABLE = /^(.*)\.(en|zh)\.ts$/

/** What the entries and the stand-ins of tables are called inside the build. */
const ENTRY = '\0words-entry/'
const STAND_IN = '\0words-table/'

/** Addresses of the tables' files, by specifier. */
type Files = Map<string, Readonly<Record<Language, string>>>

/** The integration; it stands before what hashes inline scripts. */
export function oneLanguage(): AstroIntegration {
  const files: Files = new Map()
  return {
    name: 'one-language',
    hooks: {
      'astro:config:setup': ({ config, updateConfig }) => {
        updateConfig({ vite: { plugins: [wordsApart(fileURLToPath(config.srcDir), files)] } })
      },
      'astro:build:done': async ({ dir }) => {
        const site = fileURLToPath(dir)
        const read = (address: string): string => readFileSync(join(site, address), 'utf8')
        for await (const page of glob('**/*.html', { cwd: site })) {
          const html = read(page)
          const wanted = wantedBy(html, files, read)
          if (wanted.size > 0) await writeFile(join(site, page), withImportMap(html, wanted))
        }
      },
    },
  }
}

/** The chunk of what tables of both languages take; without a name each module would be a file of its own. */
function chunkOf(id: string, graph: Rolldown.ChunkingContext): string | null {
  const taking = graph.getModuleInfo(id)?.importers ?? []
  return !TABLE.test(id) && taking.some((each) => TABLE.test(each)) ? 'words-helpers' : null
}

/** Takes the tables out of what the browser gets, and fills `files` with where they went. */
function wordsApart(src: string, files: Files): Plugin {
  const gone = Object.values(TOGETHER)
    .flat()
    .filter((name) => !existsSync(join(src, `${name}.en.ts`)))
  if (gone.length > 0) throw new Error(`tables of words that moved: ${gone.join(', ')}`)
  const emitted = new Map<string, Readonly<Record<Language, string>>>()
  const nameOf = (path: string, importer: string): string => relative(src, resolve(dirname(importer), path))
  return {
    name: 'comet:words-apart',
    apply: 'build',
    enforce: 'pre',
    applyToEnvironment: ({ name }) => name === 'client',
    configEnvironment: (name) =>
      name === 'client'
        ? {
            build: {
              rolldownOptions: { output: { codeSplitting: { groups: [{ name: chunkOf, priority: 100 }] } } },
            },
          }
        : undefined,
    resolveId(source, importer = '') {
      if (source.startsWith(ENTRY)) return source
      if (emitted.has(source)) return { id: source, external: true }
      const path = TABLE.exec(source)?.[1]
      if (path === undefined || importer.startsWith(ENTRY)) return undefined
      const name = nameOf(path, importer)
      const specifier = specifierOf(name)
      // Tables take in those of their own language, but for those that are together in another file.
      const among = TABLE.exec(importer)?.[1]
      if (
        among !== undefined &&
        (!(specifier in TOGETHER) || specifier === specifierOf(relative(src, among)))
      )
        return undefined
      if (!emitted.has(specifier)) {
        const emit = (language: Language): string =>
          this.emitFile({
            type: 'chunk',
            id: `${ENTRY}${specifier}.${language}`,
            name: `${specifier}.${language}`,
          })
        emitted.set(specifier, { en: emit('en'), zh: emit('zh') })
      }
      return STAND_IN + name
    },
    load(id) {
      if (id.startsWith(STAND_IN)) {
        const name = id.slice(STAND_IN.length)
        const specifier = specifierOf(name)
        return `export { t${tablesOf(specifier).indexOf(name)} as default } from '${specifier}'`
      }
      const [, specifier, language] = /^\0words-entry\/(.*)\.(en|zh)$/.exec(id) ?? []
      if (specifier === undefined) return undefined
      return tablesOf(specifier)
        .map(
          (name, i) =>
            `export { default as t${i} } from ${JSON.stringify(join(src, `${name}.${language}.ts`))}`,
        )
        .join('\n')
    },
    generateBundle() {
      for (const [specifier, { en, zh }] of emitted)
        files.set(specifier, { en: `/${this.getFileName(en)}`, zh: `/${this.getFileName(zh)}` })
    },
  }
}

function specifierOf(name: string): string {
  return Object.keys(TOGETHER).find((each) => TOGETHER[each]?.includes(name)) ?? `words/${name}`
}

function tablesOf(specifier: string): readonly string[] {
  return TOGETHER[specifier] ?? [specifier.slice('words/'.length)]
}

/** The tables that a page's scripts ask for, and those that their files ask for. */
function wantedBy(html: string, files: Files, read: (address: string) => string): Files {
  const wanted: Files = new Map()
  for (;;) {
    const { first, later } = pageScripts(wanted.size > 0 ? withImportMap(html, wanted) : html, read)
    const more = [...first, ...later].flatMap((name) => {
      const each = files.get(name)
      return each === undefined ? [] : [[name, each] as const]
    })
    if (more.length === 0) return wanted
    for (const [name, each] of more) wanted.set(name, each)
  }
}

/** The page with a map for its language, before its first script: what came later would not count. */
function withImportMap(html: string, files: Files): string {
  const tag = /<html[^>]*\slang="([^"]*)"/.exec(html)?.[1]
  const language = LANGUAGES.find((each) => LANGUAGE_TAGS[each] === tag)
  const [charset] = /<meta charset="[^"]*">/.exec(html) ?? []
  if (language === undefined || charset === undefined) throw new Error('a page has no language or no charset')
  const imports = Object.fromEntries(
    [...files].sort().map(([specifier, each]) => [specifier, each[language]]),
  )
  return html.replace(charset, `${charset}<script type="importmap">${JSON.stringify({ imports })}</script>`)
}
