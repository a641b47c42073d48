/**
 * Which scripts a built page loads: from its HTML along its islands' modules, static and dynamic imports apart, and by its
 * own import map. The build writes that map with it (`one-language.ts`), `scripts/weight.ts` weighs, a test reads.
 */
import ts from 'typescript'

export interface PageScripts {
  /** Addresses of modules and of specifiers the page has no place for, in the order they are come upon. */
  readonly first: readonly string[]
  /** What is imported only when something is done. */
  readonly later: readonly string[]
}

interface Imports {
  readonly first: readonly string[]
  readonly later: readonly string[]
}

/** Walks from the page's tags. `read` gives the text of the module at an address that begins with `/`. */
export function pageScripts(html: string, read: (address: string) => string): PageScripts {
  const map = importMap(html)
  const later = new Set<string>()
  const first = follow(entries(html), (imports) => {
    for (const each of imports.later) later.add(each)
    return imports.first
  })
  const behind = follow([...later], (imports) => [...imports.first, ...imports.later])
  return { first: [...first], later: [...behind].filter((address) => !first.has(address)) }

  function follow(from: readonly string[], next: (imports: Imports) => readonly string[]): Set<string> {
    const found = new Set(from)
    // A set hands out what is added while it is walked.
    for (const address of found)
      if (address.startsWith('/'))
        for (const each of next(importsOf(read(address), address, map))) found.add(each)
    return found
  }
}

/** Where the page's specifiers lead, by its import map; none without one. */
export function importMap(html: string): Readonly<Record<string, string>> {
  const [, text] = /<script type="importmap">(.*?)<\/script>/s.exec(html) ?? []
  if (text === undefined) return {}
  return (JSON.parse(text) as { readonly imports: Readonly<Record<string, string>> }).imports
}

function entries(html: string): string[] {
  const tags = html.matchAll(/<(?:astro-island|script)\b(?:"[^"]*"|'[^']*'|[^>"'])*>/g)
  return [...tags].flatMap(([tag]) =>
    [...tag.matchAll(/\s(?:src|(?:component|renderer|before-hydration)-url)="([^"]*)"/g)].map(
      ([, address = '']) => address,
    ),
  )
}

function importsOf(code: string, address: string, map: Readonly<Record<string, string>>): Imports {
  const dynamic = new Set([...code.matchAll(/\bimport\(\s*["'`]([^"'`]+)["'`]/g)].map(([, name]) => name))
  const all = ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName)
  const place = (name: string): string =>
    name.startsWith('.') ? new URL(name, `http://page${address}`).pathname : (map[name] ?? name)
  return {
    first: all.filter((name) => !dynamic.has(name)).map(place),
    later: all.filter((name) => dynamic.has(name)).map(place),
  }
}
