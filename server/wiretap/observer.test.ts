import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../tests/support/fake-clock.ts'
import { eventually } from '../../tests/support/tapped-server.ts'
import type { ObserverMessage } from '../../src/contract/observe.ts'
import { createBudget, type Account } from '../budget.ts'
import { Observer, type PublishResult } from './observer.ts'
import { Recorder } from './recorder.ts'

type Message<K extends ObserverMessage['kind']> = Extract<ObserverMessage, { kind: K }>

function watch(
  recorder: Recorder,
  publish: (type: string, data: unknown) => PublishResult = () => ({ ok: true }),
  account?: Account,
) {
  const clock = createFakeClock()
  const messages: ObserverMessage[] = []
  const sink = {
    backlogBytes: 0,
    corked: 0,
    send(text: string) {
      messages.push(JSON.parse(text) as ObserverMessage)
    },
    cork() {
      this.corked++
    },
    uncork() {
      this.corked--
    },
  }
  const observer = new Observer({
    recorder,
    clock,
    sink,
    owner: { lab: 'lab', publish, report: () => ({ ok: true }) },
    ...(account && { account }),
  })
  const of = <K extends ObserverMessage['kind']>(kind: K) =>
    messages.filter((message): message is Message<K> => message.kind === kind)
  return { clock, messages, sink, observer, of }
}

/** Records one exchange with so many slices of so many bytes each way, closed; the bytes count up. */
function exchange(recorder: Recorder, slices: number, bytes: number): string {
  const connection = recorder.openConnection(1)
  const record = recorder.openExchange(connection, 'short-poll', 2)
  for (const direction of ['client-to-server', 'server-to-client'] as const) {
    for (let i = 0; i < slices; i++)
      recorder.slice(record, direction, new Uint8Array(bytes).fill(i), [], 3 + i, 4 + i)
  }
  recorder.closeExchange(record, 5)
  recorder.closeConnection(connection, 6, 'fin')
  return record.id
}

/** Checks that slices and dropped ranges of each exchange's direction lie end to end from 0; gives bytes got and lost. */
function tile(messages: readonly ObserverMessage[]) {
  const ends = new Map<string, number>()
  const open = new Set<string>()
  let got = 0
  let lost = 0
  for (const message of messages) {
    if (message.kind === 'exchange' && message.state === 'open') open.add(message.exchange)
    if (message.kind !== 'slice' && message.kind !== 'dropped') continue
    expect(open).toContain(message.exchange)
    const key = `${message.exchange} ${message.direction}`
    expect(message.offset, key).toBe(ends.get(key) ?? 0)
    const length = message.kind === 'slice' ? Buffer.from(message.bytes, 'base64').length : message.length
    ends.set(key, message.offset + length)
    if (message.kind === 'slice') got += length
    else lost += length
  }
  return { got, lost, ends }
}

describe('an observer', () => {
  it('is welcomed, gets the past, is told that it is through, and then what happens', async () => {
    const recorder = new Recorder()
    exchange(recorder, 1, 3)
    const { clock, messages, of } = watch(recorder)
    expect(messages).toEqual([{ kind: 'welcome', lab: 'lab', now: clock.now() }])
    await eventually(() => of('replayed').length === 1)
    recorder.published('{"id":1,"type":"goal","at":7,"data":{"who":"ü"}}', 51)
    exchange(recorder, 1, 2)
    await eventually(() => of('connection').length === 4)
    expect(messages.slice(1)).toEqual([
      { kind: 'connection', connection: 'c1', state: 'open', at: 1 },
      { kind: 'exchange', exchange: 'x1', connection: 'c1', transport: 'short-poll', state: 'open', at: 2 },
      {
        kind: 'slice',
        exchange: 'x1',
        direction: 'client-to-server',
        offset: 0,
        left: 3,
        arrived: 4,
        bytes: 'AAAA',
      },
      {
        kind: 'slice',
        exchange: 'x1',
        direction: 'server-to-client',
        offset: 0,
        left: 3,
        arrived: 4,
        bytes: 'AAAA',
      },
      { kind: 'exchange', exchange: 'x1', connection: 'c1', transport: 'short-poll', state: 'closed', at: 5 },
      { kind: 'connection', connection: 'c1', state: 'closed', at: 6, how: 'fin' },
      { kind: 'replayed' },
      { kind: 'event', event: { id: 1, type: 'goal', at: 7, data: { who: 'ü' } } },
      { kind: 'connection', connection: 'c2', state: 'open', at: 1 },
      { kind: 'exchange', exchange: 'x2', connection: 'c2', transport: 'short-poll', state: 'open', at: 2 },
      {
        kind: 'slice',
        exchange: 'x2',
        direction: 'client-to-server',
        offset: 0,
        left: 3,
        arrived: 4,
        bytes: 'AAA=',
      },
      {
        kind: 'slice',
        exchange: 'x2',
        direction: 'server-to-client',
        offset: 0,
        left: 3,
        arrived: 4,
        bytes: 'AAA=',
      },
      { kind: 'exchange', exchange: 'x2', connection: 'c2', transport: 'short-poll', state: 'closed', at: 5 },
      { kind: 'connection', connection: 'c2', state: 'closed', at: 6, how: 'fin' },
    ])
  })

  it('that comes late is told exactly what the lab no longer holds, in a log of bounded size', async () => {
    const recorder = new Recorder({ limitBytes: 10_000 })
    const connection = recorder.openConnection(1)
    const held = recorder.openExchange(connection, 'sse', 2)
    recorder.slice(held, 'client-to-server', new Uint8Array(50), [], 3, 3)
    for (let i = 0; i < 30; i++) {
      exchange(recorder, 2, 300)
      recorder.slice(held, 'server-to-client', new Uint8Array(100), [], 4, 4)
      expect(recorder.heldBytes).toBeLessThanOrEqual(10_000)
    }
    const { messages, of } = watch(recorder)
    await eventually(() => of('replayed').length === 1)
    const { got, lost, ends } = tile(messages)
    expect(got).toBeGreaterThan(3_000)
    expect(got + lost).toBe(30 * 2 * 2 * 300 + 30 * 100 + 50)
    expect(ends.get('x1 client-to-server')).toBe(50)
    expect(ends.get('x1 server-to-client')).toBe(3_000)
    expect(of('exchange').filter(({ state }) => state === 'open').length).toBe(31)
    expect(of('exchange').filter(({ state }) => state === 'closed').length).toBe(30)
    expect(of('connection').filter(({ state }) => state === 'open').length).toBe(31)
    // Each is opened once, before anything else is said of it, and ranges are merged.
    for (const direction of ['client-to-server', 'server-to-client']) {
      const dropped = of('dropped').filter((message) => message.direction === direction)
      expect(new Set(dropped.map(({ exchange }) => exchange)).size).toBe(dropped.length)
    }
  })

  it('that comes after the log was let go of is told what is gone, also of what was open then', async () => {
    const account = createBudget(Infinity).account('tap')
    const recorder = new Recorder({ account })
    const connection = recorder.openConnection(1)
    const held = recorder.openExchange(connection, 'sse', 2)
    for (let i = 0; i < 40; i++) {
      exchange(recorder, 2, 300)
      recorder.slice(held, 'server-to-client', new Uint8Array(100), [], 4, 4)
    }
    expect(account.heldBytes).toBe(recorder.heldBytes)
    recorder.forget()
    expect(recorder.heldBytes).toBe(0)
    // What is still remembered of the exchanges themselves.
    expect(account.heldBytes).toBeLessThan(40 * 300)
    recorder.slice(held, 'server-to-client', new Uint8Array(100), [], 4, 4)
    exchange(recorder, 1, 10)
    const { messages, of } = watch(recorder)
    await eventually(() => of('replayed').length === 1)
    expect(tile(messages)).toMatchObject({ got: 100 + 2 * 10, lost: 40 * (4 * 300 + 100) })
    recorder.close()
    expect(account.heldBytes).toBe(0)
  })

  it('sees what happens also while memory is full, in a log that grows no more', async () => {
    const budget = createBudget(100_000)
    const recorder = new Recorder({ account: budget.account('tap') })
    for (let i = 0; i < 20; i++) exchange(recorder, 2, 300)
    const { heldBytes } = recorder
    budget.account('events').add(90_000)
    const { of } = watch(recorder)
    await eventually(() => of('replayed').length === 1)
    for (let i = 0; i < 50; i++) {
      exchange(recorder, 2, 300)
      expect(recorder.heldBytes).toBeLessThanOrEqual(heldBytes)
      await new Promise((resolve) => setImmediate(resolve))
    }
    await eventually(() => of('exchange').filter(({ state }) => state === 'closed').length === 70)
    expect(of('dropped')).toEqual([])
  })

  it('that takes nothing is given up sooner while memory is full', async () => {
    const budget = createBudget(1_000_000)
    const recorder = new Recorder({ limitBytes: 20_000 })
    const account = budget.account('observers')
    const { sink, of } = watch(recorder, undefined, account)
    await eventually(() => of('replayed').length === 1)
    sink.backlogBytes = 1e9
    for (let i = 0; i < 500; i++) exchange(recorder, 1, 10)
    expect([recorder.observers, account.heldBytes > 300_000]).toEqual([1, true])
    budget.account('events').add(900_000)
    exchange(recorder, 1, 10)
    expect([recorder.observers, account.heldBytes]).toEqual([0, 0])
    expect(of('error')).toMatchObject([{ error: { code: 'observer-too-slow' } }])
  })

  it('gets a long past in portions, waiting while its sink is full', async () => {
    const recorder = new Recorder()
    for (let i = 0; i < 300; i++) exchange(recorder, 1, 100)
    const { clock, sink, messages, of } = watch(recorder)
    await eventually(() => clock.pending === 1)
    const first = messages.length
    expect(first).toBeLessThan(400)
    sink.backlogBytes = 1e9
    clock.advance(1_000)
    expect(messages.length).toBe(first)
    expect(of('replayed')).toEqual([])
    sink.backlogBytes = 0
    for (let i = 0; i < 20 && of('replayed').length === 0; i++) clock.advance(25)
    expect(of('replayed').length).toBe(1)
    expect(tile(messages)).toMatchObject({ got: 300 * 2 * 100, lost: 0 })
    expect(sink.corked).toBe(0)
  })

  it('that is too slow loses slices and is told which, merged, while the others lose none', async () => {
    const recorder = new Recorder({ limitBytes: 20_000 })
    const [slow, quick] = [watch(recorder), watch(recorder)]
    await eventually(() => slow.of('replayed').length === 1 && quick.of('replayed').length === 1)
    slow.sink.backlogBytes = 1e9
    const connection = recorder.openConnection(1)
    const stream = recorder.openExchange(connection, 'sse', 2)
    for (let i = 0; i < 200; i++) {
      recorder.slice(stream, 'server-to-client', new Uint8Array(500).fill(i), [], i, i)
      recorder.published(JSON.stringify({ id: i + 1, type: 'tick', at: i, data: i }), 50)
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(quick.of('slice').length).toBe(200)
    expect(slow.of('slice').length).toBeLessThan(5)
    slow.sink.backlogBytes = 0
    slow.clock.advance(25)
    await eventually(() => slow.of('event').length === 200)
    expect(slow.of('dropped').length).toBe(1)
    expect(tile(slow.messages).ends).toEqual(new Map([['x1 server-to-client', 100_000]]))
    expect(tile(slow.messages).lost).toBeGreaterThan(50_000)
    expect(tile(quick.messages)).toMatchObject({ got: 100_000, lost: 0 })
  })

  it('that never takes anything is given up in bounded memory', async () => {
    const recorder = new Recorder({ limitBytes: 5_000 })
    const { sink, of } = watch(recorder)
    await eventually(() => of('replayed').length === 1)
    sink.backlogBytes = 1e9
    for (let i = 0; i < 10_000 && recorder.observers > 0; i++) exchange(recorder, 1, 10)
    expect(recorder.observers).toBe(0)
    expect(of('error')).toMatchObject([{ error: { code: 'observer-too-slow' } }])
  })

  it('that takes nothing holds only so much of the events that the log has let go of', async () => {
    const recorder = new Recorder({ limitBytes: 5_000 })
    const { sink, of } = watch(recorder)
    await eventually(() => of('replayed').length === 1)
    sink.backlogBytes = 1e9
    const large = JSON.stringify({ id: 1, type: 'goal', at: 1, data: 'x'.repeat(60_000) })
    let sent = 0
    for (; sent < 100 && recorder.observers > 0; sent++) recorder.published(large, large.length)
    expect(sent).toBeGreaterThan(30)
    expect(sent).toBeLessThan(50)
    expect(of('error')).toMatchObject([{ error: { code: 'observer-too-slow' } }])
  })

  it('is not told what was wrong with its messages while it takes nothing', async () => {
    const { observer, sink, messages, of } = watch(new Recorder())
    await eventually(() => of('replayed').length === 1)
    messages.length = 0
    sink.backlogBytes = 1e9
    for (const text of ['', '{}', '{"kind":"sync","t0":1}']) observer.receive(text)
    expect(messages).toEqual([])
  })

  it('answers sync at once, publishes, and answers bad input with an error', async () => {
    const published: unknown[] = []
    const { observer, messages, of, clock } = watch(new Recorder(), (type, data) => {
      published.push([type, data])
      return type === 'no' ? { ok: false, code: 'too-many-events', message: 'Wait.' } : { ok: true }
    })
    await eventually(() => of('replayed').length === 1)
    messages.length = 0
    observer.receive('{"kind":"sync","t0":12.5}')
    observer.receive('{"kind":"publish","type":"goal","data":{"a":[1]}}')
    observer.receive('{"kind":"publish","type":"no","data":null}')
    expect(messages).toEqual([
      { kind: 'sync', t0: 12.5, now: clock.now() },
      { kind: 'error', error: { code: 'too-many-events', message: 'Wait.' } },
    ])
    expect(published).toEqual([
      ['goal', { a: [1] }],
      ['no', null],
    ])
    messages.length = 0
    const bad = [
      '',
      '{',
      'null',
      '[]',
      '1',
      '{}',
      '{"kind":"x"}',
      '{"kind":"sync","t0":"1"}',
      '{"kind":"sync","t0":1e400}',
      '{"kind":"publish"}',
      ' '.repeat(70_000),
    ]
    for (const text of bad) observer.receive(text)
    expect(of('error').map(({ error }) => error.code)).toEqual([
      ...bad.slice(1).map(() => 'bad-message'),
      'message-too-large',
    ])
    expect(published.length).toBe(2)
  })

  it('is left alone once it has ended, and a lab that is gone holds nothing', async () => {
    const recorder = new Recorder()
    const { observer, messages, of } = watch(recorder)
    await eventually(() => of('replayed').length === 1)
    observer.end()
    expect(recorder.observers).toBe(0)
    const before = messages.length
    exchange(recorder, 1, 1)
    observer.receive('{"kind":"sync","t0":1}')
    await new Promise((resolve) => setImmediate(resolve))
    expect(messages.length).toBe(before)
    recorder.close()
    expect(recorder.heldBytes).toBe(0)
    exchange(recorder, 1, 1)
    expect(recorder.heldBytes).toBe(0)
  })
})
