import { describe, expect, it } from 'vitest'
import { glossaryFindings, readGlossary, tableFindings, unusedFindings } from './glossary.ts'

const TERMS = readGlossary(
  [
    '# Glossary',
    '',
    '| English | 中文 | not | note |',
    '| --- | --- | --- | --- |',
    '| long polling | 长轮询 | 长连接、常连接 | why |',
    '| cursor | 游标 | | |',
  ].join('\n'),
)

describe('the glossary', () => {
  it('is read row by row', () => {
    expect(TERMS).toEqual([
      { en: 'long polling', zh: '长轮询', not: ['长连接', '常连接'], line: 5 },
      { en: 'cursor', zh: '游标', not: [], line: 6 },
    ])
  })

  it('must have a form in both languages', () => {
    expect(() => readGlossary('| hold | | | |')).toThrow('line 1')
  })

  it('finds each stray with its line', () => {
    expect(glossaryFindings('x', '长轮询。\n长连接，又是长连接。', 10, TERMS)).toEqual([
      { file: 'x', line: 11, message: '“长连接”: the glossary says 长轮询' },
      { file: 'x', line: 11, message: '“长连接”: the glossary says 长轮询' },
    ])
  })

  it('finds rows that nothing uses', () => {
    const found = unusedFindings('g', TERMS, { en: 'Long polling with a cursor', zh: '长轮询' })
    expect(found.map(({ line, message }) => [line, message])).toEqual([[6, 'nothing says “游标” any more']])
  })
})

describe('a table of words', () => {
  it('has no typed space beside Latin and no half-width punctuation', () => {
    const source = [
      "a: '需要 JavaScript',",
      'b: `第 ${n} 行`,',
      "c: '你好,世界',",
      "d: '← 上一步', // fine",
      'e: `浏览器 · ${n}条`,',
    ].join('\n')
    expect(tableFindings('t', source, TERMS).map(({ line }) => line)).toEqual([1, 2, 2, 3])
  })
})
