import { describe, expect, it } from 'vitest'
import { hangingIndent } from './hanging-indent.ts'
import type { HighlightedFile } from './highlighted-file.ts'
import { packFile, unpackFile } from './packed-file.ts'

const FILE: HighlightedFile = {
  file: 'x.ts',
  lines: [
    {
      text: 'let a = 1 // one',
      tokens: [
        { text: 'let', light: '#005', dark: '#6be' },
        { text: ' a = 1 ', light: '#111', dark: '#eee' },
        { text: '// one', light: '#555', dark: '#aaa' },
      ],
    },
    { text: '', tokens: [] },
    { text: 'return', tokens: [{ text: 'return', light: '#005', dark: '#6be' }] },
  ],
}

describe('a packed file', () => {
  it('reads back with every character and colour, each colour once', () => {
    const { file, palette, lines } = unpackFile(packFile(FILE))
    expect(file).toBe('x.ts')
    expect(palette).toHaveLength(3)
    const painted = lines.map(({ text, tokens }) => ({
      text,
      tokens: tokens.map(({ text: part, colour }) => {
        const [light, dark] = palette[colour] ?? ['', '']
        return { text: part, light, dark }
      }),
    }))
    expect(painted).toEqual(FILE.lines)
  })
})

describe('a hanging indent', () => {
  it('goes below a comment’s text, and deeper than a statement began', () => {
    expect(hangingIndent(' * Long polling: ask')).toBe(3)
    expect(hangingIndent('    // Chromium locks')).toBe(7)
    expect(hangingIndent('  while (true) {')).toBe(6)
    expect(hangingIndent('')).toBe(4)
  })

  it('never takes most of a narrow pane', () => {
    expect(hangingIndent(`${' '.repeat(40)}x`)).toBe(16)
  })
})
