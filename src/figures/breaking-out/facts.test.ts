import { describe, expect, it } from 'vitest'
import { readCapture } from '../captures.ts'
import { HOSTILE_JSON } from './hostile-data.ts'
import { parsedByUs, verdictOn } from './parse.ts'
import { crossingsOf, cutAtEscapes, dataPart } from './facts.ts'

const { timeline, conversation } = readCapture('breaking-out')
const rows = crossingsOf(timeline, conversation, 10)

describe('the recorded run', () => {
  it('published each of the harmful data, and delivered all', () => {
    expect(rows.map(({ data }) => data)).toEqual(Object.values(HOSTILE_JSON))
    expect(rows.every(({ delivered }) => delivered)).toBe(true)
  })

  it('sent each in a script that no data ends', () => {
    for (const { script = '' } of rows) {
      expect(script).toMatch(/^parent\./)
      expect(verdictOn(script, parsedByUs)).toEqual({ kind: 'whole' })
      expect(cutAtEscapes(dataPart(script)).length).toBeGreaterThan(1)
    }
  })
})

describe('cutting at escapes', () => {
  it('keeps every character', () => {
    for (const { script = '' } of rows) expect(cutAtEscapes(script).join('')).toBe(script)
  })
})
