import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FINDING_CODES } from '../../wire/findings/finding.ts'
import { FINDING_PLACES } from './places.ts'
import { FINDING_WORDS } from './words.ts'

/** Whether a chapter has what a place names: a heading, or a figure with a stop. */
function isThere(place: string, language: 'en' | 'zh'): boolean {
  const [path = '', anchor = ''] = place.split('#')
  const text = readFileSync(`content/chapters/${language}${path.slice(0, -1)}.mdx`, 'utf8')
  const [, scene, stop] = /^figure-([a-z-]+)\.([a-z-]+)$/.exec(anchor) ?? []
  if (scene === undefined) return text.includes(`<Heading id="${anchor}"`)
  const figure = text.slice(text.indexOf(`<Bench scene="${scene}"`))
  return figure !== '' && figure.slice(0, figure.indexOf('</Bench>')).includes(`<Stop name="${stop ?? ''}"`)
}

describe('what is said of findings', () => {
  it('leads to places that the chapters have, in both languages', () => {
    for (const language of ['en', 'zh'] as const)
      expect(FINDING_PLACES.filter((place) => !isThere(place, language))).toEqual([])
  })

  it('is said of every kind, also of one of whose facts some are not known', () => {
    for (const words of Object.values(FINDING_WORDS))
      for (const code of FINDING_CODES) {
        const { says, harm, remedy } = words.text(code)
        for (const text of [harm, remedy, says({ what: 'mistake', reason: '', code: 1002, by: 'server' })])
          expect(text.length).toBeGreaterThan(5)
      }
  })
})
