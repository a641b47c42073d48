/** No page's script has the other language's words: read off the built files, along each page's own imports. */
import { globSync, readFileSync } from 'node:fs'
import ts from 'typescript'
import { pageScripts } from '../../src/build/page-scripts.ts'
import { languageOf, otherLanguage, type Language } from '../../src/words/languages.ts'
import { BUILT_PAGES } from './built-pages.ts'
import { expect, test } from './site.ts'

const read = (address: string): string => readFileSync(`dist/site${address}`, 'utf8')

test('a page has words of its own language only', () => {
  const texts = { en: textsOf('en'), zh: textsOf('zh') }
  const known = new Map<string, readonly string[]>()
  const said = (address: string, language: Language): readonly string[] => {
    const key = `${language} ${address}`
    const code = known.has(key) ? '' : read(address)
    const found = known.get(key) ?? texts[language].filter((text) => code.includes(text))
    known.set(key, found)
    return found
  }
  for (const path of BUILT_PAGES) {
    const html = read(`${path}index.html`)
    const { first, later } = pageScripts(html, read)
    const scripts = [...first, ...later]
    const words = (of: Language): string[] => scripts.flatMap((address) => said(address, of))
    const language = languageOf(path)
    // A specifier without a place in the page's map would have no file.
    expect(scripts, path).toEqual(scripts.filter((address) => address.startsWith('/')))
    expect(words(otherLanguage(language)), path).toEqual([])
    if (html.includes('<astro-island')) expect(words(language).length, path).toBeGreaterThan(100)
  }
})

/** What only the tables of one language say, in pieces as a bundler leaves them whole. */
function textsOf(language: Language): readonly string[] {
  const sources = globSync('src/**/*.{ts,tsx}').map((file) => [file, readFileSync(file, 'utf8')] as const)
  const own = ([file]: readonly [string, string]): boolean => file.endsWith(`.${language}.ts`)
  const others = sources.filter((source) => !own(source)).join('\n')
  const isWords = language === 'zh' ? /\p{Script=Han}{2}/u : /[a-z]{2} [a-z]{2}/
  const texts = new Set(sources.filter(own).flatMap(([, source]) => literals(source)))
  return [...texts].filter((text) => isWords.test(text) && !others.includes(text))
}

function literals(source: string): string[] {
  const texts: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node))
      texts.push(node.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('table.ts', source, ts.ScriptTarget.Latest))
  return texts
}
