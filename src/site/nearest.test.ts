import { describe, expect, it } from 'vitest'
import { nearest, type Known } from './nearest.ts'

const KNOWN: readonly Known[] = [
  '/long-polling/',
  '/long-polling/holding/',
  '/sse/',
  '/websocket/',
  '/websocket/frames/',
  '/websocket/frames/#masking',
  '/race/',
  '/inspector/',
].map((href) => [href, href])

describe('what was meant by what a place is called', () => {
  const CALLED: readonly Known[] = [
    ['/zh/websocket/frames/#masking', 'WebSocket：帧 · 掩码'],
    ['/sse-vs-websocket/choosing/#neither', 'Which one? · What neither of them does for you'],
    ['/sse-vs-websocket/choosing/', 'Which one?'],
  ]

  it.each([
    ['/zh/%E6%8E%A9%E7%A0%81', '/zh/websocket/frames/#masking'],
    ['/what-neither-of-them-does-for-you/', '/sse-vs-websocket/choosing/#neither'],
    ['/which_one', '/sse-vs-websocket/choosing/'],
  ])('by %s is %s', (path, href) => {
    expect(nearest(path, CALLED).map(([found]) => found)).toEqual([href])
  })
})

describe('what was meant', () => {
  it.each([
    ['/long-poling/', '/long-polling/'],
    ['/lnog-polling', '/long-polling/'],
    ['/Long-Polling.html', '/long-polling/'],
    ['/chapters/long-polling/', '/long-polling/'],
    ['/zh/websoket/frame/', '/websocket/frames/'],
    ['/long-polling/holdign/', '/long-polling/holding/'],
    ['/websocket/masking/', '/websocket/frames/#masking'],
    ['/maskign/', '/websocket/frames/#masking'],
    ['/inspecter/index.html', '/inspector/'],
    ['/sse', '/sse/'],
    ['/%73se/', '/sse/'],
  ])('by %s is %s', (path, href) => {
    expect(nearest(path, KNOWN)[0]?.[0]).toBe(href)
  })

  it.each(['/', '/zh/', '/wp-login.php', '/%E0%A4%A', '/qqqqqqqqqqqq/', `/${'x/'.repeat(5000)}`])(
    'by %s nobody can tell',
    (path) => {
      expect(nearest(path, KNOWN)).toEqual([])
    },
  )

  it('is three places at most', () => {
    expect(nearest('/websocket/frames/masking', KNOWN).length).toBeLessThanOrEqual(3)
  })
})
