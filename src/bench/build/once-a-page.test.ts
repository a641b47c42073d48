import { expect, it } from 'vitest'
import { firstOnPage } from './once-a-page.ts'

it('lets each page write a name once', () => {
  const [one, other] = [{}, {}]
  expect(firstOnPage(one, 'a')).toBe(true)
  expect(firstOnPage(one, 'a')).toBe(false)
  expect(firstOnPage(one, 'b')).toBe(true)
  expect(firstOnPage(other, 'a')).toBe(true)
})
