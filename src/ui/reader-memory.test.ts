import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  forget,
  forgetAll,
  isGoalReached,
  lastPlace,
  markGoal,
  markPlace,
  markStop,
  onMemoryChange,
  recall,
  remember,
  remembersAnything,
  stopsDone,
} from './reader-memory.ts'

/** As much of a browser's localStorage as is used: items are properties of their own, methods are not. */
class FakeStorage {
  getItem(key: string): string | null {
    return Object.hasOwn(this, key) ? (Reflect.get(this, key) as string) : null
  }
  setItem(key: string, value: string): void {
    Reflect.set(this, key, value)
  }
  removeItem(key: string): void {
    Reflect.deleteProperty(this, key)
  }
}

class FullStorage extends FakeStorage {
  override setItem(): void {
    throw new DOMException('full', 'QuotaExceededError')
  }
}

const page = new EventTarget()

beforeEach(() => {
  vi.stubGlobal('localStorage', new FakeStorage())
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page))
  vi.stubGlobal('dispatchEvent', page.dispatchEvent.bind(page))
})

afterEach(() => {
  forgetAll()
  vi.unstubAllGlobals()
})

const STORAGES: readonly (readonly [string, () => void])[] = [
  ['a storage', () => undefined],
  ['a storage that is full', () => vi.stubGlobal('localStorage', new FullStorage())],
  [
    'no storage',
    () =>
      Object.defineProperty(globalThis, 'localStorage', {
        configurable: true,
        get() {
          throw new DOMException('denied', 'SecurityError')
        },
      }),
  ],
]

describe.each(STORAGES)('with %s', (_, prepare) => {
  beforeEach(prepare)

  it('remembers stops of each figure, once each', () => {
    markStop('first-frames', 'asks')
    markStop('first-frames', 'agreed')
    markStop('first-frames', 'asks')
    expect([...stopsDone('first-frames')]).toEqual(['asks', 'agreed'])
    expect([...stopsDone('two-polls')]).toEqual([])
  })

  it('remembers goals and places, and forgets all of it at once', () => {
    markGoal('unsent-pong')
    markPlace('websocket/frames', 'masking')
    markPlace('sse', 'events')
    expect(isGoalReached('unsent-pong')).toBe(true)
    expect(isGoalReached('told-1008')).toBe(false)
    expect(lastPlace()).toEqual({ slug: 'sse', heading: 'events' })
    expect(lastPlace('websocket/frames')).toEqual({ slug: 'websocket/frames', heading: 'masking' })
    expect(remembersAnything()).toBe(true)
    forgetAll()
    expect(remembersAnything()).toBe(false)
    expect(isGoalReached('unsent-pong')).toBe(false)
    expect(lastPlace()).toBeUndefined()
  })

  it('holds so much and no more', () => {
    remember('guess.long', 'x'.repeat(501))
    expect(recall('guess.long')).toBeUndefined()
    for (let at = 0; at < 600; at++) remember(`guess.${at}`, 'a')
    expect(recall('guess.499')).toBe('a')
    expect(recall('guess.500')).toBeUndefined()
    remember('guess.0', 'b')
    expect(recall('guess.0')).toBe('b')
  })
})

it('keeps settings when all else is forgotten, and what others keep', () => {
  localStorage.setItem('comet.theme', 'dark')
  localStorage.setItem('another-site', 'x')
  remember('keys', 'off')
  markGoal('told-1008')
  forgetAll()
  expect([localStorage.getItem('comet.theme'), localStorage.getItem('another-site'), recall('keys')]).toEqual(
    ['dark', 'x', 'off'],
  )
  forget('keys')
})

it('tells of each change until nobody listens any more', () => {
  const listening = new AbortController()
  const told = vi.fn()
  onMemoryChange(told, listening.signal)
  markGoal('told-1008')
  forget('goal.told-1008')
  expect(told).toHaveBeenCalledTimes(2)
  listening.abort()
  markGoal('told-1008')
  expect(told).toHaveBeenCalledTimes(2)
})
