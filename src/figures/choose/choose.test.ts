/** The rules that choose: the five cases, and what holds for every case there can be. */
import { describe, expect, it } from 'vitest'
import { CHOOSE_WORDS } from './words.ts'
import {
  CASE_NAMES,
  CASES,
  choose,
  QUESTION_NAMES,
  QUESTIONS,
  stillPossible,
  type Answers,
} from './choose.ts'

/** Every combination of answers. */
function* allCases(): Generator<Answers> {
  for (const up of QUESTIONS.up)
    for (const content of QUESTIONS.content)
      for (const lateness of QUESTIONS.lateness)
        for (const shape of QUESTIONS.shape)
          for (const way of QUESTIONS.way) yield { up, content, lateness, shape, way }
}

describe('choosing', () => {
  it('takes five different ways for the five cases', () => {
    expect(Object.values(CASES).map((answers) => choose(answers).choice)).toEqual([
      'short-poll',
      'sse-and-post',
      'ws',
      'fetch-stream',
      'sse',
    ])
  })

  it('has a reason for every case, each once, and takes WebSocket only where it is said why', () => {
    const choices = new Set<string>()
    for (const answers of allCases()) {
      const { choice, reasons, watch } = choose(answers)
      choices.add(choice)
      expect(reasons.length).toBeGreaterThan(0)
      expect(new Set(reasons).size).toBe(reasons.length)
      expect(new Set(watch).size).toBe(watch.length)
      const asksForFrames = reasons.includes('said-often') || reasons.includes('bytes-as-they-are')
      expect(choice === 'ws').toBe(asksForFrames)
    }
    expect(choices.size).toBe(5)
  })

  it('warns of what stands between only where that is unknown', () => {
    for (const answers of allCases()) {
      const { watch } = choose(answers)
      if (answers.way === 'known') {
        expect(watch).not.toContain('buffering')
        expect(watch).not.toContain('upgrade-refused')
      }
    }
  })

  it('links every reason and every warning to a place on this site, in both languages alike', () => {
    const links = (language: 'en' | 'zh') =>
      [...Object.values(CHOOSE_WORDS[language].reasons), ...Object.values(CHOOSE_WORDS[language].watch)].map(
        ({ to }) => to,
      )
    expect(links('zh')).toEqual(links('en'))
    for (const to of links('en')) expect(to).toMatch(/^(?:[a-z-]+\/)*#[a-z0-9-]+$/)
  })
})

describe('what answers leave', () => {
  const answers = CASES['order-status']

  it('is everything before the first, and the choice itself after the last', () => {
    expect(new Set(stillPossible(answers, []))).toEqual(
      new Set(['short-poll', 'fetch-stream', 'sse', 'sse-and-post', 'ws']),
    )
    expect(stillPossible(answers, QUESTION_NAMES)).toEqual([choose(answers).choice])
  })

  it('never grows with another answer', () => {
    for (const name of CASE_NAMES) {
      const left = QUESTION_NAMES.map(
        (_, at) => stillPossible(CASES[name], QUESTION_NAMES.slice(0, at)).length,
      )
      expect(left).toEqual(left.toSorted((a, b) => b - a))
    }
  })
})
