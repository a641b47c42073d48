/**
 * Makes a race's frame anew when the race goes on, but ten times a second at most: at fifty events a second five lanes
 * change with every frame of the screen, and what moves in between is time, which `LiveTail` draws by itself.
 */
import { useEffect, useState } from 'preact/hooks'
import type { ReadonlySignal } from '@preact/signals'
import { BENCH_WORDS } from '../../i18n/bench-words.ts'
import type { Language } from '../../i18n/languages.ts'
import { RACE_WORDS } from '../../i18n/race-words.ts'
import type { RaceModel } from '../../lab/race-model.ts'
import type { RaceFrame } from './race-frame.ts'

const DRAW_EVERY_MS = 100

export function useRaceFrame(race: RaceModel, language: Language): RaceFrame {
  const { bench } = race
  // What is drawn is folded when it is drawn, and not for every frame in between.
  useDrawn(bench.version)
  const [chosen, setChosen] = useState<number>()
  const running = bench.state.value.kind === 'running'
  const paused = bench.paused.value
  const recorded = bench.isRecorded.value
  // Another run's events have the same numbers and are others.
  const lab = bench.header.value.lab
  useEffect(() => setChosen(undefined), [lab, recorded])
  const view = race.view.peek()
  return {
    race,
    model: bench,
    language,
    words: BENCH_WORDS[language],
    says: RACE_WORDS[language],
    view,
    timeline: view.timeline,
    events: bench.events,
    shown: bench.shown.peek(),
    live: running && !paused,
    chosen,
    choose(event) {
      if (running) bench.paused.value = true
      setChosen(event)
    },
  }
}

/** Draws the component anew when the signal has changed, at once after a quiet time, else `DRAW_EVERY_MS` after the last. */
function useDrawn(signal: ReadonlySignal<unknown>): void {
  const [, draw] = useState(0)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let last = -Infinity
    const redraw = (): void => {
      timer = undefined
      last = performance.now()
      draw((count) => count + 1)
    }
    const stop = signal.subscribe(() => {
      if (timer !== undefined) return
      timer = setTimeout(redraw, Math.max(0, last + DRAW_EVERY_MS - performance.now()))
    })
    return () => {
      stop()
      clearTimeout(timer)
    }
  }, [signal])
}
