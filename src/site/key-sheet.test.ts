import { expect, it } from 'vitest'
import { KEYS } from '../ui/keys.ts'
import { KEY_WORDS } from '../words/key-words.ts'

it('says nothing of a place or a deed that there is not', () => {
  const deeds = Object.values(KEYS).flatMap((rows) => rows.map(([, deed]) => deed as string))
  for (const words of Object.values(KEY_WORDS)) {
    expect(Object.keys(words.places).sort()).toEqual(Object.keys(KEYS).sort())
    expect(Object.keys(words.deeds).sort()).toEqual([...new Set(deeds)].sort())
  }
})
