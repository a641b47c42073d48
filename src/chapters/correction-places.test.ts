import { describe, expect, it } from 'vitest'
import { correctionAnchors, correctionPlaces } from './correction-places.ts'

const CHAPTER = `
<Correction id="F0" said="before any heading">x</Correction>

<Heading id="first">The \`first\`</Heading>

<Bench scene="two-polls">See.</Bench>

<Correction id="F1" said="a > b" clause={{ rfc: 6202, section: '2.1' }}>

x

</Correction>

<Heading id="second">Second</Heading>

{/* <Correction id="F9" said="in a comment">x</Correction> */}

<StreamEnds />

<Heading id="deeper" level={3}>Deeper</Heading>

<Correction id="F2" said="between two figures">x</Correction>

<Bench scene="the-gap">See.</Bench>

<Heading id="third">Third</Heading>

<Correction id="F3" said="no figure here">x</Correction>

<Correction id="F4" said="a figure elsewhere" shown="two-polls">x</Correction>

<Correction id="F5" said="no figure at all" shown="none">x</Correction>

<Bench scene="the-burst">See.</Bench>
`

describe('correctionPlaces', () => {
  const places = new Map(correctionPlaces(CHAPTER).map((place) => [place.id, place]))

  it('gives the corrections in their order, and none that is a comment', () => {
    expect([...places.keys()]).toEqual(['F0', 'F1', 'F2', 'F3', 'F4', 'F5'])
  })

  it('names the nearest heading before, of any level, in plain words', () => {
    expect(places.get('F0')?.section).toBeUndefined()
    expect(places.get('F1')?.section).toEqual({ id: 'first', text: 'The first' })
    expect(places.get('F2')?.section).toEqual({ id: 'deeper', text: 'Deeper' })
  })

  it('takes the nearest figure of the same second-level section, the later of two as near', () => {
    expect(places.get('F0')?.figure).toBeUndefined()
    expect(places.get('F1')?.figure).toBe('two-polls')
    expect(places.get('F2')?.figure).toBe('the-gap')
    expect(places.get('F3')?.figure).toBe('the-burst')
  })

  it('takes what the correction names instead, and none where it says so', () => {
    expect(places.get('F4')?.figure).toBe('two-polls')
    expect(places.get('F5')?.figure).toBeUndefined()
  })
})

describe('correctionAnchors', () => {
  it('gives each correction an anchor of its own: its id, with the chapter from the second time on', () => {
    const anchors = correctionAnchors([
      { slug: 'websocket', ids: ['F2', 'F18'] },
      { slug: 'sse', ids: ['F18'] },
    ])
    expect([...anchors]).toEqual([
      ['websocket F2', 'F2'],
      ['websocket F18', 'F18'],
      ['sse F18', 'F18-sse'],
    ])
  })
})
