import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { TRANSPORTS } from '../wire/trace/transports.ts'

const HUES = readFileSync('src/ui/hues.css', 'utf8')
const TOKENS = readFileSync('src/site/styles/tokens.css', 'utf8')

it.each(TRANSPORTS)('%s has its hue, for text and for strokes, on paper and at night', (transport) => {
  const rule = new RegExp(`\\.hue-${transport}[,\\s][^}]*\\}`).exec(HUES)?.[0] ?? ''
  for (const property of ['--hue', '--hue-line']) {
    const token = new RegExp(`${property}: var\\((--[\\w-]+)\\)`).exec(rule)?.[1]
    expect(token, property).toBeDefined()
    expect(TOKENS).toMatch(new RegExp(`\\s${token}: light-dark\\(`))
  }
})
