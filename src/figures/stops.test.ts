/** Every stop of every story finds exactly one moment in the runs that are recorded of its figure. */
import { describe, expect, it } from 'vitest'
import { foldCapture } from '../bench/build/captures.ts'
import { stopsOf, type Stop } from '../bench/model/stop.ts'
import { foldTrace } from '../wire/trace/timeline/timeline.ts'
import type { TraceEvent } from '../wire/trace/trace.ts'
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

describe('a stop that tells of a cut', () => {
  it('is not found where a page was silent for another reason', () => {
    const untold = storyOfScene('two-cuts').stops.find(({ name }) => name === 'iframe-untold')
    const { events } = foldCapture(sceneNamed('two-cuts'))
    const found = (list: readonly TraceEvent[]) =>
      untold === undefined ? undefined : queryFrom(untold.at).find(foldTrace(list, []))
    expect(found(events)).toHaveLength(1)
    expect(found(events.filter(({ kind }) => kind !== 'fault'))).toEqual([])
  })
})
