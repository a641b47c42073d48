/** Every file, folder and heading that the documents name is there. `<name>` stands for any. */
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md')]
const TOP = 'src,server,scripts,tests,content,docs,benchmarks,public'
const PATH = new RegExp(`^(?:${TOP.replaceAll(',', '|')})/[^\\s:]+$`)
const FILE = /^[\w<>.-]+\.(?:ts|tsx|astro|css|mjs)$/

/** Documents without what they show of files. */
function proseOf(document: string): string {
  return readFileSync(document, 'utf8').replace(/^```.*?^```/gms, '')
}

function isThere(name: string): boolean {
  const pattern = name.replace(/<[^>]*>/g, '*')
  if (PATH.test(name)) return globSync(pattern).length > 0
  return globSync(`{${TOP}}/**/${pattern}`).length > 0 || existsSync(name)
}

function headingsOf(document: string): readonly string[] {
  return [...readFileSync(document, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text = '']) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  )
}

describe.each(DOCUMENTS)('%s', (document) => {
  const text = proseOf(document)

  it('names files that are there', () => {
    const named = [...text.matchAll(/`([^`\s]+)`/g)].map(([, name = '']) => name)
    expect(named.filter((name) => (PATH.test(name) || FILE.test(name)) && !isThere(name))).toEqual([])
  })

  it('leads to documents and headings that are there', () => {
    const lost = [...text.matchAll(/\]\((?![a-z]+:|\/)([^)#\s]*)(?:#([^)\s]+))?\)/g)].filter(
      ([, to = '', heading]) => {
        const target = to === '' ? document : join(dirname(document), to)
        return (
          !existsSync(target) ||
          (heading !== undefined && target.endsWith('.md') && !headingsOf(target).includes(heading))
        )
      },
    )
    expect(lost.map(([link]) => link)).toEqual([])
  })
})
