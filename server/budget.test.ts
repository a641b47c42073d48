import { describe, expect, it } from 'vitest'
import { createBudget, textBytes } from './budget.ts'

describe('a budget', () => {
  it('adds up what its accounts keep, by holder', () => {
    const budget = createBudget(1_000)
    const [one, two, tap] = [budget.account('events'), budget.account('events'), budget.account('tap')]
    one.add(100)
    two.add(50)
    two.add(-20)
    tap.add(5)
    expect([budget.heldBytes, budget.held.events, budget.held.tap, two.heldBytes]).toEqual([135, 130, 5, 30])
    one.close()
    one.add(7)
    one.close()
    expect([budget.heldBytes, budget.held.events, one.heldBytes]).toEqual([35, 30, 0])
  })

  it('lets new things in as long as an eighth is left for what runs', () => {
    const budget = createBudget(800)
    const account = budget.account('events')
    account.add(600)
    expect([budget.admits(100), budget.admits(101), budget.isFull]).toEqual([true, false, false])
    account.add(100)
    expect([budget.admits(1), budget.isFull]).toEqual([false, true])
    expect([budget.admits(100, 'running'), budget.admits(101, 'running')]).toEqual([true, false])
  })

  it('has things let go of first, no more than it needs, and asks for nothing while there is room', () => {
    const budget = createBudget(800)
    const account = budget.account('tap')
    const freed: string[] = []
    budget.freeBy((isEnough) => {
      for (const name of ['a', 'b', 'c', 'd']) {
        if (isEnough()) return
        freed.push(name)
        account.add(-100)
      }
    })
    account.add(650)
    expect(budget.admits(50)).toBe(true)
    expect(freed).toEqual([])
    expect(budget.admits(200)).toBe(true)
    expect(freed).toEqual(['a', 'b'])
    expect(budget.admits(2_000)).toBe(false)
    expect(freed).toHaveLength(6)
  })
})

describe('a text', () => {
  it.each([
    ['abc', 3],
    ['球', 2],
    ['a球', 4],
  ])('%s takes %i bytes', (text, bytes) => {
    expect(textBytes(text, Buffer.byteLength(text))).toBe(bytes)
  })
})
