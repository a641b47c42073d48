/** What the list of figures must hold, so that nothing stands in a folder that no page can reach. */
import { globSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Figure } from '../bench/model/figure.ts'
import { CAPTURES, figureOf, GOALS, SCENE_NAMES } from './lookup.ts'
import { FIGURES } from './registry.ts'

const FOLDER = 'src/figures'
const figures: readonly Figure[] = FIGURES

/** The folders that hold a file of this name. */
function foldersWith(file: string): readonly string[] {
  return globSync(`${FOLDER}/*/${file}`)
    .map((path) => basename(dirname(path)))
    .sort()
}

describe('the registry', () => {
  it('names every folder once, and no other but the race’s', () => {
    const names = figures.map(({ name }) => name).filter((name) => name !== 'race')
    expect(names.toSorted()).toEqual(foldersWith('figure.ts'))
    expect(foldersWith('figure.ts')).toEqual(
      globSync(`${FOLDER}/*/`)
        .map((path) => basename(path))
        .sort(),
    )
  })

  it('has what each folder holds: its goals, its measures, its component', () => {
    const withGoals = figures.filter(({ goals }) => goals !== undefined).map(({ name }) => name)
    expect(withGoals.toSorted()).toEqual(foldersWith('goals.ts'))
    const withMeasures = figures.filter(({ measures }) => measures !== undefined).map(({ name }) => name)
    expect(withMeasures.toSorted()).toEqual(foldersWith('measures.ts'))
    const withComponent = figures.filter(({ component }) => component !== undefined).map(({ name }) => name)
    expect(withComponent.toSorted()).toEqual([...new Set(foldersWith('*.astro'))])
    for (const { name, component } of figures)
      if (component !== undefined) expect(foldersWith(`${component.name}.astro`)).toEqual([name])
  })

  it('knows how each figure’s own acts are played', () => {
    const withOwn = figures.filter(({ score }) => score?.acts.some((act) => 'own' in act))
    expect(withOwn.map(({ name }) => name).toSorted()).toEqual(foldersWith('act.ts'))
  })

  it('records every scene, and has one name for each scene, capture and goal', () => {
    for (const { name, scene, score } of figures)
      expect([name, score === undefined]).toEqual([name, scene === undefined])
    const goals = figures.flatMap(({ goals = {} }) => Object.keys(goals))
    expect(goals).toHaveLength(GOALS.size)
    expect(new Set(SCENE_NAMES).size).toBe(figures.filter(({ scene }) => scene !== undefined).length)
  })

  it('has the server say something at once wherever nobody would, until a reader published', () => {
    const polls: readonly string[] = ['short-poll', 'long-poll']
    for (const { scene } of figures) {
      if (scene?.settings.feed !== 'manual' || scene.lanes.length === 0) continue
      const isAnswered = scene.lanes.every(({ transport }) => polls.includes(transport))
      expect([scene.name, isAnswered || scene.publishesWhenOpen !== undefined]).toEqual([scene.name, true])
    }
  })

  it('offers every capture once', () => {
    const names = CAPTURES.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(names).toContain('first-frames')
  })
})

describe('figureOf', () => {
  it('calls a bench as its scene, a component by its anchor, and what has none nothing', () => {
    expect(figureOf('Bench', { scene: 'two-polls' })).toBe('two-polls')
    expect(figureOf('ByteStack', { scene: 'both-ways', of: 'conversation' })).toBe('byte-stack-conversation')
    expect(figureOf('TwoCuts', {})).toBe('two-cuts-table')
    expect(figureOf('DelayHistogram', {})).toBeUndefined()
    expect(figureOf('Measure', {})).toBeUndefined()
  })
})
