import { describe, expect, it } from 'vitest'
import { granted } from '../../tests/support/granted.ts'
import { createFakeClock, type FakeClock } from '../../tests/support/fake-clock.ts'
import { oneLab } from '../../tests/support/one-lab.ts'
import type { Lab } from '../lab/lab.ts'
import { createSubscribers, type StreamReader, type Subscribers } from './subscribers.ts'

interface FakeReader {
  /** What it was told, in order. */
  readonly told: string[]
  /** Takes so many more events before it is full. */
  room: number
  makeRoom(events: number): void
  leave(): void
}

function setUp(): {
  clock: FakeClock
  lab: Lab
  subscribers: Subscribers
  read: (after?: number, room?: number) => FakeReader
  publish: (events: number) => void
} {
  const clock = createFakeClock()
  const lab = oneLab(clock, { heartbeatMs: 1_000 }, { maxConnectionsPerLab: 10, maxEventsPerMinute: 5_000 })
  const subscribers = createSubscribers(lab, clock, () => undefined)
  return {
    clock,
    lab,
    subscribers,
    read: (after = 0, room = Infinity) => reader(subscribers, after, room),
    publish(events) {
      for (let i = 0; i < events; i++) granted(lab.publish({ type: 'goal' }))
    },
  }
}

function reader(subscribers: Subscribers, after: number, room: number): FakeReader {
  let resume: (() => void) | undefined
  const fake = { told: [] as string[], room, makeRoom, leave: () => subscription.leave() }
  function makeRoom(events: number): void {
    fake.room = events
    const waiting = resume
    resume = undefined
    waiting?.()
  }
  const streamReader: StreamReader = {
    event({ id, type }) {
      if (fake.room <= 0) throw new Error('Written to without room')
      fake.told.push(type === 'gap' ? `gap ${id}` : String(id))
      return --fake.room > 0
    },
    heartbeat: () => fake.told.push('beat'),
    whenRoom: (callback) => (resume = callback),
    together: (write) => write(),
    end: (why) => fake.told.push(why),
    fail: () => fake.told.push('fail'),
  }
  const subscription = subscribers.add(streamReader, after)
  return fake
}

describe('a subscriber', () => {
  it('gets what it missed, then each event as it happens, until it leaves', () => {
    const { read, publish } = setUp()
    publish(2)
    const [all, last] = [read(0), read(1)]
    publish(1)
    all.leave()
    publish(1)
    expect([all.told, last.told]).toEqual([
      ['1', '2', '3'],
      ['2', '3', '4'],
    ])
  })

  it('that is full is left alone, and gets the rest when there is room, as much as there is', () => {
    const { read, publish } = setUp()
    const slow = read(0, 2)
    publish(6)
    expect(slow.told).toEqual(['1', '2'])
    slow.makeRoom(3)
    expect(slow.told).toEqual(['1', '2', '3', '4', '5'])
    publish(1)
    slow.makeRoom(9)
    publish(1)
    expect(slow.told).toEqual(['1', '2', '3', '4', '5', '6', '7', '8'])
  })

  it('that is full for too long is told of the gap', () => {
    const { read, publish } = setUp()
    const slow = read(0, 1)
    publish(1_004)
    slow.makeRoom(3)
    expect(slow.told).toEqual(['1', 'gap 4', '5', '6'])
  })

  it('that left while it was full is not written to again', () => {
    const { read, publish } = setUp()
    const slow = read(0, 1)
    publish(2)
    slow.leave()
    slow.makeRoom(9)
    expect(slow.told).toEqual(['1'])
  })
})

describe('a heartbeat', () => {
  it('comes after silence, to each after its own, with one timer for all', () => {
    const { clock, read, publish } = setUp()
    const before = clock.pending
    const first = read()
    clock.advance(400)
    const second = read()
    expect(clock.pending).toBe(before + 1)
    clock.advance(600)
    expect([first.told, second.told]).toEqual([['beat'], []])
    clock.advance(400)
    expect([first.told, second.told]).toEqual([['beat'], ['beat']])
    publish(1)
    clock.advance(999)
    expect([first.told, second.told]).toEqual([
      ['beat', '1'],
      ['beat', '1'],
    ])
    clock.advance(1)
    expect([first.told, second.told]).toEqual([
      ['beat', '1', 'beat'],
      ['beat', '1', 'beat'],
    ])
    first.leave()
    second.leave()
    expect(clock.pending).toBe(before)
  })

  it('is not written to one that takes nothing', () => {
    const { clock, read, publish } = setUp()
    const slow = read(0, 1)
    publish(1)
    clock.advance(5_000)
    expect(slow.told).toEqual(['1'])
  })

  it('feels another setting at once', () => {
    const { clock, lab, read } = setUp()
    const silent = read()
    clock.advance(600)
    granted(lab.patch({ settings: { heartbeatMs: 500 } }))
    expect(silent.told).toEqual(['beat'])
  })
})

describe('the end of all', () => {
  it.each([
    ['draining', (lab: Lab) => lab.drain()],
    ['ended', (lab: Lab) => lab.end()],
  ])('is told as %s, once, and leaves no timer', (why, act) => {
    const { clock, lab, read, publish } = setUp()
    const one = read()
    act(lab)
    publish(1)
    clock.advance(900)
    expect(one.told).toEqual([why])
    void lab.end()
    expect([one.told, clock.pending]).toEqual([[why], 0])
  })
})
