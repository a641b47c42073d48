import { describe, expect, it } from 'vitest'
import { TERMS } from '../words/terms/index.ts'
import { byLetter, letterOf } from './glossary-order.ts'

describe('letterOf', () => {
  it('is the capital of a Latin name and of the pinyin of a Han one', () => {
    const names = [
      'iframe',
      'ETag',
      '长轮询',
      '帧',
      '掩码',
      '服务器推送',
      '游标',
      '握手',
      '半开连接',
      '重连',
      '子协议',
    ]
    expect(names.map(letterOf).join('')).toBe('IECZYFYWBCZ')
  })

  it('is right at both ends of every letter', () => {
    const pairs =
      '阿奥A 八部B 擦错C 达舵D 鹅二E 发复F 嘎过G 哈获H 击俊J 卡阔K 拉落L 妈木M 拿糯N 哦偶O 怕铺P 七群Q 然若R 撒所S 他妥T 挖误W 西训X 压运Y 杂座Z'
    for (const pair of pairs.split(' ')) {
      const [first = '', last = '', letter] = [...pair]
      expect([first, letterOf(first), last, letterOf(last)]).toEqual([first, letter, last, letter])
    }
  })

  it('throws for what is neither', () => {
    expect(() => letterOf('“引号')).toThrow('no letter')
  })
})

describe('byLetter', () => {
  it('sorts letters, and names within one, Latin among Han', () => {
    const groups = byLetter(
      ['帧', '抖动', 'WebSocket', '字节', '握手', 'base64', '代理'],
      (name) => name,
      'zh',
    )
    expect(groups.map(({ letter }) => letter)).toEqual(['B', 'D', 'W', 'Z'])
    expect(groups.find(({ letter }) => letter === 'D')?.entries).toEqual(['代理', '抖动'])
    expect(groups.find(({ letter }) => letter === 'Z')?.entries).toEqual(['帧', '字节'])
  })

  it('loses no term of the glossary in either language', () => {
    const all = Object.values(TERMS)
    for (const language of ['en', 'zh'] as const) {
      const found = byLetter(all, ({ name }) => name[language], language).flatMap(({ entries }) => entries)
      expect(new Set(found)).toEqual(new Set(all))
    }
  })
})
