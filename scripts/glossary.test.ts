import { describe, expect, it } from 'vitest'
import {
  entryFindings,
  formsOf,
  glossaryFindings,
  tableFindings,
  unusedFindings,
  withoutListedForms,
} from './glossary.ts'

const WORDS = [
  { name: { en: 'long polling', zh: '长轮询' }, not: { en: ['long query'], zh: ['长连接', '常连接'] } },
  { name: { en: 'cursor', zh: '游标' } },
]
const FORMS = formsOf(WORDS)

describe('the glossary', () => {
  it('finds each stray with its line', () => {
    expect(glossaryFindings('x', '长轮询。\n长连接，又是长连接。', 10, FORMS.zh)).toEqual([
      { file: 'x', line: 11, message: '“长连接”: the glossary says 长轮询' },
      { file: 'x', line: 11, message: '“长连接”: the glossary says 长轮询' },
    ])
  })

  it('finds English forms as whole words, across a line end and in either case', () => {
    const text = 'Long queries. A long\nquery; long-query, “Long query”.'
    expect(glossaryFindings('x', text, 1, FORMS.en).map(({ line }) => line)).toEqual([1, 2])
    expect(glossaryFindings('x', text, 1, FORMS.zh)).toEqual([])
  })

  it('finds words that nothing uses', () => {
    const found = unusedFindings('g', WORDS, { en: 'Long polling with a cursor', zh: '长轮询' })
    expect(found.map(({ message }) => message)).toEqual(['nothing says “游标” any more'])
  })

  it('may list the forms it does not use, and may not use them', () => {
    const source =
      "a: {\n  name: { en: 'a', zh: '长轮询' },\n  not: { zh: ['长连接'] },\n  also: { zh: ['长连接'] },\n  meaning: { en: 'A.', zh: '长连接。' },\n}"
    expect(tableFindings('t', withoutListedForms(source), FORMS).map(({ line }) => line)).toEqual([5])
  })

  it('has each name once, none that is forbidden, and whole sentences', () => {
    const meaning = { en: 'A.', zh: '甲。' }
    const entries = {
      a: { name: { en: 'a', zh: '甲' }, meaning },
      b: { name: { en: 'A', zh: '常连接' }, meaning: { en: 'B', zh: '乙。' } },
    }
    expect(entryFindings('g', entries, FORMS).map(({ message }) => message)).toEqual([
      'b: “A” is also the name of a',
      'b: its meaning (en) is no whole sentence',
      'b: “常连接”: the glossary says 长轮询',
    ])
  })
})

describe('a table of words', () => {
  it('is held to the English forms in its texts alone', () => {
    const source = [
      '/** A long query. */',
      "a: 'A long query’s end', // a long query",
      'b: `${n} of a long query`,',
      "'long query': 'x',",
    ].join('\n')
    expect(tableFindings('t.en.ts', source, FORMS).map(({ line }) => line)).toEqual([2, 3, 4])
    expect(tableFindings('t.zh.ts', source, FORMS)).toEqual([])
    const both = "title: { en: 'A long query', zh: '甲' },\nkey: 'a long query',"
    expect(tableFindings('figure.ts', both, FORMS).map(({ line }) => line)).toEqual([1])
  })

  it('has no typed space beside Latin and no half-width punctuation', () => {
    const source = [
      "a: '需要 JavaScript',",
      'b: `第 ${n} 行`,',
      "c: '你好,世界',",
      "d: '配色: 浅色', e: '播放 (10×)', f: '票据(短期)',",
      "d: '← 上一步', // fine",
      'e: `浏览器 · ${n}条`,',
    ].join('\n')
    expect(tableFindings('t', source, FORMS).map(({ line }) => line)).toEqual([1, 2, 2, 3, 4, 4, 4])
  })
})
