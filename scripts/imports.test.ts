/** Holds a small tree of files, written to a temporary folder, to a small table. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ImportRule } from './import-rules.ts'
import { checkImports, importsOf } from './imports.ts'

const RULES = [
  { folder: 'wire', may: [] },
  { folder: 'server', may: ['wire', 'ws', 'node:*'] },
  { folder: 'server/clock.ts', may: [] },
  { folder: 'pages', may: ['wire', 'astro:content'] },
]

const WELL = {
  'wire/bytes.ts': "import { a } from './a.ts'\nexport * from './b/b.ts'",
  'server/main.ts':
    "import fs from 'node:fs'\nimport { WebSocket } from 'ws'\nimport type { B } from '../wire/bytes.ts'",
  'server/clock.ts': 'export const now = 1',
  'pages/index.astro':
    "---\nimport { getCollection } from 'astro:content'\nimport '../wire/bytes.ts'\n---\n<p>import x from 'fs'</p>",
}

function check(files: Record<string, string>, rules: readonly ImportRule[] = RULES) {
  const root = mkdtempSync(join(tmpdir(), 'imports-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return checkImports(root, rules, ['vitest'], ['ws', 'vitest', 'hono'])
  } finally {
    rmSync(root, { recursive: true })
  }
}

describe('checkImports', () => {
  it('finds nothing in a tree that keeps the table', () => {
    expect(check(WELL)).toEqual({ breaches: [], unused: [] })
  })

  it('finds a folder that imports another it may not, type imports and dynamic imports too', () => {
    const files = {
      ...WELL,
      'wire/a.ts': "import type { M } from '../server/main.ts'",
      'wire/b.ts': "const x = await import('node:net')",
    }
    expect(check(files).breaches).toEqual([
      'wire/a.ts imports server/main.ts, which wire may not',
      'wire/b.ts imports node:net, which wire may not',
    ])
  })

  it('finds a script of a page and an import line of a chapter', () => {
    const files = {
      ...WELL,
      'pages/a.astro': "<script>import '../server/clock.ts'</script>",
      'wire/chapter.mdx': "```js\nimport a from 'hono'\n```\n\nimport b from 'ws'\n",
    }
    expect(check(files).breaches).toEqual([
      'pages/a.astro imports server/clock.ts, which pages may not',
      'wire/chapter.mdx imports ws, which wire may not',
    ])
  })

  it('holds a file with a rule of its own to that rule, not to its folder’s', () => {
    const files = { ...WELL, 'server/clock.ts': "import { WebSocket } from 'ws'" }
    expect(check(files).breaches).toEqual(['server/clock.ts imports ws, which server/clock.ts may not'])
  })

  it('finds a package that package.json does not name, and a file that no rule covers', () => {
    const files = { ...WELL, 'server/b.ts': "import left from 'left-pad'", 'extra/c.ts': '' }
    expect(check(files).breaches).toEqual([
      'extra/c.ts: no rule covers it',
      'server/b.ts imports left-pad, which package.json does not name',
    ])
  })

  it('lets a test import what tests may, and no other file', () => {
    const files = { ...WELL, 'wire/a.test.ts': "import { it } from 'vitest'", 'wire/a.ts': "import 'vitest'" }
    expect(check(files).breaches).toEqual(['wire/a.ts imports vitest, which wire may not'])
  })

  it('finds what the table allows and nobody uses', () => {
    const { 'pages/index.astro': _page, ...files } = WELL
    const withoutWs = { ...files, 'server/main.ts': "import fs from 'node:fs'" }
    expect(check(withoutWs).unused).toEqual([
      'server may import wire, but no file does',
      'server may import ws, but no file does',
      'pages: no file there',
    ])
  })
})

describe('rules by pattern', () => {
  const rules: readonly ImportRule[] = [
    { folder: 'wire', may: [] },
    { folder: 'src/figures', may: ['src/figures/*'] },
    { folder: 'src/figures/*', may: ['src/figures/*/facts*.ts', 'wire'] },
    { folder: 'src/figures/*/facts*.ts', may: ['wire'] },
    { folder: 'pages', may: ['glob src/figures'] },
  ]
  const figures = {
    'wire/bytes.ts': '',
    'src/figures/registry.ts': "import './a/scene.ts'\nimport './b/scene.ts'",
    'src/figures/a/scene.ts': "import './View.tsx'",
    'src/figures/a/View.tsx': "import './facts.ts'\nimport '../../../wire/bytes.ts'",
    'src/figures/a/facts.ts': "import '../../../wire/bytes.ts'\nimport './facts-more.ts'",
    'src/figures/a/facts-more.ts': '',
    'src/figures/a/facts.test.ts': "import './View.tsx'",
    'src/figures/b/scene.ts': '',
    'pages/page.ts': `import.meta.${'glob'}('../src/figures/*/scene.ts')`,
  }

  it('hold each folder that they mean to itself', () => {
    expect(check(figures, rules)).toEqual({ breaches: [], unused: [] })
    const crossing = {
      ...figures,
      'src/figures/b/scene.ts': "import '../a/scene.ts'\nimport '../a/facts.ts'",
      'src/figures/a/facts-more.ts': "import './View.tsx'\nimport '../b/facts.ts'",
    }
    expect(check(crossing, rules).breaches).toEqual([
      'src/figures/a/facts-more.ts imports src/figures/a/View.tsx, which src/figures/*/facts*.ts may not',
      'src/figures/a/facts-more.ts imports src/figures/b/facts.ts, which src/figures/*/facts*.ts may not',
      'src/figures/b/scene.ts imports src/figures/a/scene.ts, which src/figures/* may not',
      'src/figures/b/scene.ts imports src/figures/a/facts.ts, which src/figures/* may not',
    ])
  })

  it('let a glob find what no import may name', () => {
    const named = { ...figures, 'pages/other.ts': "import '../src/figures/a/scene.ts'" }
    expect(check(named, rules).breaches).toEqual([
      'pages/other.ts imports src/figures/a/scene.ts, which pages may not',
    ])
  })
})

describe('importsOf', () => {
  it('takes a glob’s folder, drops a query, and keeps a package’s name without the path in it', () => {
    const code = `const a = import.meta.${'glob'}('../../content/*.json')\nimport b from './b.ts?raw'\nimport c from 'hono/ws'`
    expect(importsOf('src/bench/model/x.ts', code)).toEqual(['src/bench/model/b.ts', 'hono', 'content'])
  })
})
