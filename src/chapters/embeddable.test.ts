import { expect, it } from 'vitest'
import { benchBody, benchesOf, hasIframe } from './embeddable.ts'

it('reads the scenes that tell their own story', () => {
  const mdx = '<Bench scene="two-polls">x</Bench>\n\n<Bench scene="first-frames" story="opening">y</Bench>\n'
  expect(benchesOf(mdx)).toEqual(['two-polls'])
})

it('knows which have a hidden iframe', () => {
  expect(hasIframe('forever-page')).toBe(true)
  expect(hasIframe('two-cuts')).toBe(true)
  expect(hasIframe('two-polls')).toBe(false)
})

it('takes one figure’s words out of a chapter, and leads its links there', () => {
  const html =
    '<p>Text</p><!--bench a--><p>A</p><!--/bench--><!--bench b--><p><a href="#x">B</a></p><!--/bench-->'
  expect(benchBody(html, 'b', '/sse/')).toBe('<p><a href="/sse/#x">B</a></p>')
  expect(() => benchBody(html, 'c', '/sse/')).toThrow('was not rendered')
})
