/** The recorded tries of a sandboxed page in a real browser. */
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { createConversation } from '../../wire/trace/conversation.ts'
import { decodeTrace } from '../../wire/trace/trace-codec.ts'
import { crossOriginView, type CrossOriginTry, type CrossOriginView } from './facts.ts'

let view: (which: CrossOriginTry) => CrossOriginView | undefined

beforeAll(() => {
  const decoded = decodeTrace(readFileSync('content/captures/the-foreigner.json', 'utf8'))
  if (!decoded.ok) throw new Error(decoded.message)
  const { events } = decoded.trace
  const conversation = createConversation()
  events.forEach((event, moment) => conversation.push(event, moment))
  view = (which) => crossOriginView(which, conversation.view, events)
})

describe('crossOriginView', () => {
  it('shows a WebSocket that says it has no origin and is turned away', () => {
    const ws = view('ws')
    expect(ws?.request).toContain('Origin: null')
    expect(ws?.answer[0]).toBe('HTTP/1.1 403 Forbidden')
    expect(ws?.notes.at(-1)).toEqual({ kind: 'closed', code: 1006, reason: '', wasClean: false })
  })

  it('tells an EventSource without leave from one with it', () => {
    expect(view('sse')).toMatchObject({ status: 200 })
    expect(view('sse')?.notes.at(-1)).toMatchObject({ kind: 'ready-state', value: 2 })
    expect(view('sse-allowed')?.answer).toContain('Access-Control-Allow-Origin: *')
    expect(view('sse-allowed')?.notes.map(({ kind }) => kind)).toContain('message')
  })

  it('shows nothing where nothing was tried', () => {
    expect(crossOriginView('ws', createConversation().view, [])).toBeUndefined()
  })
})
