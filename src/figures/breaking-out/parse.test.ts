import { describe, expect, it } from 'vitest'
import { HOSTILE_JSON } from './hostile-data.ts'
import { parsedByUs, verdictOn } from './parse.ts'

describe('a script with data in it', () => {
  it('ends at an end tag in a string', () => {
    expect(verdictOn(`f(${HOSTILE_JSON['end-tag']})`, parsedByUs)).toEqual({
      kind: 'ends-early',
      script: 'f({"text":"',
      rest: '<img src=x onerror=alert(1)>"})</script>',
    })
  })

  it('swallows what follows, where a comment and a start tag are in it', () => {
    expect(verdictOn(`f(${HOSTILE_JSON.comment})`, parsedByUs)).toEqual({ kind: 'swallows' })
  })

  it('is whole to an HTML parser with what only JavaScript minds', () => {
    for (const name of ['line-separator', 'prototype'] as const)
      expect(verdictOn(`f(${HOSTILE_JSON[name]})`, parsedByUs)).toEqual({ kind: 'whole' })
  })
})
