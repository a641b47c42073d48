import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { minutesOf } from './reading-time.ts'

describe('the minutes of a page', () => {
  it('grow with its words, its figures and its guesses', () => {
    expect(minutesOf('A word.')).toBe(1)
    expect(minutesOf('word '.repeat(1000))).toBe(5)
    expect(minutesOf('字'.repeat(3200))).toBe(10)
    const figures = '<Bench scene="two-polls" />\n\n<Bench scene="the-gap" />\n\n'
    expect(minutesOf(`${'word '.repeat(1000)}\n\n${figures}`)).toBe(8)
    expect(minutesOf(`${'word '.repeat(1000)}\n\n${'<Guess id="a">\n</Guess>\n\n'.repeat(4)}`)).toBe(7)
  })

  it('leave out code and comments', () => {
    expect(minutesOf(`{/* ${'word '.repeat(1000)} */}\n\n\`\`\`\n${'word '.repeat(1000)}\n\`\`\`\n`)).toBe(1)
  })

  it('are about as many in both languages', () => {
    for (const file of globSync('content/chapters/en/**/*.mdx')) {
      const [en, zh] = [file, file.replace('/en/', '/zh/')].map((each) =>
        minutesOf(readFileSync(each, 'utf8')),
      )
      expect(Math.abs((en ?? 0) - (zh ?? 0)), file).toBeLessThanOrEqual((en ?? 0) / 3)
    }
  })
})
