import { describe, expect, it } from 'vitest'
import { readChapter, type ChapterSource } from '../src/build/chapter-source.ts'
import {
  lengthOf,
  nameFindings,
  strayFindings,
  twinFindings,
  typedFindings,
  unshownFindings,
  type KnownNames,
  type ProseFigure,
} from './content-rules.ts'

const en = (text: string): ChapterSource => readChapter('en/x.mdx', 'en', text)
const zh = (text: string): ChapterSource => readChapter('zh/x.mdx', 'zh', text)
const lines = (findings: readonly { readonly line: number }[]): number[] => findings.map((each) => each.line)

describe('readChapter', () => {
  it('gives components their attributes and lines, and skips comments and code', () => {
    const chapter = en(
      '---\ntitle: T\norder: 2\n---\n\nA.\n\n{/* <Bench scene="no" /> */}\n\n```\n<Bench scene="no" />\n```\n\n' +
        "<Correction id=\"F1\" said='s' clause={{ rfc: 6202, section: '2.1' }}>x</Correction>\n",
    )
    expect(chapter.frontMatter).toEqual({ title: 'T', order: '2' })
    expect(chapter.components).toEqual([
      {
        name: 'Correction',
        attributes: { id: 'F1', said: 's', clause: "{ rfc: 6202, section: '2.1' }" },
        line: 14,
      },
    ])
  })
})

describe('twinFindings', () => {
  it('agrees on the same figures in the same order and ignores what is said of them', () => {
    const a = en('<Heading id="a">A</Heading>\n\n<Bench scene="two-polls">See.</Bench>\n')
    const b = zh('<Heading id="a">甲</Heading>\n\n<Bench scene="two-polls">看。</Bench>\n')
    expect(twinFindings(a, b)).toEqual([])
  })

  it('names the first that differs, is missing, or is too many', () => {
    const a = en('<Guess id="g" answer="a">\n<Option id="a">A</Option>\n<Option id="b">B</Option>\n</Guess>')
    const b = zh('<Guess id="g" answer="b">\n<Option id="a">甲</Option>\n</Guess>\n<Goal check="x">甲</Goal>')
    expect(twinFindings(a, b).map((finding) => finding.message)).toEqual([
      '<Guess> number 1 is id=g answer=b, in English (line 1) id=g answer=a',
      '<Option> number 2 is missing, in English (line 3) id=b',
      '<Goal> number 1 is check=x, in English (line –) missing',
    ])
  })
})

describe('the figures of the prose', () => {
  const figures: readonly ProseFigure[] = [
    { name: 'sizes', component: { name: 'Sizes' }, goals: { 'three-sizes': () => true } },
    {
      name: 'waits',
      scene: { name: 'waits', lanes: [], settings: { feed: 'manual' }, options: {}, controls: ['publish'] },
    },
  ]

  it('have their components in both languages, of the same', () => {
    const a = en('<Sizes scene="waits" of="up">Up.</Sizes>\n\n<Sizes of="down" />')
    const b = zh('<Sizes of="up" scene="waits">上。</Sizes>')
    expect(twinFindings(a, b, ['Sizes']).map(({ message }) => message)).toEqual([
      '<Sizes> number 2 is missing, in English (line 3) of=down',
    ])
    expect(twinFindings(a, zh('<Sizes />'), ['Sizes']).map(({ message }) => message)).toEqual([
      '<Sizes> number 1 is without attributes, in English (line 1) of=up scene=waits',
    ])
  })

  it('are all in a chapter, with their benches and goals', () => {
    expect(unshownFindings(figures, [en('Nothing.')]).map(({ file, message }) => [file, message])).toEqual([
      ['src/figures/sizes/figure.ts', 'no chapter has <Goal check="three-sizes">'],
      ['src/figures/sizes/figure.ts', 'no chapter has <Sizes>'],
      ['src/figures/waits/figure.ts', 'no chapter has <Bench scene="waits">'],
    ])
    const chapters = [
      en('<Sizes />\n\n<Goal check="three-sizes">g</Goal>'),
      en('<Bench scene="waits">See.</Bench>'),
    ]
    expect(unshownFindings(figures, chapters)).toEqual([])
  })
})

describe('nameFindings', () => {
  const known: KnownNames = {
    scenes: ['two-polls'],
    captures: ['two-polls'],
    goals: ['first'],
    runs: ['long-poll'],
    transports: ['sse'],
    isMeasure: (name) => name === 'long-poll.requests',
  }

  it('finds every name that names nothing', () => {
    const chapter = en(
      '<Bench scene="x" />\n<Measure capture="x" of="y" />\n<Goals>\n' +
        '<Goal check="x">g</Goal>\n</Goals>\n<SourceOf file="x" />\n<Transport name="x">x</Transport>',
    )
    expect(lines(nameFindings(chapter, known))).toEqual([1, 2, 2, 4, 6, 7])
  })

  it('finds ids said twice and links that lead nowhere', () => {
    const chapter = en(
      '<Heading id="a">A</Heading>\n\n<Heading id="a">A</Heading>\n\n[there](#a) and [nowhere](#b)\n',
    )
    expect(lines(nameFindings(chapter, known))).toEqual([3, 5])
  })

  it('has nothing to say of a chapter that names what there is', () => {
    const chapter = en(
      '<Bench scene="two-polls" />\n<Measure capture="two-polls" of="long-poll.requests" />\n',
    )
    expect(nameFindings(chapter, known)).toEqual([])
  })
})

describe('typedFindings', () => {
  it('finds numbers with units and runs of bytes, on their line', () => {
    expect(
      lines(typedFindings(en('One.\n\nIt took\n120 ms, or 1.2 s.\n\nThen 48 54 54 50 came.\n'))),
    ).toEqual([4, 6])
    expect(lines(typedFindings(zh('平均1.2秒。\n\n共 612 字节。\n')))).toEqual([1, 3])
  })

  it('lets words, code, attributes, goals and plain numbers be', () => {
    const chapter = en(
      'Two seconds, `120 ms`, RFC 9112 B.2, 304s, 65,535 ports, 2 + 2. <Option id="1 s">x</Option>\n\n' +
        '<Goal check="q">\n  Under 0.2 seconds.\n</Goal>\n',
    )
    expect(typedFindings(chapter)).toEqual([])
  })

  it('lets a number be that the writer says is no measurement, in that block only', () => {
    expect(
      lines(typedFindings(en('{/* not measured: what the reader sets */}\n\nEvery 2 s.\n\nEvery 3 s.\n'))),
    ).toEqual([5])
  })
})

describe('strayFindings', () => {
  const FORMS = {
    en: [{ form: 'response', not: ['an answer'] }],
    zh: [{ form: '长轮询', not: ['长连接'] }],
  }

  it('finds words that left the glossary, Latin slants and half-width punctuation in Chinese', () => {
    expect(
      lines(
        strayFindings(
          zh('用长连接。\n\n这是*斜体*。\n\n你好,世界。\n\n**粗体**没问题，`a_b_c`也没问题。\n'),
          FORMS,
        ),
      ),
    ).toEqual([1, 3, 5])
  })

  it('reads what attributes say and goals ask, and no code', () => {
    const chapter = en(
      '<Stop name="a" title="Right: an answer" todo="Wait.">\n\nAfter `an answer`.\n\n</Stop>\n\n<Goal check="q">Get\nan answer.</Goal>\n\n<Correction id="F1" said="An answer.">\n',
    )
    expect(lines(strayFindings(chapter, FORMS))).toEqual([1, 8, 10])
  })

  it('lets a word be that the writer says is meant', () => {
    expect(strayFindings(zh('{/* term: 引用笔记的说法 */}\n\n笔记里说的“长连接”。\n'), FORMS)).toEqual([])
  })
})

describe('lengthOf', () => {
  it('counts words of English and Han characters of Chinese, in prose only', () => {
    expect(lengthOf(en('The server\'s `long-poll` <Measure capture="a" of="b" /> waits.\n'))).toBe(3)
    expect(lengthOf(zh('服务器，`等待` waits 三秒。\n'))).toBe(5)
  })
})
