/** Every stop of every story finds exactly one moment in the runs that are recorded of its figure. */
import { describe, expect, it } from 'vitest'
import { foldCapture } from '../bench/build/captures.ts'
import { stopsOf, type Stop } from '../bench/model/stop.ts'
import { queryFrom } from '../wire/trace/queries/written-query.ts'
import { SCENE_NAMES, sceneNamed, storyNames, storyOfScene } from './lookup.ts'

const RUNS = SCENE_NAMES.flatMap((name) => {
  const { variants } = sceneNamed(name)
  return (variants ?? [undefined]).flatMap((variant) =>
    [undefined, ...storyNames(name)].map((story) => [name, variant?.name, story] as const),
  )
})

describe('the stops of', () => {
  it.each(RUNS)('%s (%s, %s) find one moment each', (name, variant, story) => {
    const view = foldCapture(sceneNamed(name), variant)
    const stops: readonly Stop[] = stopsOf(storyOfScene(name, story).stops, variant)
    const counts = stops.map((stop) => [stop.name, queryFrom(stop.at).find(view).length])
    expect(counts).toEqual(stops.map(({ name: stop }) => [stop, 1]))
  })
})
