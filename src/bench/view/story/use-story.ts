/**
 * Where the reader is in a figure's story: which stops the run on show has, which one is open, and whether it plays by itself.
 * The selection stays the bench's: opening a stop chooses its moment, and a moment chosen elsewhere leaves the stop open.
 */
import { useEffect, useMemo, useState, type MutableRef } from 'preact/hooks'
import type { Found } from '../../../wire/trace/queries/query.ts'
import type { TraceView } from '../../../wire/trace/views.ts'
import type { BenchModel } from '../../model/bench-model.ts'
import { bringIntoSight } from './into-sight.ts'
import { linkedStop, placeIn, stopAnchor } from './moment-link.ts'
import { stopsOf, type Pane } from '../../model/stop.ts'
import { useLoaded } from '../../../ui/use-loaded.ts'
import type * as liveStory from './live-story.ts'
import { timeShown } from '../moments.ts'
import type { StoryStop, Told } from './story-stop.ts'
import { useWalk, type Walk } from './use-walk.ts'

const LIVE = () => import('./live-story.ts')

export interface StoryState {
  readonly stops: readonly StoryStop[]
  /** Where each stop is in the run on show; undefined where the run has not come to it. */
  readonly found: readonly (Found | undefined)[]
  /** What to ask of a live run; of a recorded one the stops themselves tell it. */
  readonly live: typeof liveStory | undefined
  /** Going to a stop brings its moment into every view. */
  readonly walk: Walk
  /** What the open stop shows beside the ladder, once the reader has come to it. */
  readonly opens: readonly Pane[]
}

/** `root` is the figure, which a link to one of its moments brings onto the screen. */
export function useStory(
  model: BenchModel,
  story: readonly StoryStop[],
  scene: string,
  root: MutableRef<HTMLElement | null>,
): StoryState {
  const variant = model.variant.value
  const version = model.version.value
  const shown = model.shown.value
  const stops = useMemo(() => stopsOf(story, variant), [story, variant])
  const isRecorded = model.isRecorded.value
  const module = useLoaded(LIVE, !isRecorded)
  const live = isRecorded ? undefined : module
  const found = useMemo(() => {
    const { events, conversation, timeline } = model
    const view: TraceView = { events, conversation, timeline }
    if (isRecorded) return stops.map(({ told }) => toldIn(view, told[variant ?? '']))
    return stops.map((stop) => live?.findStop(stop, view, shown))
  }, [stops, version, shown, model, isRecorded, live, variant])
  const [toldOf, setToldOf] = useState<readonly StoryStop[]>()
  const walked = stops.map(({ name, html }) => ({ name, characters: html.length }))
  const walk = useWalk(scene, walked, (index) => {
    setToldOf(stops)
    const at = found[index]
    if (at === undefined) return
    if (model.state.peek().kind === 'running') model.paused.value = true
    const { moment, unit, field } = at
    model.selection.value = { moment, unit, field }
  })

  // A live run is told as it comes: the newest stop that it has reached is the open one, until the reader looks for themselves.
  const isFollowed = model.state.value.kind === 'running' && !model.paused.value
  const newest = isFollowed ? newestOf(found) : undefined
  useEffect(() => {
    if (newest !== undefined) walk.show(newest)
  }, [newest])

  // A link that leads here: after the first render, which is the build's.
  useEffect(() => {
    const place = placeIn(location.hash, scene)
    if (place !== undefined && 'moment' in place) model.selection.value = { moment: place.moment }
    const stop = linkedStop(location.hash, scene, stops)
    if (stop >= 0) walk.go(stop)
    const figure = root.current
    const name = stops[stop]?.name
    if (figure === null || place === undefined || ('stop' in place && name === undefined)) return
    bringIntoSight(figure, () => [
      name === undefined ? undefined : document.getElementById(stopAnchor(scene, name))?.firstElementChild,
      figure.querySelector('.ladder-pointer-mark'),
    ])
  }, [scene])

  return { stops, found, live, walk, opens: toldOf === stops ? (stops[walk.open]?.opens ?? []) : [] }
}

/** What the build found in a recorded run, with its time. */
function toldIn(view: TraceView, told: Told | undefined): Found | undefined {
  const at = told && timeShown(view, told.found.moment)
  return told === undefined || at === undefined ? undefined : { ...told.found, at }
}

/** The stop that came last: by its time, since a trace has a fault after what it did. */
function newestOf(found: readonly (Found | undefined)[]): number | undefined {
  let newest: number | undefined
  for (const [index, at] of found.entries()) {
    if (at !== undefined && at.at >= (newest === undefined ? 0 : (found[newest]?.at ?? 0))) newest = index
  }
  return newest
}
