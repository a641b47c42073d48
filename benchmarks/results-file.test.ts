/** Where results go: each bench's own section of the file, each table's own place in a page. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { rounded, withTable, writeSection } from './results-file.ts'

describe('results', () => {
  it('keep the sections of the other benches', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bench-'))
    const path = join(folder, 'results.json')
    try {
      writeSection(path, 'load', { rounds: 5 })
      writeSection(path, 'fan-out', { rounds: 3 })
      writeSection(path, 'load', { rounds: 1 })
      expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
        load: { rounds: 1 },
        'fan-out': { rounds: 3 },
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('replace what stands between their own markers, and only that', () => {
    const page = 'a\n<!-- bench load:start -->\nold\n<!-- bench load:end -->\nb\n'
    const replaced = 'a\n<!-- bench load:start -->\n\nnew\n\n<!-- bench load:end -->\nb\n'
    expect(withTable(page, 'load', 'new')).toBe(replaced)
    expect(() => withTable(page, 'fan-out', 'new')).toThrow('bench fan-out:start')
  })

  it('are said with one decimal', () => {
    expect(rounded({ cpu: 1.23456, steps: [{ readers: 1000 }] })).toBe(
      '{"cpu":1.2,"steps":[{"readers":1000}]}',
    )
  })
})
