import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrastRatio, readTokens } from './contrast.ts'

const tokens = readTokens(readFileSync(new URL('tokens.css', import.meta.url), 'utf8'))
const PAPERS = ['paper', 'raised', 'faint']
const TEXTS = ['ink', 'soft', 'short', 'long', 'iframe', 'sse', 'ws', 'wrong']
const STROKES = ['edge', 'short-line', 'long-line', 'iframe-line', 'sse-line', 'ws-line']
const TINTS = ['f1', 'f2', 'f3', 'f4', 'lit']
const THEMES = ['light', 'dark'] as const

function ratio(theme: 'light' | 'dark', over: string, under: string): number {
  const [top, ground] = [tokens.get(over), tokens.get(under)]
  if (!top || !ground) throw new Error(`no token --${top ? under : over}`)
  return contrastRatio(top[theme], ground[theme])
}

function pairs(overs: readonly string[], unders: readonly string[]): [string, string, 'light' | 'dark'][] {
  return overs.flatMap((over) =>
    unders.flatMap((under) =>
      THEMES.map((theme): [string, string, 'light' | 'dark'] => [over, under, theme]),
    ),
  )
}

describe('contrast', () => {
  it('is 21 for black on white and 1 for a colour on itself', () => {
    expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21, 5)
    expect(contrastRatio('#3a3118', '#3a3118')).toBe(1)
  })
})

describe('tokens', () => {
  it.each(pairs(TEXTS, PAPERS))('text --%s on --%s reaches 4.5:1, %s', (over, under, theme) => {
    expect(ratio(theme, over, under)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(pairs(STROKES, ['paper', 'raised']))(
    'stroke --%s on --%s reaches 3:1, %s',
    (over, under, theme) => {
      expect(ratio(theme, over, under)).toBeGreaterThanOrEqual(3)
    },
  )

  it.each(pairs(['ink', 'soft'], TINTS))(
    'text --%s on the tint --%s reaches 4.5:1, %s',
    (over, under, theme) => {
      expect(ratio(theme, over, under)).toBeGreaterThanOrEqual(4.5)
    },
  )

  it.each(pairs(['sel-ink'], ['sel']))('text --%s on --%s reaches 7:1, %s', (over, under, theme) => {
    expect(ratio(theme, over, under)).toBeGreaterThanOrEqual(7)
  })
})
