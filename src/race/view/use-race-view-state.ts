/**
 * Makes a race's view state anew when the race goes on, but ten times a second at most, and four times when it is crowded: at
 * fifty events a second five lanes change with every frame of the screen. What moves in between is time, which `LiveTail`
 * draws by itself.
 */
import { useEffect, useState } from 'preact/hooks'
import type { ReadonlySignal } from '@preact/signals'
import { BENCH_WORDS } from '../../bench/view/words.ts'
import type { Language } from '../../words/languages.ts'
import { RACE_WORDS } from './words.ts'
import type { RaceModel } from '../model/race-model.ts'
import type { RaceView } from '../../wire/race/race-view.ts'
import type { RaceViewState } from './race-view-state.ts'

const DRAW_EVERY_MS = 100
const DRAW_CROWDED_EVERY_MS = 250

/** So many events within two seconds are a crowd: nobody follows one of them. */
const CROWD = 20
const CROWD_WITHIN_MS = 2000

export function useRaceViewState(race: RaceModel, language: Language): RaceViewState {
  const { bench } = race
  // What is drawn is folded when it is drawn, and not for every frame in between.
  useDrawn(bench.version, race.view)
  const [chosen, setChosen] = useState<{ readonly run: string; readonly event: number | undefined }>()
  const running = bench.state.value.kind === 'running'
  const paused = bench.paused.value
  // Another run's events have the same numbers and are others.
  const run = `${bench.header.value.lab} ${bench.isRecorded.value}`
  const view = race.view.peek()
  const [first] = useState(view)
  return {
    race,
    model: bench,
    language,
    words: BENCH_WORDS[language],
    says: RACE_WORDS[language],
    view,
    isAsBuilt: view === first,
    timeline: view.timeline,
    events: bench.events,
    shown: bench.shown.peek(),
    live: running && !paused,
    chosen: chosen?.run === run ? chosen.event : undefined,
    choose(event) {
      if (running) bench.paused.value = true
      setChosen({ run, event })
    },
  }
}

function intervalOf({ timeline: { published }, end }: RaceView): number {
  const mark = published.at(-CROWD)
  const isCrowded = mark !== undefined && end - mark.event.at < CROWD_WITHIN_MS
  return isCrowded ? DRAW_CROWDED_EVERY_MS : DRAW_EVERY_MS
}

/**
 * Draws the component anew when `version` has changed: at once after a quiet time, else so long after the last time as what
 * was drawn then allows.
 */
function useDrawn(version: ReadonlySignal<number>, view: ReadonlySignal<RaceView>): void {
  const [, draw] = useState(0)
  const drawn = version.peek()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = -Infinity
    let waitMs = 0
    const redraw = (): void => {
      timer = undefined
      last = performance.now()
      waitMs = intervalOf(view.peek())
      draw((count) => count + 1)
    }
    const stop = version.subscribe((now) => {
      // What the first drawing shows.
      if (now !== drawn) timer ??= setTimeout(redraw, Math.max(0, last + waitMs - performance.now()))
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [version, view])
}
