import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isSingleKey, setSingleKeys, singleKeysAreOn } from './keys.ts'
import { forget } from './reader-memory.ts'

class FakeElement {
  readonly #control: boolean
  constructor(control: boolean) {
    this.#control = control
  }
  closest(): unknown {
    return this.#control ? this : null
  }
}

beforeEach(() => vi.stubGlobal('Element', FakeElement))

afterEach(() => {
  forget('keys')
  vi.unstubAllGlobals()
})

function press(key: string, more: Partial<KeyboardEvent> = {}, onControl = false): KeyboardEvent {
  return { key, target: new FakeElement(onControl), ...more } as unknown as KeyboardEvent
}

describe('isSingleKey', () => {
  it('takes its characters and no other, nor one with Ctrl, nor one that somebody acted on', () => {
    expect(isSingleKey(press('?'), '?', '？')).toBe(true)
    expect(isSingleKey(press('？'), '?', '？')).toBe(true)
    expect(isSingleKey(press('/'), '?', '？')).toBe(false)
    expect(isSingleKey(press('?', { ctrlKey: true }), '?')).toBe(false)
    expect(isSingleKey(press('?', { defaultPrevented: true }), '?')).toBe(false)
  })

  it('leaves a field and a button what is pressed on them', () => {
    expect(isSingleKey(press('?', {}, true), '?')).toBe(false)
  })

  it('is off once turned off, and on again', () => {
    setSingleKeys(false)
    expect(singleKeysAreOn()).toBe(false)
    expect(isSingleKey(press('?'), '?')).toBe(false)
    setSingleKeys(true)
    expect(isSingleKey(press('?'), '?')).toBe(true)
  })
})
