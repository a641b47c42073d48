import { describe, expect, it } from 'vitest'
import { linkHeader, readPageLinks } from './page-links.ts'

const LINKS = readPageLinks({ '/sse/': { en: '/sse/', 'zh-CN': '/zh/sse/' } })

function canonical(own: string | undefined, host: string | undefined): string | undefined {
  return /^<([^>]*)>; rel="canonical"/.exec(linkHeader(LINKS, '/sse/', own, host)[1] ?? '')?.[1]
}

describe('the links of a page', () => {
  it.each(['localhost:4321', '127.0.0.1', '127.0.0.9:80', '[::1]:4321'])(
    'go by %s, asked for on this machine',
    (host) => {
      expect(canonical(undefined, host)).toBe(`http://${host}/sse/`)
    },
  )

  it.each(['a.example', 'localhost.example', '127.0.0.1.example', 'localhost>; rel="x"', '', undefined])(
    'do not go by %j, a stranger’s word',
    (host) => {
      expect(linkHeader(LINKS, '/sse/', undefined, host)).toEqual([])
    },
  )

  it('go by the site’s own address, whatever was asked for', () => {
    expect(canonical('https://comet.example', 'localhost')).toBe('https://comet.example/sse/')
  })

  it('are those of pages in the list alone, and hold nothing that would break out of the line', () => {
    expect(linkHeader(LINKS, '/other/', 'https://comet.example', undefined)).toEqual([])
    const odd = readPageLinks({ '/': { en: '/x>; y', 'a"b': '/', 'zh-CN': '/zh/' }, '/n/': 4 })
    expect([...(odd.get('/') ?? [])]).toEqual([['zh-CN', '/zh/']])
    expect(readPageLinks(undefined).size).toBe(0)
  })
})
