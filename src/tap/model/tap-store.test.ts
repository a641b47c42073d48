import { describe, expect, it } from 'vitest'
import type { TapMessage } from '../../contract/tap.ts'
import { toBase64 } from '../../wire/bytes/base64.ts'
import { latin1 } from '../../wire/bytes/bytes.ts'
import { comebacksOf } from './comebacks.ts'
import { TapStore } from './tap-store.ts'
import { NO_EXCHANGE_FILTER, passes } from './tapped-exchanges.ts'

const opened = (id: string, at: number, connection = 'c1'): TapMessage => ({
  kind: 'exchange',
  exchange: id,
  connection,
  transport: 'http',
  state: 'open',
  at,
})
const said = (exchange: string, at: number, text: string, down = false, offset = 0): TapMessage => ({
  kind: 'slice',
  exchange,
  direction: down ? 'server-to-client' : 'client-to-server',
  offset,
  left: at,
  arrived: at,
  bytes: toBase64(new TextEncoder().encode(text)),
})
const request = (target: string, ...lines: readonly string[]): string =>
  [`GET ${target} HTTP/1.1`, 'Host: x', ...lines, '', ''].join('\r\n')
const STREAM = 'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n'

function storeOf(...messages: readonly TapMessage[]): TapStore {
  const store = new TapStore()
  for (const message of messages) store.take(message)
  return store
}

const stream = (id: string, at: number, ...lines: readonly string[]): readonly TapMessage[] => [
  opened(id, at, `of ${id}`),
  said(id, at, request('/events', ...lines)),
  said(id, at, STREAM, true),
  { ...opened(id, at, `of ${id}`), transport: 'sse', state: 'known' } as TapMessage,
]
const closed = (id: string, at: number): TapMessage =>
  ({ ...opened(id, at, `of ${id}`), state: 'closed' }) as TapMessage

describe('what a tap has told', () => {
  it('names an exchange anew once its answer says what it is', () => {
    const store = storeOf(...stream('x1', 0))
    const [exchange] = store.run.conversation.exchanges
    expect(exchange).toMatchObject({ transport: 'sse', target: '/events', status: 200 })
    expect(exchange && passes(exchange, { ...NO_EXCHANGE_FILTER, onlyPush: true }, 0)).toBe(true)
    expect(exchange && passes(exchange, { ...NO_EXCHANGE_FILTER, path: 'other' }, 0)).toBe(false)
  })

  it('covers what is secret until it is uncovered, and whatever leaves the page', () => {
    const store = storeOf(opened('x1', 0), said('x1', 0, request('/', 'Cookie: secret')))
    const shown = (): string =>
      latin1(
        store.run.conversation.exchange('x1')?.sides['client-to-server'].source.bytes ?? new Uint8Array(),
      )
    expect(shown()).toContain('Cookie: ******')
    store.setCovered(false)
    expect(shown()).toContain('Cookie: secret')
    const left = store
      .leaving(true)
      .events.flatMap((event) => (event.kind === 'slice' ? [latin1(event.bytes)] : []))
    expect(left.join('')).toContain('Cookie: ******')
    store.setCovered(true)
    expect(shown()).toContain('Cookie: ******')
  })

  it('covers what was rewritten, too', () => {
    const was = 'http://127.0.0.1:1/app?token=hush&page=2'
    const store = storeOf(opened('x1', 0), {
      kind: 'rewritten',
      exchange: 'x1',
      name: 'Referer',
      was,
      now: was,
      at: 0,
    })
    const shown = () => store.about({ id: 'x1', connection: 'c1' }).rewritten[0]
    const stars = was.replace('hush', '****')
    expect(shown()).toEqual({ name: 'Referer', was: stars, now: stars })
    store.setCovered(false)
    expect(shown()?.was).toBe(was)
  })

  it('forgets what the tap forgot, from its lists at once and for good in the end', () => {
    const store = storeOf(
      ...['x1', 'x2', 'x3'].flatMap((id) => [opened(id, 0), said(id, 0, request(`/${id}`))]),
    )
    store.take({ kind: 'forgotten', exchange: 'x1', why: 'room' })
    expect(store.run.conversation.exchanges.map(({ id }) => id)).toEqual(['x2', 'x3'])
    expect(JSON.stringify(store.leaving(true).events)).not.toContain('"x1"')
    store.take({ kind: 'forgotten', exchange: 'x2', why: 'cleared' })
    expect(store.run.conversation.exchanges.map(({ id }) => id)).toEqual(['x3'])
    expect(store.run.events.some((event) => 'exchange' in event && event.exchange !== 'x3')).toBe(false)
    expect(store.forgottenForRoom).toBe(1)
  })

  it('tells what came of a fault: who came back, when, with which cursor, how many at once', () => {
    const { run } = storeOf(
      ...stream('x1', 0),
      ...stream('x2', 100),
      { kind: 'fault', fault: 'reset', affected: 2, at: 5000 },
      closed('x1', 5001),
      closed('x2', 5001),
      ...stream('x3', 8000, 'Last-Event-ID: 7'),
      ...stream('x4', 8100, 'Last-Event-ID: 7'),
    )
    expect(comebacksOf(run)).toEqual([
      { path: '/events', ended: 2, back: 2, afterMs: 3000, cursor: 'Last-Event-ID: 7', atOnce: 2 },
    ])
  })
})
