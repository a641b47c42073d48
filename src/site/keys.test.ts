import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isSingleKey, KEYS, setSingleKeys, singleKeysAreOn } from '../ui/keys.ts'
import { KEY_WORDS } from '../words/key-words.ts'
import { forget } from '../ui/reader-memory.ts'

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

it('says nothing of a place or a deed that there is not', () => {
  const deeds = Object.values(KEYS).flatMap((rows) => rows.map(([, deed]) => deed as string))
  for (const words of Object.values(KEY_WORDS)) {
    expect(Object.keys(words.places).sort()).toEqual(Object.keys(KEYS).sort())
    expect(Object.keys(words.deeds).sort()).toEqual([...new Set(deeds)].sort())
  }
})
