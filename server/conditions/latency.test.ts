import { describe, expect, it } from 'vitest'
import { createFakeClock } from '../../tests/support/fake-clock.ts'
import { NO_CONDITIONS, type WireSettings } from '../../src/contract/settings.ts'
import { SLICE_COST_BYTES, type ConditionedSlice } from './condition.ts'
import { Pipe } from './pipe.ts'

interface Arrived {
  readonly name: string
  readonly at: number
}

function setUp(random: () => number = () => 0.5) {
  const clock = createFakeClock()
  const start = clock.now()
  const settings: { wire: WireSettings } = { wire: NO_CONDITIONS }
  const arrived: Arrived[] = []
  const pipe = new Pipe({
    connection: {},
    direction: 'client-to-server',
    clock,
    random,
    outlet: {
      slice: (slice) => arrived.push({ name: String.fromCharCode(...slice.bytes), at: clock.now() - start }),
      end: () => arrived.push({ name: 'end', at: clock.now() - start }),
    },
    drop: () => arrived.push({ name: 'dropped', at: clock.now() - start }),
  })
  const send = (name: string, own: { readonly wire: WireSettings } = settings) => {
    const slice: ConditionedSlice = {
      bytes: Uint8Array.of(...Buffer.from(name)),
      left: clock.now(),
      isTunnel: false,
      endsMessage: false,
      get wire() {
        return own.wire
      },
      split: () => [slice, slice],
    }
    pipe.slice(slice)
  }
  return { clock, settings, arrived, pipe, send }
}

describe('latency', () => {
  it('passes slices straight through, without a timer, where nothing is set', () => {
    const { clock, arrived, send, pipe } = setUp()
    send('a')
    pipe.end()
    expect(arrived).toEqual([
      { name: 'a', at: 0 },
      { name: 'end', at: 0 },
    ])
    expect(clock.pending).toBe(0)
  })

  it('delays each slice by the latency and its own part of the jitter, and the end as well', () => {
    const luck = [0, 0.5, 1 - Number.EPSILON, 0.25]
    const { clock, settings, arrived, send, pipe } = setUp(() => luck.shift() ?? 0)
    settings.wire = { ...NO_CONDITIONS, latencyMs: 100, jitterMs: 20 }
    send('a')
    clock.advance(50)
    send('b')
    clock.advance(50)
    send('c')
    pipe.end()
    expect(arrived).toEqual([{ name: 'a', at: 100 }])
    expect(pipe.heldBytes).toBe(2 + 2 * SLICE_COST_BYTES)
    clock.advance(1_000)
    expect(arrived.map(({ name }) => name)).toEqual(['a', 'b', 'c', 'end'])
    expect(arrived.map(({ at }) => Math.round(at))).toEqual([100, 160, 220, 220])
    expect(pipe.isEmpty).toBe(true)
    expect(clock.pending).toBe(0)
  })

  it('never lets a slice overtake one before it, whatever the jitter', () => {
    let seed = 12345
    const random = () => (seed = (seed * 1103515245 + 12345) % 2 ** 31) / 2 ** 31
    const { clock, settings, arrived, send } = setUp(random)
    settings.wire = { ...NO_CONDITIONS, latencyMs: 10, jitterMs: 500 }
    const names: string[] = []
    for (let i = 0; i < 200; i++) {
      names.push(`s${i}`)
      send(`s${i}`)
      clock.advance(Math.floor(random() * 30))
      if (i === 100) settings.wire = NO_CONDITIONS
      if (i === 120) settings.wire = { ...NO_CONDITIONS, latencyMs: 40, jitterMs: 100 }
    }
    clock.advance(10_000)
    expect(arrived.map(({ name }) => name)).toEqual(names)
    for (let i = 1; i < arrived.length; i++) expect(arrived[i]!.at).toBeGreaterThanOrEqual(arrived[i - 1]!.at)
  })

  it('lets a change of settings act on what is on its way', () => {
    const { clock, settings, arrived, send, pipe } = setUp()
    settings.wire = { ...NO_CONDITIONS, latencyMs: 5_000 }
    send('a')
    clock.advance(300)
    settings.wire = { ...NO_CONDITIONS, latencyMs: 400 }
    pipe.settingsChanged(undefined)
    expect(arrived).toEqual([])
    clock.advance(5_000)
    expect(arrived).toEqual([{ name: 'a', at: 400 }])
  })

  it('keeps an unconditioned slice behind a delayed one', () => {
    const { clock, settings, arrived, send } = setUp()
    settings.wire = { ...NO_CONDITIONS, latencyMs: 70 }
    send('lab')
    send('page', { wire: NO_CONDITIONS })
    expect(arrived).toEqual([])
    clock.advance(70)
    expect(arrived.map(({ name }) => name)).toEqual(['lab', 'page'])
    send('next', { wire: NO_CONDITIONS })
    expect(arrived.at(-1)).toEqual({ name: 'next', at: 70 })
  })

  it('delivers everything at once when lifted, and delays nothing after that', () => {
    const { clock, settings, arrived, send, pipe } = setUp()
    settings.wire = { ...NO_CONDITIONS, latencyMs: 1_000 }
    send('a')
    send('b')
    pipe.lift()
    send('c')
    pipe.end()
    expect(arrived.map(({ name, at }) => `${name}@${at}`)).toEqual(['a@0', 'b@0', 'c@0', 'end@0'])
    expect(clock.pending).toBe(0)
  })

  it('forgets what it holds when discarded', () => {
    const { clock, settings, arrived, send, pipe } = setUp()
    settings.wire = { ...NO_CONDITIONS, latencyMs: 1_000 }
    send('a')
    pipe.discard()
    clock.advance(5_000)
    expect(arrived).toEqual([])
    expect(pipe.heldBytes).toBe(0)
  })
})
