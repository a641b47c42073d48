import { expect, it } from 'vitest'
import { listOf, sitemap } from './page-list.ts'

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
