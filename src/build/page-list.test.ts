import { expect, it } from 'vitest'
import { isPlaceless, listOf, sitemap } from './page-list.ts'

it('knows pages that are not listed: without an address of their own, or one figure alone', () => {
  expect(isPlaceless('<meta name="robots" content="noindex" />')).toBe(true)
  expect(isPlaceless('<body><div class="frame embed"><main>')).toBe(true)
  expect(isPlaceless('<body><div class="frame"><main>')).toBe(false)
})

it('names the twins of each page, and English for all others', () => {
  expect(listOf(['/zh/sse/', '/sse/', '/'])).toEqual({
    '/': { en: '/', 'x-default': '/' },
    '/sse/': { en: '/sse/', 'zh-CN': '/zh/sse/', 'x-default': '/sse/' },
    '/zh/sse/': { en: '/sse/', 'zh-CN': '/zh/sse/', 'x-default': '/sse/' },
  })
})

it('writes a sitemap with whole addresses', () => {
  const text = sitemap(listOf(['/', '/zh/']), 'https://comet.example')
  expect(text).toContain('<url><loc>https://comet.example/zh/</loc>')
  expect(text.match(/<loc>/g)).toHaveLength(2)
  expect(text).toContain('hreflang="x-default" href="https://comet.example/"')
})
