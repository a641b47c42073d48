import { describe, expect, it } from 'vitest'
import { readCapture } from '../../../figures/captures.ts'
import { BENCH_WORDS } from '../words.ts'
import { sliceMoments, wireRow, type Bracket, type WireRow } from './wire-rows.ts'

function rowsOf(name: string): readonly WireRow[] {
  const { trace, conversation, timeline } = readCapture(name)
  const { events } = trace
  return sliceMoments(events, events.length).flatMap(
    (moment) => wireRow(moment, { events, conversation, timeline, words: BENCH_WORDS.en }) ?? [],
  )
}

/** `a>b>c` for each innermost bracket. */
function nests(brackets: readonly Bracket[]): readonly string[] {
  return brackets.flatMap(({ label, inner }) =>
    inner.length === 0 ? [label] : nests(inner).map((within) => `${label}>${within}`),
  )
}

describe('the brackets of a slice', () => {
  it('nest an event in its script in its chunk, though script and event are de-chunked', () => {
    const rows = rowsOf('forever-page').map(({ brackets }) => nests(brackets))
    expect(rows[0]).toEqual(['request head'])
    expect(rows[1]).toEqual(['response head', 'chunk'])
    expect(rows).toContainEqual(['chunk>script>event 1'])
  })

  it('hold several chunks in one slice where one write had them', () => {
    const rows = rowsOf('silent-cut').map(({ brackets }) => nests(brackets))
    expect(rows).toContainEqual(['response head', 'chunk', 'chunk>script>event 2'])
    expect(rows).toContainEqual(['chunk>script>heartbeat'])
  })

  it('nest event blocks in chunks', () => {
    const rows = rowsOf('three-events').map(({ brackets }) => nests(brackets))
    expect(rows).toContainEqual(['chunk>event block>event 2'])
    expect(rows).toContainEqual(['chunk>event block>heartbeat'])
  })

  it('nest messages in frames, both ways; a control frame says what it is', () => {
    const rows = rowsOf('first-frames')
    const down = rows.filter(({ direction }) => direction === 'server-to-client')
    const up = rows.filter(({ direction }) => direction === 'client-to-server')
    expect(down.flatMap(({ brackets }) => nests(brackets))).toEqual(
      expect.arrayContaining(['frame>message>event 1', 'frame>ping']),
    )
    expect(up.flatMap(({ brackets }) => nests(brackets))).toContainEqual('frame>message')
  })

  it('give a row the news it brings, whatever holds it', () => {
    expect(rowsOf('forever-page').map(({ summary }) => summary)).toContain('chunk · kick-off')
  })

  it('keep sizes within what holds them, and within the slice', () => {
    const fits = ({ bytes, inner }: Bracket): boolean =>
      inner.reduce((sum, each) => sum + each.bytes, 0) <= bytes && inner.every(fits)
    for (const name of ['two-polls', 'forever-page', 'three-events', 'first-frames', 'silent-cut'])
      for (const { bytes, brackets } of rowsOf(name)) {
        expect(brackets.reduce((sum, each) => sum + each.bytes, 0)).toBeLessThanOrEqual(bytes)
        expect(brackets.filter((bracket) => !fits(bracket))).toEqual([])
      }
  })
})
