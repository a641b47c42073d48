import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { OPEN_LINE } from './stops.ts'

it('the story of the loop with both mistakes begins where its source calls open()', () => {
  const source = new URL('../../transports/shown/xhr-loop-notes.ts', import.meta.url)
  expect(readFileSync(source, 'utf8').split('\n')[OPEN_LINE - 1]).toContain('xhr.open(')
})
