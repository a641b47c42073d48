import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { readTokens } from '../site/styles/contrast.ts'
import { CODE_COLOUR_TOKENS, CODE_COLOURS } from './highlight-themes.ts'
import { highlightFile, highlightSource } from './highlight.ts'

describe('highlightSource', () => {
  it('colours keywords, strings, numbers and comments, and leaves names in ink', async () => {
    const { lines } = await highlightSource('x.ts', "const a = 'b' + 1 // c\n")
    expect(lines).toHaveLength(1)
    const colourOf = (text: string): string | undefined =>
      lines[0]?.tokens.find((token) => token.text.includes(text))?.light
    expect(colourOf('const')).toBe(CODE_COLOURS.light.keyword)
    expect(colourOf("'b'")).toBe(CODE_COLOURS.light.text)
    expect(colourOf('1')).toBe(CODE_COLOURS.light.number)
    expect(colourOf('// c')).toBe(CODE_COLOURS.light.comment)
    expect(colourOf('a =')).toBe(CODE_COLOURS.light.ink)
  })

  it.each(globSync('src/transports/shown/*.ts').filter((file) => !file.endsWith('.test.ts')))(
    'keeps every character of %s',
    async (file) => {
      const { lines } = await highlightFile(file)
      expect(lines.map((line) => line.text).join('\n') + '\n').toBe(readFileSync(file, 'utf8'))
      for (const line of lines) expect(line.tokens.map((token) => token.text).join('')).toBe(line.text)
    },
  )
})

describe('code colours', () => {
  const tokens = readTokens(readFileSync('src/site/styles/tokens.css', 'utf8'))

  it('are those of the token sheet', () => {
    for (const [kind, token] of Object.entries(CODE_COLOUR_TOKENS))
      for (const theme of ['light', 'dark'] as const)
        expect(CODE_COLOURS[theme][kind as keyof typeof CODE_COLOUR_TOKENS], `${kind} ${theme}`).toBe(
          tokens.get(token)?.[theme],
        )
  })
})
