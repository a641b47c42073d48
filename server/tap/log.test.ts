import { describe, expect, it } from 'vitest'
import { TapLog } from './log.ts'

function exchange(log: TapLog, id: string, bytes: number, isOver: boolean): void {
  const own = { exchange: id, connection: 'c1', transport: 'http', at: 0 } as const
  log.append({ kind: 'exchange', state: 'open', ...own })
  log.append({
    kind: 'slice',
    exchange: id,
    direction: 'server-to-client',
    offset: 0,
    left: 0,
    arrived: 0,
    bytes: 'a'.repeat(bytes),
  })
  if (isOver) log.append({ kind: 'exchange', state: 'closed', ...own })
}

const kept = (log: TapLog): readonly string[] => [
  ...new Set(log.past().flatMap((each) => ('exchange' in each ? [each.exchange] : []))),
]

describe('what a tap remembers', () => {
  it('forgets the oldest that is over first, whole, and says so', () => {
    const log = new TapLog(10_000)
    const told: string[] = []
    log.listen((message) => {
      if (message.kind === 'forgotten') told.push(message.exchange)
    })
    log.append({ kind: 'connection', connection: 'c1', state: 'open', at: 0 })
    exchange(log, 'stream', 2000, false)
    exchange(log, 'a', 3000, true)
    exchange(log, 'b', 3000, true)
    expect(told).toEqual([])
    exchange(log, 'c', 3000, true)
    expect(told).toEqual(['a'])
    expect(kept(log)).toEqual(['stream', 'b', 'c'])
    expect(log.bytes).toBeLessThanOrEqual(10_000)
  })

  it('forgets the oldest of those that are open where none is over, and takes in nothing more of it', () => {
    const log = new TapLog(5_000)
    log.append({ kind: 'connection', connection: 'c1', state: 'open', at: 0 })
    exchange(log, 'a', 3000, false)
    exchange(log, 'b', 3000, false)
    expect(kept(log)).toEqual(['b'])
    exchange(log, 'b', 0, false)
    log.append({
      kind: 'dropped',
      exchange: 'a',
      direction: 'server-to-client',
      offset: 0,
      length: 1,
      at: 0,
    })
    expect(kept(log)).toEqual(['b'])
  })

  it('clears what is over and keeps streams that are open whole', () => {
    const log = new TapLog(1e6)
    log.append({ kind: 'connection', connection: 'c1', state: 'open', at: 0 })
    exchange(log, 'stream', 10, false)
    exchange(log, 'a', 10, true)
    log.clear()
    expect(kept(log)).toEqual(['stream'])
    expect(log.past()).toHaveLength(3)
  })

  it('remembers no connection without an exchange once that is over: a browser opens them ahead', () => {
    const log = new TapLog(1e6)
    for (const state of ['open', 'closed'] as const)
      log.append({ kind: 'connection', connection: 'c1', state, at: 0 })
    expect(log.past()).toEqual([])
    expect(log.bytes).toBe(0)
  })
})
