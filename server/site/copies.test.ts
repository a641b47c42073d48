import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { compressed } from './compressed.ts'
import { copiesOf, writeCopies } from './copies.ts'
import { hashOf } from './site-files.ts'

const PAGE = Buffer.from(`<!doctype html><p>${'long '.repeat(1_000)}</p>`)
const HTML = 'text/html; charset=utf-8'

let folder: string
let copies: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'comet-copies-'))
  copies = join(folder, 'copies')
  await mkdir(join(folder, 'site/a'), { recursive: true })
  await writeFile(join(folder, 'site/a/index.html'), PAGE)
  await writeFile(join(folder, 'site/small.txt'), 'small')
  await writeFile(join(folder, 'site/picture.png'), Buffer.alloc(5_000))
})
afterEach(() => rm(folder, { recursive: true }))

it('leaves two copies of what is worth it, under the hash of what they are copies of, and nothing older', async () => {
  await mkdir(copies)
  await writeFile(join(copies, 'of-an-older-build.br'), '')
  await writeCopies(join(folder, 'site'), copies)
  const hash = hashOf(PAGE)
  expect((await readdir(copies)).sort()).toEqual([`${hash}.br`, `${hash}.gzip`])
  expect(brotliDecompressSync(await readFile(join(copies, `${hash}.br`)))).toEqual(PAGE)
  expect(gunzipSync(await readFile(join(copies, `${hash}.gzip`)))).toEqual(PAGE)
})

it('are taken as they were left, and not made again', async () => {
  await mkdir(copies)
  await writeFile(join(copies, `${hashOf(PAGE)}.br`), 'left')
  await writeFile(join(copies, `${hashOf(PAGE)}.gzip`), 'left too')
  const taken = await copiesOf(PAGE, HTML, copies, hashOf(PAGE))
  expect(taken).toEqual({ br: Buffer.from('left'), gzip: Buffer.from('left too') })
})

it('are made where none were left: of a page that has changed, or of which one is missing', async () => {
  await writeCopies(join(folder, 'site'), copies)
  const changed = Buffer.concat([PAGE, Buffer.from('!')])
  await rm(join(copies, `${hashOf(PAGE)}.gzip`))
  for (const bytes of [changed, PAGE]) {
    const made = await copiesOf(bytes, HTML, copies, hashOf(bytes))
    if (made === 'none') throw new Error('It is worth it')
    expect([brotliDecompressSync(made.br), gunzipSync(made.gzip)]).toEqual([bytes, bytes])
  }
})

it('of a build are the smaller ones: they are made once', async () => {
  const text = await readFile('docs/security.md')
  await writeFile(join(folder, 'site/a/index.html'), text)
  await writeCopies(join(folder, 'site'), copies)
  const now = await compressed(text, HTML)
  if (now === 'none') throw new Error('It is worth it')
  expect((await readFile(join(copies, `${hashOf(text)}.br`))).length).toBeLessThan(now.br.length)
})

it('are none of what is small or compressed in itself', async () => {
  const small = Buffer.from('small')
  expect(await copiesOf(small, HTML, copies, hashOf(small))).toBe('none')
  expect(await copiesOf(Buffer.alloc(5_000), 'image/png', copies, '')).toBe('none')
})
