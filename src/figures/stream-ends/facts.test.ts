/** The rows of the ends, read from the recorded run of a real browser: what the chapter says of each is what is in the table. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createConversation } from '../../wire/trace/conversation.ts'
import { decodeTrace } from '../../wire/trace/trace-codec.ts'
import { charsetIn, endRows, type TriedEnd, runOf, STREAM_ENDS, tryOf, type StreamEndKind } from './facts.ts'

const decoded = decodeTrace(readFileSync('content/captures/stream-ends.json', 'utf8'))
if (!decoded.ok) throw new Error(decoded.message)
const { events } = decoded.trace
const conversation = createConversation()
events.forEach((event, moment) => conversation.push(event, moment))

const rows = endRows(conversation.view, events, events.length, 'later')
const tried = (end: StreamEndKind): TriedEnd | undefined => rows.find((row) => row.end === end)?.tried

describe('the recorded ends', () => {
  it('are one row each, and all settled', () => {
    expect(rows.map(({ end }) => end)).toEqual(STREAM_ENDS)
    expect(rows.every((row) => row.tried?.isSettled)).toBe(true)
  })

  it.each(['204', '401', '404', '500', '503', 'json', 'charset'] as const)('%s ends it for good', (end) => {
    expect(tried(end)).toMatchObject({ state: 2, errors: 1, again: { kind: 'no' } })
  })

  it.each(['finished', 'reset'] as const)('%s brings the browser back, with the id', (end) => {
    expect(tried(end)).toMatchObject({ state: 1, errors: 1, again: { kind: 'yes', lastEventId: '7' } })
  })

  it('what is said of a charset is what its row shows, and nothing before it was tried', () => {
    expect(charsetIn(rows)).toBe('refused')
    expect(charsetIn(endRows(conversation.view, events, 0, 'later'))).toBe('unknown')
    expect(charsetIn([{ end: 'charset', tried: { ...tried('charset')!, state: 1 } }])).toBe('taken')
  })

  it('301 is followed, without an error', () => {
    expect(tried('301')).toMatchObject({ status: 301, state: 1, errors: 0, again: { kind: 'followed' } })
  })

  it('tell how the answer ended on the wire', () => {
    expect(tried('reset')?.cut).toBe('reset')
    expect(tried('finished')?.cut).toBeUndefined()
    expect(tried('finished')?.isOver).toBe(true)
  })

  it('are of one place only, and none before the first', () => {
    expect(
      endRows(conversation.view, events, events.length, 'first').every((row) => row.tried === undefined),
    ).toBe(true)
    expect(endRows(conversation.view, events, 0, 'later').every((row) => row.tried === undefined)).toBe(true)
  })
})

describe('the name of a try', () => {
  it('leads back to it, and others lead nowhere', () => {
    const what = { end: '503', place: 'first', number: 12 } as const
    expect(tryOf(runOf(what))).toEqual(what)
    expect(tryOf('sse')).toBeUndefined()
    expect(tryOf('503.then.1')).toBeUndefined()
  })
})
