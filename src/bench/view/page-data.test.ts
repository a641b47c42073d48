import { describe, expect, it } from 'vitest'
import { givePageData, readPageData } from './page-data.ts'

describe('page data', () => {
  it('answers while a page is built with what the build gave', () => {
    expect(readPageData('capture nobody gave')).toBeUndefined()
    givePageData('capture one', '{}')
    expect(readPageData('capture one')).toBe('{}')
  })
})
