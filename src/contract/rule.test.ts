import { describe, expect, it } from 'vitest'
import { isWrong, obeys, readFields, readKind, takes, type Fields, type Rule } from './rule.ts'

const RANGE: Rule = { kind: 'number', range: [10, 20] }

describe('a rule', () => {
  it.each<[Rule, readonly unknown[], readonly unknown[]]>([
    [RANGE, [10, 12.5, 20], [9, 21, '10', null, undefined, Number.NaN, 1 / 0]],
    [{ ...RANGE, whole: true, orZero: true }, [0, 10], [12.5, -1, 5]],
    [{ ...RANGE, butNot: [[12, 13]] }, [11, 14], [12, 13]],
    [{ kind: 'boolean' }, [true, false], [0, 'true', null]],
    [{ kind: 'one-of', values: ['a'] }, ['a'], ['b', 0, ['a']]],
    [{ kind: 'text', mostBytes: 3 }, ['', 'abc', '球'], ['abcd', '球a', 3]],
    [{ kind: 'base64', mostBytes: 2 }, ['AA==', 'AAA='], ['', 'AAAA', 'AB==', 'AA', 'A-A=', 1]],
    [
      { kind: 'pieces', range: [1, 2], mostBytes: 3 },
      [['AA=='], ['AA==', 'AAA=']],
      [[], [''], ['AAAA', 'AA=='], 'AA=='],
    ],
    [{ kind: 'headers' }, [{}, { a: 'b' }], [{ a: 1 }, [], null]],
    [{ kind: 'fields', fields: { a: RANGE } }, [{ a: 10, b: 1 }], [{ a: 1 }, {}, 'a']],
    [{ kind: 'any' }, [null, 1, undefined], []],
  ])('%j takes %j and not %j', (rule, taken, refused) => {
    expect(taken.filter((value) => !obeys(value, rule))).toEqual([])
    expect(refused.filter((value) => obeys(value, rule))).toEqual([])
    expect(takes(rule)).not.toBe('')
  })
})

describe('fields', () => {
  const fields = {
    a: { ...RANGE },
    b: { kind: 'text', initial: 'x' },
    c: { kind: 'boolean', optional: true },
  } as const satisfies Fields

  it('are read without others, with what is left out as it is at first', () => {
    expect(readFields(fields, { a: 10, d: 1 })).toEqual({ a: 10, b: 'x' })
    expect(readFields(fields, { a: 10, b: '', c: true })).toEqual({ a: 10, b: '', c: true })
  })

  it.each([{ b: '' }, { a: 9 }, { a: 10, b: 1 }, { a: 10, c: 0 }, [], null, 'a'])(
    'are not read from %j',
    (value) => {
      expect(isWrong(readFields(fields, value))).toBe(true)
    },
  )

  it('say which of them is wrong, and what it takes', () => {
    expect(readFields(fields, { a: 9 })).toEqual({ wrong: '"a" takes a number from 10 to 20.' })
  })

  it('come by kind; none of an object is one', () => {
    expect(readKind({ one: fields }, { kind: 'one', a: 10 })).toEqual({ kind: 'one', a: 10, b: 'x' })
    for (const kind of ['two', 'toString', '__proto__', 1, undefined])
      expect(readKind({ one: fields }, { kind, a: 10 })).toEqual({
        wrong: 'Send a JSON object whose "kind" is "one".',
      })
  })
})
