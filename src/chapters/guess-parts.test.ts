import { describe, expect, it } from 'vitest'
import { guessParts } from './guess-parts.ts'

const option = (id: string): string =>
  `<label class="guess-option"><input value="${id}"> <span>${id}</span></label>`
const reveal = '<details class="guess-reveal"><summary>So</summary><p>It is.</p></details>'

describe('guessParts', () => {
  it('takes question, options and reveal apart', () => {
    expect(guessParts(`\n<p>How <em>late</em>?</p>\n${option('a')}\n${option('b')}\n${reveal}\n`)).toEqual({
      question: 'How <em>late</em>?',
      options: `${option('a')}\n${option('b')}`,
      reveal,
    })
  })

  it('unwraps options that came in paragraphs, and joins two paragraphs of a question', () => {
    const parts = guessParts(`<p>One.</p> <p>Two?</p><p>${option('a')}</p><p>${option('b')}</p>${reveal}`)
    expect(parts.question).toBe('One.<br>Two?')
    expect(parts.options).toBe(option('a') + option('b'))
  })

  it('refuses a guess with a part missing', () => {
    expect(() => guessParts(`<p>Q</p>${reveal}`)).toThrow('no <Option>')
    expect(() => guessParts(`<p>Q</p>${option('a')}`)).toThrow('<Reveal>')
    expect(() => guessParts(`${option('a')}${reveal}`)).toThrow('no question')
  })
})
