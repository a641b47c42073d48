import { describe, expect, it } from 'vitest'
import { nestsDeeperThan } from './nesting.ts'

describe('how deep a JSON text nests', () => {
  it('counts brackets and braces that are open at once', () => {
    expect(nestsDeeperThan('[[[]]]', 3)).toBe(false)
    expect(nestsDeeperThan('[[[]]]', 2)).toBe(true)
    expect(nestsDeeperThan('[[],[],{"a":[]},[]]', 3)).toBe(false)
    expect(nestsDeeperThan('{"a":{"b":[1]}}', 2)).toBe(true)
    expect(nestsDeeperThan('', 0)).toBe(false)
  })

  it('counts none that stand in a string, whatever is escaped in it', () => {
    expect(nestsDeeperThan('["[[[[", "\\"[[[", "\\\\"]', 1)).toBe(false)
    expect(nestsDeeperThan('["\\\\", [["x"]]]', 2)).toBe(true)
    expect(nestsDeeperThan('["[[[', 1)).toBe(false)
    expect(nestsDeeperThan('["\\', 1)).toBe(false)
  })
})
