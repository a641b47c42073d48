import { readFileSync, readdirSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { runInThisContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { markTransport, sourceHash, transportMarks } from './transport-marks.ts'

interface Mark {
  readonly line: number
  readonly endLine: number
}

/** Runs `function sample(run, log) {…}` as it is, or with marks; what it logs is its behaviour. */
async function runSample(code: string): Promise<{ log: unknown[]; marks: Mark[]; end: unknown }> {
  const log: unknown[] = []
  const marks: Mark[] = []
  const sample = runInThisContext(`(() => {${stripTypeScriptTypes(code)}
return sample })()`) as (
    run: { mark(line: number, endLine: number): void },
    log: (value: unknown) => void,
  ) => unknown
  const end = await Promise.resolve()
    .then(() =>
      sample({ mark: (line, endLine) => marks.push({ line, endLine }) }, (value) => log.push(value)),
    )
    .catch((problem: unknown) => `threw ${String(problem)}`)
  return { log, marks, end }
}

const SAMPLES: Record<string, string> = {
  'bodies without braces': `
function sample(run, log) {
  for (let i = 0; i < 4; i++) if (i === 0) log('zero'); else if (i === 1) log('one')
  else if (i === 2) { log('two') } else log('more')
  let n = 3
  while (n-- > 0) if (n === 1) continue; else log(n)
  do log('once'); while (false)
  if (n) ; else log('never')
  return n
}`,
  'no semicolons, and lines that begin with a bracket': `
function sample(run, log) {
  const a = [1, 2]
  ;[3, 4].forEach((x) => { log(x) })
  let b = a
  ++b[0]
  ;(() => { log(b) })()
  var f = function () { return
    log('never') }
  log(f())
  return \`\${(() => { log('in a template'); return 'x' })()}\`
}`,
  'for without parts, updates with commas, labels, continue': `
function sample(run, log) {
  let i = 0
  for (;;) { if (i++ > 2) break }
  for (let a = 0, b = 9; a < b; a++, b--) log([a, b])
  outer: for (const x of [1, 2, 3]) {
    for (const y in { p: 1, q: 2 }) {
      if (x === 2) continue outer
      if (x === 3) break outer
      log([x, y])
    }
  }
  found: { log('in'); if (i) break found; log('never') }
  return i
}`,
  'switch with falling through, try with finally that returns': `
function sample(run, log) {
  const out = []
  for (const v of [1, 2, 3, 4]) switch (v) {
    case 1: out.push('one')
    case 2: out.push('two'); break
    case (() => { log('asked'); return 3 })(): { out.push('three') } break
    default: out.push('other')
  }
  log(out)
  try { throw new Error('x') } catch ({ message }) { log(message) } finally { log('finally') }
  try { return 'lost' } finally { return 'kept' }
}`,
  'directives, hoisting, closures of loop variables': `
function sample(run, log) {
  'use strict'
  log(this === undefined)
  log(later())
  const thunks = []
  for (let i = 0; i < 3; i++) thunks.push(() => i)
  log(thunks.map((t) => t()))
  var hoisted = typeof notYet
  return hoisted
  function later() { return 'later' }
  var notYet = 1
}`,
  'classes, getters, generators, async iteration': `
async function sample(run, log) {
  class A { static { log('static') } x = (() => { return 5 })(); get y() { log('got'); return this.x } }
  class B extends A { constructor() { log('before super'); super(); log('after') } }
  log(new B().y)
  function* count() { let n = 0; while (n < 3) { const got = yield n++; log(got) } }
  const g = count()
  log([g.next().value, g.next('a').value, g.next('b').value])
  for await (const v of (async function* () { yield 1; yield 2 })()) log(v)
  const o = { async m(v = (() => { return 7 })()) { await null; return v }, run() { return 'a method' } }
  return [await o.m(), o.run()]
}`,
  'the name given to something else': `
function sample(run, log) {
  log([1, 2].map((run) => { return run * 2 }))
  const inner = ({ run }) => { log(run); return () => { return run } }
  log(inner({ run: 'x' })())
  function other() { const run = 'local'; { log(run) } return run }
  log((function run(n) { return n > 0 ? run(n - 1) : 'bottom' })(2))
  try { throw 'c' } catch (run) { log(run) }
  return other()
}`,
  'an error keeps its way out': `
function sample(run, log) {
  while (true) { try { log('try'); throw new TypeError('out') } finally { log('cleaned') } }
}`,
}

describe('marks', () => {
  for (const [name, code] of Object.entries(SAMPLES)) {
    it(`leave behaviour as it was: ${name}`, async () => {
      const plain = await runSample(code)
      const marked = await runSample(markTransport(code).code)
      expect(marked.log).toEqual(plain.log)
      expect(marked.end).toEqual(plain.end)
      expect(plain.marks).toEqual([])
    })
  }

  it('follow what runs, statement by statement', async () => {
    const { marks } = await runSample(
      markTransport(`function sample(run, log) {
  let n = 0
  while (n < 2) {
    n++
  }
  for (let i = 0; i < 1; i++) log(i)
  if (n === 2)
    log('two')
  else log('more')
  const f = () => {
    log('called')
  }
  f()
  log([
    1,
    2,
  ])
}`).code,
    )
    const seen = marks.map(({ line, endLine }) => (line === endLine ? `${line}` : `${line}-${endLine}`))
    expect(seen.join(' ')).toBe('2 3 4 3 4 3 6 6 6 7-8 8 10 13 11 14-17')
  })

  it('light a head only up to where its block opens', () => {
    const { lines } = markTransport(`function sample(run: Run) {
  for (
    const x of []
  ) {
    x()
  }
  call(
    1,
    () => {
      x()
    },
  )
}`)
    expect(lines).toEqual([
      { line: 2, endLine: 4 },
      { line: 5, endLine: 5 },
      { line: 7, endLine: 9 },
      { line: 10, endLine: 10 },
    ])
  })

  it('stay out of functions that have no run, and of a run of another type', () => {
    const source = `const a = 1
function helper(x: number) { return x + a }
function other(run: string) { return run }
const arrow = (run: Run) => { helper(1) }
`
    const { code, lines } = markTransport(source)
    expect(lines).toEqual([{ line: 4, endLine: 4 }])
    expect(code.replace('run.mark(4, 4); ', '')).toBe(source)
  })

  it('keep every line where it was, in every transport, and name only lines that exist', () => {
    const folder = new URL('../transports/shown/', import.meta.url)
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    expect(files.length).toBeGreaterThan(0)
    for (const file of files) {
      const source = readFileSync(new URL(file, folder), 'utf8')
      const { code, lines } = markTransport(source, file)
      const sourceLines = source.split('\n')
      expect(code.split('\n')).toHaveLength(sourceLines.length)
      expect(lines.length).toBeGreaterThan(3)
      for (const { line, endLine } of lines) {
        expect(endLine).toBeGreaterThanOrEqual(line)
        expect(sourceLines[line - 1]?.trim()).toMatch(/^[^/*}]|^} (while|else|catch)/)
      }
      // It parses what it strips, so a mark in a wrong place fails here.
      expect(() => stripTypeScriptTypes(code)).not.toThrow()
    }
  })
})

describe('the plugin', () => {
  const plugin = transportMarks()
  const source = 'export function longPoll(run: Run) {\n  run.note()\n}\n'

  it('marks transports and says which source they came from', () => {
    const code = plugin.transform(source, '/somewhere/src/transports/shown/long-poll.ts')?.code
    expect(code).toContain('run.mark(2, 2); run.note()')
    expect(code).toContain(`export const sourceFile = {"file":"long-poll.ts","hash":"${sourceHash(source)}"}`)
  })

  it('leaves tests, raw text and everything else alone', () => {
    for (const id of [
      '/somewhere/src/transports/shown/long-poll.test.ts',
      '/somewhere/src/transports/shown/long-poll.ts?raw',
      '/somewhere/src/transports/run.ts',
    ]) {
      expect(plugin.transform(source, id)).toBeUndefined()
    }
  })

  it('hashes what the text says, not how its lines end', () => {
    expect(sourceHash('a\r\nb\r\n')).toBe(sourceHash('a\nb\n'))
    expect(sourceHash('a\nb\n')).not.toBe(sourceHash('a\nc\n'))
    expect(sourceHash('')).toBe('e3b0c44298fc1c14')
  })
})
