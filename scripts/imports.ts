/**
 * Finds what each file imports and holds it to a table of rules. Used by the command
 * `scripts/check-imports.ts`; the table is `scripts/import-rules.ts`.
 */
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import ts from 'typescript'
import type { ImportRule } from './import-rules.ts'

const CODE = '**/*.{ts,tsx,mjs,js,astro,mdx}'
const NOT_OURS = ['node_modules', 'dist', '.astro', '.cache', '.git', 'test-results', 'playwright-report']

export interface ImportCheck {
  /** One sentence each: a file that imports what it may not, or that no rule covers. */
  readonly breaches: readonly string[]
  /** One sentence each: a rule without a file, or an allowance that no file uses. */
  readonly unused: readonly string[]
  /** Files, and folders of rules, that import each other in a circle, types included; each as the way round. */
  readonly circles: readonly (readonly string[])[]
}

/**
 * Holds every code file under `root` to the rules.
 * @param declared the packages that package.json names; a package outside of it is a breach wherever it is imported
 */
export function checkImports(
  root: string,
  rules: readonly ImportRule[],
  testAllowances: readonly string[],
  declared: readonly string[],
): ImportCheck {
  const breaches: string[] = []
  const used = new Set<string>()
  const files = new Map<string, readonly string[]>()
  const folders = new Map(rules.map(({ folder }) => [folder, new Set<string>()]))
  for (const file of globSync(CODE, { cwd: root, exclude: (name) => NOT_OURS.includes(name) }).sort()) {
    const rule = ruleOf(file, rules)
    if (!rule) {
      breaches.push(`${file}: no rule covers it`)
      continue
    }
    used.add(rule.folder)
    const isTest = /\.test\.tsx?$/.test(file)
    const here = placeIn(rule.folder, file)
    const targets = importsOf(file, readFileSync(join(root, file), 'utf8'))
    files.set(file, targets)
    for (const target of targets) {
      const other = ruleOf(target, rules)
      if (other === rule && placeIn(rule.folder, target) === here) continue
      // A test may bring things together that know nothing of each other.
      if (other !== undefined && other !== rule && !isTest) folders.get(rule.folder)?.add(other.folder)
      if (rule.before?.some((earlier) => other?.folder === earlier)) continue
      if (isPackage(target) && !declared.includes(target)) {
        breaches.push(`${file} imports ${target}, which package.json does not name`)
        continue
      }
      const allowance = rule.may.find((allowed) => covers(allowed, target, here))
      if (allowance !== undefined) used.add(`${rule.folder} ${allowance}`)
      else if (!(isTest && testAllowances.some((allowed) => covers(allowed, target)))) {
        breaches.push(`${file} imports ${target}, which ${rule.folder} may not`)
      }
    }
  }
  return {
    breaches,
    unused: unusedEntries(rules, used),
    circles: [...circlesIn(files), ...circlesIn(folders)],
  }
}

/** Gives circles of a graph, each as the way round, none of them through the last edge of another; none where it has none. */
export function circlesIn(graph: ReadonlyMap<string, Iterable<string>>): readonly (readonly string[])[] {
  const left = new Map([...graph].map(([node, targets]) => [node, new Set(targets)]))
  const circles: string[][] = []
  for (;;) {
    // What leads nowhere is in no circle, and neither is what leads only there.
    for (let before = -1; before !== left.size;) {
      before = left.size
      for (const [node, targets] of left) {
        for (const target of targets) if (!left.has(target)) targets.delete(target)
        if (targets.size === 0) left.delete(node)
      }
    }
    const way: string[] = []
    for (let [node] = left.keys(); node !== undefined && !way.includes(node); [node] = left.get(node) ?? []) {
      way.push(node)
    }
    const last = way.at(-1)
    if (last === undefined) return circles
    const [first = last] = left.get(last) ?? []
    circles.push(way.slice(way.indexOf(first)))
    left.get(last)?.delete(first)
  }
}

/** Gives what a file imports: paths from the root for relative imports, else the package or built-in module. */
export function importsOf(file: string, text: string): readonly string[] {
  const code = codeOf(file, text)
  const named = ts.preProcessFile(code, true, true).importedFiles.map((imported) => imported.fileName)
  const globbed = [...code.matchAll(/import\.meta\.glob(?:<[^(]*>)?\(\s*'([^'*]*)/g)].map(
    (match) => match[1] ?? '',
  )
  return [...named, ...globbed].map((specifier) => targetOf(file, specifier))
}

/** The TypeScript in a file: all of it, or an Astro page's front matter and scripts, or an MDX file's import lines. */
function codeOf(file: string, text: string): string {
  if (file.endsWith('.astro')) {
    const frontMatter = /^\s*---\r?\n([\s\S]*?)\r?\n---/.exec(text)?.[1] ?? ''
    const scripts = [...text.matchAll(/<script\b[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '')
    return [frontMatter, ...scripts].join('\n')
  }
  if (file.endsWith('.mdx')) {
    const prose = text.replace(/^(```+|~~~+)[\s\S]*?^\1/gm, '')
    return [...prose.matchAll(/^(?:import|export)\s.*$/gm)].map((match) => match[0]).join('\n')
  }
  return text
}

function targetOf(file: string, specifier: string): string {
  const path = specifier.replace(/\?.*$/, '')
  if (path.startsWith('.')) return posix.normalize(posix.join(dirname(file), path)).replace(/\/$/, '')
  if (path.startsWith('/')) return path.slice(1)
  if (path.includes(':')) return path
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/')
}

/** True for a package's name: nothing with a colon (`node:fs`), and no path of ours (these keep their slash or ending). */
function isPackage(target: string): boolean {
  return !target.includes(':') && (/^@[^/]+\/[^/]+$/.test(target) || /^[\w-]+$/.test(target))
}

function ruleOf(path: string, rules: readonly ImportRule[]): ImportRule | undefined {
  return rules
    .filter((rule) => placeIn(rule.folder, path) !== undefined)
    .reduce<ImportRule | undefined>(
      (longest, rule) => (longest && longest.folder.length >= rule.folder.length ? longest : rule),
      undefined,
    )
}

/**
 * What the `*` of a folder's pattern stand for in a path in it, joined; empty where it has none. Undefined for a path that is
 * not in it.
 */
function placeIn(folder: string, path: string): string | undefined {
  const pattern = folder
    .replace(/[.+]/g, '\\$&')
    .split('/')
    .map((name) => (name === '*' ? '([^/.]+)' : name.replaceAll('*', '[^/.]*')))
    .join('/')
  return new RegExp(`^${pattern}(?:/|$)`).exec(path)?.slice(1).join('/')
}

/** `here`: what a whole name `*` stands for in the rule, and so in what it allows; anything where the rule has none. */
function covers(allowance: string, target: string, here = ''): boolean {
  if (allowance.startsWith('glob ')) return target === allowance.slice('glob '.length)
  if (allowance.endsWith(':*')) return target.startsWith(allowance.slice(0, -1))
  const place = placeIn(allowance, target)
  return place !== undefined && (here === '' || place === '' || place === here)
}

function unusedEntries(rules: readonly ImportRule[], used: ReadonlySet<string>): string[] {
  return rules.flatMap((rule) => {
    if (!used.has(rule.folder)) return [`${rule.folder}: no file there`]
    return rule.may
      .filter((allowance) => !used.has(`${rule.folder} ${allowance}`))
      .map((allowance) => `${rule.folder} may import ${allowance}, but no file does`)
  })
}
