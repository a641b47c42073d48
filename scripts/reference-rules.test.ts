import { describe, expect, it } from 'vitest'
import { readChapter, type ChapterSource } from '../src/build/chapter-source.ts'
import { correctionFindings, termFindings } from './reference-rules.ts'

const chapter = (text: string): ChapterSource => readChapter('en/x.mdx', 'en', text)
const CLAUSE = "clause={{ rfc: 6202, section: '2.1' }}"

describe('correctionFindings', () => {
  it('has nothing to say of a correction with its clause, or with a word why there is none', () => {
    const text = `<Correction id="F1" said="a" ${CLAUSE}>x</Correction>\n\n{/* no clause: history */}\n\n<Correction id="P14-again" said="b">y</Correction>\n`
    expect(correctionFindings(chapter(text))).toEqual([])
  })

  it('finds one with neither, also after another that gave a reason', () => {
    const text =
      '{/* no clause: history */}\n<Correction id="F1" said="a">x</Correction>\n\n{/* not measured: y */}\n<Correction id="F2" said="b">y</Correction>\n'
    expect(correctionFindings(chapter(text)).map(({ line }) => line)).toEqual([5])
  })

  it('finds an id that says nothing, and one that says nothing', () => {
    const found = correctionFindings(chapter(`<Correction id="history" said=" " ${CLAUSE}>x</Correction>`))
    expect(found.map(({ message }) => message)).toEqual([
      '<Correction id="history">: its id is the number of a fact (F1) or of a problem (P1)',
      '<Correction id="history">: nothing is said',
    ])
  })

  it('finds a figure that the chapter has not', () => {
    const with_ = (shown: string) =>
      `<Bench scene="two-polls">x</Bench>\n<StreamEnds />\n<Correction id="F1" said="a" shown="${shown}" ${CLAUSE}>x</Correction>`
    expect(
      ['two-polls', 'stream-ends', 'none'].flatMap((shown) => correctionFindings(chapter(with_(shown)))),
    ).toEqual([])
    expect(correctionFindings(chapter(with_('the-gap'))).map(({ line }) => line)).toEqual([3])
  })
})

describe('termFindings', () => {
  it('finds a term without an entry, and a first use that is the second', () => {
    const text = '<Term id="hold">held</Term>\n<Term id="x">x</Term>\n<Term id="hold">hold</Term>\n'
    expect(termFindings(chapter(text), ['hold']).map(({ line }) => line)).toEqual([2, 3])
  })
})
