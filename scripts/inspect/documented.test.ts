/** What `docs/what-can-be-opened.md` says of the command's data, held against all that it prints of the files people brought. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { broughtBytes } from '../../tests/support/brought.ts'
import { BYTE_READINGS } from '../../src/wire/import/read-as.ts'
import { inspect } from './inspect.ts'
import { reportOf } from './report.ts'

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url)
const DOCUMENT = readFileSync(at('docs/what-can-be-opened.md'), 'utf8')
const CODE = Array.from(DOCUMENT.matchAll(/```([^]*?)```|`([^`\n]+)`/g), ([all]) => all)
const NAMED = new Set(CODE.flatMap((code) => code.match(/[\w-]+/g) ?? []))

const FILES = readdirSync(at('tests/data/brought/'))
const read = FILES.map((file) =>
  inspect(file, broughtBytes(file), { reading: undefined, pasted: file.endsWith('.txt') }),
)

/** Every member's name, and every value of those that are chosen from a list. */
function wordsIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (Array.isArray(value)) for (const each of value as readonly unknown[]) wordsIn(each, found)
  else if (typeof value === 'object' && value !== null)
    for (const [name, own] of Object.entries(value)) {
      found.add(name)
      if (name === 'sides') for (const side of Object.values(own as object)) wordsIn(side, found)
      if (name === 'units') for (const { kind } of own as readonly { kind: string }[]) found.add(kind)
      if (['from', 'derivation', 'sureness', 'severity'].includes(name)) found.add(String(own))
      wordsIn(own, found)
    }
  return found
}

describe('the document names', () => {
  it('every member of the data, and every kind that it can be of', () => {
    const words = Array.from(wordsIn(reportOf(read, 'en')))
    expect(words.length).toBeGreaterThan(60)
    expect(words.filter((word) => !NAMED.has(word))).toEqual([])
  })

  it('every reading', () => {
    expect(BYTE_READINGS.filter((reading) => !NAMED.has(reading))).toEqual([])
  })
})
