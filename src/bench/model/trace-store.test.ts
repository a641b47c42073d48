import { describe, expect, it } from 'vitest'
import type { TraceEvent, TraceHeader } from '../../wire/trace/trace.ts'
import { createTraceStore } from './trace-store.ts'

const HEADER: TraceHeader = {
  version: 1,
  lab: 'x',
  vantage: 'server-socket',
  recordedAt: '',
  client: '',
  settings: {},
}

const opened: TraceEvent = { kind: 'exchange-opened', exchange: 'e', connection: 'c', transport: 'ws', at: 1 }

function slice(offset: number, size: number): TraceEvent {
  const bytes = new Uint8Array(size)
  return { kind: 'slice', exchange: 'e', direction: 'client-to-server', offset, left: 1, arrived: 1, bytes }
}

describe('a trace store', () => {
  it('folds what is appended, and counts each time as one change', () => {
    const store = createTraceStore(HEADER, [])
    expect(store.append([opened, slice(0, 10)])).toBe(true)
    expect(store.version.value).toBe(1)
    expect(store.conversation.exchange('e')?.sides['client-to-server'].source.bytes).toHaveLength(10)
    store.append([])
    expect(store.version.value).toBe(1)
  })

  it('is full at its limit of events, and takes nothing more, small as it may be', () => {
    const store = createTraceStore(HEADER, [], [opened], { events: 3, bytes: 1000 })
    expect(store.append([slice(0, 1), slice(1, 1), slice(2, 1)])).toBe(false)
    expect(store.events).toHaveLength(3)
    expect(store.append([slice(3, 1)])).toBe(false)
    expect(store.events).toHaveLength(3)
  })

  it('is full at its limit of bytes, in order: what comes after is not in it either', () => {
    const store = createTraceStore(HEADER, [], [opened], { events: 100, bytes: 20 })
    expect(store.append([slice(0, 15)])).toBe(true)
    expect(store.append([slice(15, 6), slice(21, 1)])).toBe(false)
    expect(store.events).toHaveLength(2)
    expect(store.shown.value).toBe(2)
  })

  it('hands out a trace that does not grow with it', () => {
    const store = createTraceStore(HEADER, [], [opened])
    const { events } = store.trace()
    store.append([slice(0, 1)])
    expect(events).toEqual([opened])
  })
})
