import { expect, it } from 'vitest'
import { clauses, inBrackets, named, sentences } from './punctuation.ts'

it('joins English with a space after each mark', () => {
  expect(sentences('Bits', 'Arrow keys walk.', '', 'Home too.')).toBe('Bits. Arrow keys walk. Home too.')
  expect(clauses('delay', 'median')).toBe('delay, median')
  expect(named('unmasked', '48')).toBe('unmasked: 48')
  expect(inBrackets('a Close frame', '1000')).toBe('a Close frame (1000)')
})

it('joins Chinese with full-width marks and no space', () => {
  expect(sentences('比特', '方向键逐个走。', 'Home键也行。')).toBe('比特。方向键逐个走。Home键也行。')
  expect(clauses('延迟', 'p95')).toBe('延迟，p95')
  expect(named('去掉掩码', '48')).toBe('去掉掩码：48')
  expect(inBrackets('关闭帧', '1000')).toBe('关闭帧（1000）')
})
