/**
 * How late each event of a short poll was, drawn against what the interval predicts. Shows the recorded run that
 * the build hands it, then, as soon as the scene's bench on the same page runs live, the reader's own.
 * Used by `src/figures/the-interval/DelayHistogram.astro`.
 */
import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { FIGURE_WORDS } from '../../words/figure-words.ts'
import type { Language } from '../../words/languages.ts'
import { openBenches } from '../../bench/model/open-benches.ts'
import { delayConditions, sampleDelays, type DelaySample } from './facts.ts'
import { DelayFacts, DelayTable } from './DelayFacts.tsx'
import { layOutHistogram } from './histogram-layout.ts'
import { HistogramDrawing } from './HistogramDrawing.tsx'
import { unchangedSince } from '../../bench/model/unchanged-since.ts'
import './delay-histogram.css'

export interface DelayHistogramProps {
  readonly scene: string
  readonly language: Language
  /** `recordedDelays(scene, timeline)` of the scene's capture. */
  readonly recorded: DelaySample
}

/** What is drawn before script knows the width. */
const FIRST_WIDTH = 560
const HEIGHT = 300
/** The picture stands still while traffic comes faster than this. */
const DRAW_EVERY_MS = 200

export function DelayHistogram({ scene, language, recorded }: DelayHistogramProps) {
  const shown = useSignal<{ readonly sample: DelaySample; readonly live: boolean }>({
    sample: recorded,
    live: false,
  })
  const width = useSignal(FIRST_WIDTH)
  const frame = useRef<HTMLDivElement>(null)

  useSignalEffect(() => {
    const bench = openBenches.value.get(scene)
    if (bench === undefined) return
    const unchanged = unchangedSince(bench)
    let timer: ReturnType<typeof setTimeout> | undefined
    const draw = (): void => {
      timer = undefined
      if (bench.isRecorded.peek()) {
        shown.value = { sample: recorded, live: false }
        return
      }
      const conditions = delayConditions(
        bench.settings.peek(),
        bench.options.peek(),
        bench.timeline.uncertaintyMs,
      )
      const sample = sampleDelays(bench.timeline, conditions, unchanged.moment.peek())
      shown.value = { sample, live: true }
    }
    const stops = [bench.version, bench.isRecorded, unchanged.moment].map((each) =>
      each.subscribe(() => {
        timer ??= setTimeout(draw, DRAW_EVERY_MS)
      }),
    )
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
      unchanged.dispose()
    }
  })

  useEffect(() => {
    const element = frame.current
    if (element === null) return
    const watch = new ResizeObserver(([entry]) => {
      const now = Math.round(entry?.contentRect.width ?? 0)
      if (now > 0) width.value = Math.min(now, 760)
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [])

  const { sample, live } = shown.value
  const words = FIGURE_WORDS[language].histogram
  const layout = layOutHistogram(sample, width.value, HEIGHT)
  return (
    <div class="delay-histogram" ref={frame} data-live={live}>
      <p class="delay-histogram-head">
        <span class="delay-histogram-title">{words.title}</span>
        <span class="delay-histogram-state">{live ? words.live : words.recorded}</span>
      </p>
      <HistogramDrawing layout={layout} sample={sample} language={language} />
      <DelayFacts sample={sample} language={language} beyond={layout.beyond} />
      <DelayTable layout={layout} language={language} />
    </div>
  )
}
