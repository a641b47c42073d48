import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../tests/support/fake-clock.ts'
import { createBudget } from '../budget.ts'
import { createFirstAnswers } from './first-answers.ts'

describe('first answers', () => {
  it('are given again within a minute, then forgotten', () => {
    const clock = createFakeClock()
    const account = createBudget(Infinity).account('answers')
    const answers = createFirstAnswers(clock, account)
    answers.keep('k', 'first')
    clock.advance(59_999)
    expect(answers.find('k')).toBe('first')
    expect(answers.find('other')).toBeUndefined()
    clock.advance(1)
    expect(account.heldBytes).toBeGreaterThan(200)
    answers.forgetOld()
    expect(account.heldBytes).toBe(0)
    expect(answers.find('k')).toBeUndefined()
  })

  it('forget the oldest first when they grow too large', () => {
    const answers = createFirstAnswers(createFakeClock())
    for (let i = 0; i < 40; i++) answers.keep(`k${i}`, 'x'.repeat(64 * 1024))
    expect(answers.find('k0')).toBeUndefined()
    expect(answers.find('k39')).toBeDefined()
  })
})
