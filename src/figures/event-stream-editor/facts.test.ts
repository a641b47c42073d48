/** The pairs of the editor: what the parser dispatches beside what a browser did, and the recorded stream read back. */
import { readFileSync } from 'node:fs'
import { createParser } from 'eventsource-parser'
import { describe, expect, it } from 'vitest'
import { EXAMPLES } from './examples.ts'
import { createConversation } from '../../wire/trace/conversation.ts'
import { decodeTrace } from '../../wire/trace/trace-codec.ts'
import { latestReading, readLines, type BrowserEvent } from './facts.ts'
import { streamBytes } from './stream-text.ts'

const event = (data: string, type = 'message', lastEventId = ''): BrowserEvent => ({
  kind: 'dispatched',
  type,
  data,
  lastEventId,
  origin: 'http://a',
})

function kinds(text: string, dispatched: readonly BrowserEvent[]): readonly string[] {
  return readLines(streamBytes(text), dispatched).rows.flatMap(({ match }) => match?.kind ?? [])
}

describe('pairs', () => {
  it('are the same, different or missing', () => {
    const text = 'data: a\n\nid: 7\ndata: b\n\ndata: c\n\n'
    expect(kinds(text, [event('a'), event('b', 'message', '7')])).toEqual(['same', 'same', 'missing'])
    expect(kinds(text, [event('a'), event('b')])).toEqual(['same', 'differs', 'missing'])
    expect(readLines(streamBytes('data: a\n\n'), [event('a'), event('b')]).extra).toEqual([event('b')])
  })

  it('do not wait for the line feed that may follow a carriage return', () => {
    expect(kinds('data: a⟨CR⟩⟨CR⟩', [event('a')])).toEqual(['same'])
    expect(readLines(streamBytes('data: a⟨CR⟩\n⟨CR⟩\n'), [event('a')]).rows).toHaveLength(2)
  })

  it('leave the begun line over', () => {
    const { rows, rest } = readLines(streamBytes('data: a\n\ndata: b'), [])
    expect(rows).toHaveLength(2)
    expect(rest).toEqual(streamBytes('data: b'))
  })
})

describe('the examples', () => {
  // Another reader of the format, for all that is UTF-8 and whose carriage returns it does not wait with.
  const plain = Object.entries(EXAMPLES).filter(
    ([name]) => name !== 'utf8' && name !== 'line-ends' && name !== 'bom',
  )

  it.each(plain)('%s: eventsource-parser dispatches the same data', (_, text) => {
    const theirs: string[] = []
    createParser({ onEvent: ({ data }) => theirs.push(data) }).feed(
      new TextDecoder().decode(streamBytes(text)),
    )
    const ours = readLines(streamBytes(text), []).rows.flatMap(({ step }) =>
      step.action.kind === 'dispatch' ? [step.action.event.data] : [],
    )
    expect(ours).toEqual(theirs)
  })
})

describe('the recorded stream', () => {
  const decoded = decodeTrace(readFileSync('content/captures/own-stream.json', 'utf8'))
  if (!decoded.ok) throw new Error(decoded.message)
  const { events } = decoded.trace
  const conversation = createConversation()
  events.forEach((each, moment) => conversation.push(each, moment))

  it('is the notes’ example, and the browser agreed', () => {
    const reading = latestReading(conversation.view, events, events.length)
    expect(reading?.rows.map(({ bytes }) => new TextDecoder().decode(bytes)).join('')).toBe(EXAMPLES.notes)
    expect(reading?.rows.flatMap(({ match }) => match?.kind ?? [])).toEqual(['same', 'same', 'same'])
    expect(reading).toMatchObject({ extra: [], errors: 0, state: 1, crossed: { chunks: 2 } })
  })

  it('is nothing before it was sent', () => {
    expect(latestReading(conversation.view, events, 0)).toBeUndefined()
  })
})
