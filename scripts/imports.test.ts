/** Holds a small tree of files, written to a temporary folder, to a small table. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkImports, circlesIn, importsOf } from './imports.ts'

const RULES = [
  { folder: 'wire', may: [] },
  { folder: 'server', may: ['wire', 'ws', 'node:*'] },
  { folder: 'server/clock.ts', may: [] },
  { folder: 'pages', may: ['wire', 'astro:content'] },
  { folder: 'early', may: [], before: [] },
  { folder: 'early/late', may: [], before: ['early'] },
]

const WELL = {
  'wire/bytes.ts': "import { a } from './a.ts'\nexport * from './b/b.ts'",
  'server/main.ts':
    "import fs from 'node:fs'\nimport { WebSocket } from 'ws'\nimport type { B } from '../wire/bytes.ts'",
  'server/clock.ts': 'export const now = 1',
  'pages/index.astro':
    "---\nimport { getCollection } from 'astro:content'\nimport '../wire/bytes.ts'\n---\n<p>import x from 'fs'</p>",
  'early/a.ts': '',
  'early/late/b.ts': "import type { A } from '../a.ts'",
}

function check(files: Record<string, string>) {
  const root = mkdtempSync(join(tmpdir(), 'imports-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return checkImports(root, RULES, ['vitest'], ['ws', 'vitest', 'hono'])
  } finally {
    rmSync(root, { recursive: true })
  }
}

describe('checkImports', () => {
  it('finds nothing in a tree that keeps the table', () => {
    expect(check(WELL)).toEqual({ breaches: [], unused: [], circles: [] })
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

  it('holds folders to their order, and asks of none to use all that is before it', () => {
    const files = { ...WELL, 'early/a.ts': "import './late/b.ts'", 'early/late/b.ts': '' }
    expect(check(files)).toMatchObject({
      breaches: ['early/a.ts imports early/late/b.ts, which early may not'],
      unused: [],
    })
  })

  it('finds circles of files, of types too, and of folders, but for what tests bring together', () => {
    const files = {
      ...WELL,
      'wire/a.ts': "import type { B } from './b/b.ts'",
      'wire/b/b.ts': "export type { A } from '../a.ts'",
      'wire/c.ts': "import '../pages/d.ts'",
      'pages/d.ts': '',
      'early/a.test.ts': "import './late/b.ts'",
    }
    expect(check(files).circles).toEqual([
      ['wire/a.ts', 'wire/b/b.ts'],
      ['wire', 'pages'],
    ])
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

describe('importsOf', () => {
  it('takes a glob’s folder, drops a query, and keeps a package’s name without the path in it', () => {
    const code = `const a = import.meta.${'glob'}('../../content/*.json')\nimport b from './b.ts?raw'\nimport c from 'hono/ws'`
    expect(importsOf('src/bench/x.ts', code)).toEqual(['src/bench/b.ts', 'hono', 'content'])
  })
})

describe('circlesIn', () => {
  it('tells each way round, not what leads into it or out of it', () => {
    const graph = { in: ['a', 'd'], a: ['b'], b: ['c', 'out'], c: ['a'], d: ['e'], e: ['e', 'out'], out: [] }
    expect(circlesIn(new Map(Object.entries(graph)))).toEqual([['a', 'b', 'c'], ['e']])
  })
})
