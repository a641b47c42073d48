import { describe, expect, it } from 'vitest'
import { LANGUAGES, languageOf, pathIn, pathWithoutLanguage } from './languages.ts'

describe('languages', () => {
  it('reads the language from the first segment only', () => {
    expect(languageOf('/')).toBe('en')
    expect(languageOf('/zh')).toBe('zh')
    expect(languageOf('/zh/long-polling/')).toBe('zh')
    expect(languageOf('/zhu/')).toBe('en')
    expect(languageOf('/comet/zh/')).toBe('en')
  })

  it('takes a page to its twin and back', () => {
    for (const path of ['/', '/long-polling/'])
      for (const language of LANGUAGES) {
        const there = pathIn(language, path)
        expect(languageOf(there)).toBe(language)
        expect(pathWithoutLanguage(there)).toBe(path)
      }
  })
})
