import { effect } from '@preact/signals'
import { describe, expect, it } from 'vitest'
import type { SceneModel } from './bench-model.ts'
import { createBench } from './bench.ts'
import { findBench, meetBench, openBenches } from './open-benches.ts'

const SCENE: SceneModel = { lanes: [], settings: {}, options: {} }

describe('open benches', () => {
  it('gives all who meet at a scene one bench, and lets it go with the last', () => {
    const seen: number[] = []
    const stop = effect(() => void seen.push(openBenches.value.size))
    let made = 0
    const make = () => {
      made++
      return createBench(SCENE, undefined)
    }
    const first = meetBench('a scene', make)
    const second = meetBench('a scene', make)
    expect(second.bench).toBe(first.bench)
    expect(findBench('a scene')).toBe(first.bench)
    expect(made).toBe(1)
    first.leave()
    first.leave()
    expect(findBench('a scene')).toBe(first.bench)
    second.leave()
    expect(findBench('a scene')).toBeUndefined()
    expect(meetBench('a scene', make).bench).not.toBe(first.bench)
    expect(seen).toEqual([0, 1, 0, 1])
    stop()
  })
})
