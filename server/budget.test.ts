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

describe('the share of a place', () => {
  it('is full when it is taken, and the others have the rest', () => {
    const budget = createBudget(800, 400)
    const [one, other] = [budget.of('one'), budget.of('other')]
    one.account('tap').add(340)
    expect([one.admits(10), one.admits(11), one.admits(60, 'running')]).toEqual([true, false, true])
    expect([one.isFull, other.isFull, budget.isFull, budget.heldBytes]).toEqual([false, false, false, 340])
    one.account('tap').add(70)
    expect([one.isFull, one.isOver, other.isFull, other.isOver]).toEqual([true, true, false, false])
    expect([one.admits(1, 'running'), other.admits(290), other.admits(291)]).toEqual([false, true, false])
  })

  it('is full when the whole is', () => {
    const budget = createBudget(800, 400)
    for (const place of ['one', 'other', 'third']) budget.of(place).account('tap').add(240)
    const fourth = budget.of('fourth')
    expect([fourth.isFull, fourth.isOver, fourth.admits(1)]).toEqual([true, false, false])
    fourth.account('tap').add(100)
    expect(budget.of('one').isOver).toBe(true)
  })

  it('is one for all that a place keeps, as long as it keeps something', () => {
    const budget = createBudget(800, 400)
    const first = budget.of('one').account('tap')
    first.add(100)
    const second = budget.of('one').account('events')
    second.add(50)
    expect([budget.of('one').heldBytes, budget.heldBytes, budget.held.events]).toEqual([150, 150, 50])
    first.close()
    second.close()
    expect([budget.of('one').heldBytes, budget.heldBytes]).toEqual([0, 0])
  })

  it('lets go of what is its own before it is refused anything', () => {
    const budget = createBudget(800, 400)
    const share = budget.of('one')
    const account = share.account('tap')
    account.add(340)
    const asked: unknown[] = []
    budget.freeBy((isEnough, of) => {
      asked.push(of)
      if (!isEnough()) account.add(-100)
    })
    expect(share.admits(100)).toBe(true)
    expect(asked).toEqual([share])
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
