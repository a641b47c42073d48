/**
 * Where the reader is in a figure's story: which stops the run on show has, which one is open, and whether it plays by itself.
 * The selection stays the bench's: opening a stop chooses its moment, and a moment chosen elsewhere leaves the stop open.
 */
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { Found } from '../../../wire/trace/queries/query.ts'
import type { TraceView } from '../../../wire/trace/views.ts'
import type { BenchModel } from '../../model/bench-model.ts'
import { markStop, onMemoryChange, stopsDone } from '../../../ui/reader-memory.ts'
import { placeIn } from './moment-link.ts'
import { stopsOf, type Pane } from '../../model/stop.ts'
import { useLoaded } from '../../../ui/use-loaded.ts'
import type * as liveStory from './live-story.ts'
import { timeOf } from '../frame.ts'
import type { StoryStop, Told } from './story-stop.ts'

const LIVE = () => import('./live-story.ts')

/** A stop is read before the next: so long at least, and longer by its text. */
const READING_MS = 1800
const READING_MS_A_CHARACTER = 16

export interface StoryState {
  readonly stops: readonly StoryStop[]
  /** Where each stop is in the run on show; undefined where the run has not come to it. */
  readonly found: readonly (Found | undefined)[]
  /** What to ask of a live run; of a recorded one the stops themselves tell it. */
  readonly live: typeof liveStory | undefined
  /** Index of the open stop. */
  readonly open: number
  /** What the open stop shows beside the ladder, once the reader has come to it. */
  readonly opens: readonly Pane[]
  /** The stops that the reader has come to, on this device. */
  readonly done: ReadonlySet<string>
  readonly playing: boolean
  /** Opens a stop and brings its moment into every view. */
  readonly go: (index: number) => void
  readonly play: (on: boolean) => void
}

export function useStory(model: BenchModel, story: readonly StoryStop[], scene: string): StoryState {
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
  const [open, setOpen] = useState(0)
  const [isTold, setTold] = useState(false)
  const [playing, setPlaying] = useState(false)
  const [done, setDone] = useState<ReadonlySet<string>>(new Set())
  const last = stops.length - 1
  useEffect(() => {
    setOpen(0)
    setTold(false)
  }, [stops])

  const go = (index: number): void => {
    const to = Math.min(last, Math.max(0, index))
    const stop = stops[to]
    const at = found[to]
    if (stop === undefined) return
    setOpen(to)
    setTold(true)
    markStop(scene, stop.name)
    if (at === undefined) return
    if (model.state.peek().kind === 'running') model.paused.value = true
    model.selection.value = {
      moment: at.moment,
      ...(at.unit === undefined ? {} : { unit: at.unit }),
      ...(at.field === undefined ? {} : { field: at.field }),
    }
  }

  // A live run is told as it comes: the newest stop that it has reached is the open one, until the reader looks for themselves.
  const isFollowed = model.state.value.kind === 'running' && !model.paused.value
  const newest = isFollowed ? newestOf(found) : undefined
  useEffect(() => {
    if (newest !== undefined) setOpen(newest)
  }, [newest])

  // What was remembered, and a link that leads here: after the first render, which is the build's.
  useEffect(() => {
    const told = new AbortController()
    const look = (): void => setDone(stopsDone(scene))
    look()
    onMemoryChange(look, told.signal)
    const place = placeIn(location.hash, scene)
    if (place !== undefined && 'moment' in place) model.selection.value = { moment: place.moment }
    const stop =
      place !== undefined && 'stop' in place ? stops.findIndex(({ name }) => name === place.stop) : -1
    if (stop >= 0) go(stop)
    return () => told.abort()
  }, [scene])

  useEffect(() => {
    if (!playing) return
    const timer = setTimeout(
      () => {
        if (open < last) go(open + 1)
        if (open + 1 >= last) setPlaying(false)
      },
      READING_MS + READING_MS_A_CHARACTER * (stops[open]?.html.length ?? 0),
    )
    return () => clearTimeout(timer)
  }, [playing, open, stops])

  return {
    stops,
    found,
    live,
    open,
    opens: isTold ? (stops[open]?.opens ?? []) : [],
    playing,
    done,
    go,
    play(on) {
      // At the end it begins again.
      if (on) go(open >= last ? 0 : open)
      setPlaying(on)
    },
  }
}

/** What the build found in a recorded run, with its time. */
function toldIn({ events }: TraceView, told: Told | undefined): Found | undefined {
  const at = told && timeOf(events, told.found.moment)
  return told === undefined || at === undefined ? undefined : { ...told.found, at }
}

/** The stop whose moment came last. */
function newestOf(found: readonly (Found | undefined)[]): number | undefined {
  let newest: number | undefined
  for (const [index, at] of found.entries()) {
    if (at !== undefined && at.moment >= (newest === undefined ? 0 : (found[newest]?.moment ?? 0)))
      newest = index
  }
  return newest
}
