import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { givePageData, readPageData, safeInScript } from './page-data.ts'

describe('page data', () => {
  it('says the same after it was made safe for a script element', () => {
    const hostile = JSON.stringify({ text: '</script><script>alert(1)</script><!--' })
    expect(safeInScript(hostile)).not.toContain('<')
    expect(JSON.parse(safeInScript(hostile))).toEqual(JSON.parse(hostile))
  })

  it.each(globSync('content/captures/*.json'))('keeps %s as it is', (file) => {
    const text = readFileSync(file, 'utf8')
    expect(JSON.parse(safeInScript(text))).toEqual(JSON.parse(text))
  })

  it('answers while a page is built with what the build gave', () => {
    expect(readPageData('capture nobody gave')).toBeUndefined()
    givePageData('capture one', '{}')
    expect(readPageData('capture one')).toBe('{}')
  })
})
