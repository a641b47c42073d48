import { readFileSync } from 'node:fs'
import { PNG } from 'pngjs'
import { expect, it } from 'vitest'
import { CARD, cardPath } from '../src/site/card.ts'
import { cardSources, MADE_FROM } from './cards/sources.ts'

const made = JSON.parse(readFileSync(MADE_FROM, 'utf8')) as Record<string, string>

it.each(cardSources().map((source) => [cardPath(source.language, source.slug), source.hash] as const))(
  'the card %s is of its size and made from what is there now (npm run cards)',
  (file, hash) => {
    const { width, height } = PNG.sync.read(readFileSync(`public${file}`))
    expect({ width, height }).toEqual(CARD)
    expect(made[file]).toBe(hash)
  },
)

it('there is no card of what is gone', () => {
  expect(Object.keys(made).sort()).toEqual(
    cardSources()
      .map((source) => cardPath(source.language, source.slug))
      .sort(),
  )
})
