/**
 * How late each event of a short poll was, drawn against what the interval predicts. Shows the recorded run that
 * the build hands it, then, as soon as the scene's bench on the same page runs live, the reader's own.
 */
import { useRef, useState } from 'preact/hooks'
import { FigureFrame } from '../../bench/view/figure-frame/FigureFrame.tsx'
import { FigureSteps, type FigureStep } from '../../bench/view/story/FigureSteps.tsx'
import { useLiveView, type FedFigure } from '../../bench/view/figure-frame/use-live-view.ts'
import { TRACE_WORDS } from '../../words/trace-words.ts'
import { HISTOGRAM_WORDS, type HistogramWords } from './words.ts'
import { useMounted } from '../../ui/use-mounted.ts'
import { useBoxWidth } from '../../ui/use-box-width.ts'
import { delayConditions, meanDelay, predictDelays, sampleDelays, type DelaySample } from './facts.ts'
import { DelayFacts, DelayTable } from './DelayFacts.tsx'
import { layOutHistogram } from './histogram-layout.ts'
import { HistogramDrawing } from './HistogramDrawing.tsx'
import './delay-histogram.css'

/** What is drawn before script knows the width. */
const FIRST_WIDTH = 560
const MOST_WIDTH = 760
const HEIGHT = 300
const STEPS = ['soonest', 'even', 'latest', 'mean', 'empty'] as const

export function DelayHistogram({ scene, language, recorded }: FedFigure<DelaySample>) {
  const frame = useRef<HTMLDivElement>(null)
  const [lit, setLit] = useState<string>()
  const ready = useMounted()
  const { width } = useBoxWidth(frame, FIRST_WIDTH)
  const own = useLiveView(scene, ({ timeline, settings, options }, since) => {
    const conditions = delayConditions(settings.peek(), options.peek(), timeline.uncertaintyMs)
    return sampleDelays(timeline, conditions, since)
  })
  const sample = own ?? recorded
  const words = HISTOGRAM_WORDS[language]
  const layout = layOutHistogram(sample, Math.min(width, MOST_WIDTH), HEIGHT)
  return (
    <FigureFrame
      class="delay-histogram"
      title={words.title}
      says={TRACE_WORDS[language].whose}
      live={own !== undefined}
      box={frame}
    >
      <div class="delay-drawing" data-lit={lit}>
        <HistogramDrawing layout={layout} sample={sample} language={language} />
      </div>
      <FigureSteps
        figure="delay-histogram"
        language={language}
        steps={stepsOf(sample, words)}
        ready={ready}
        onStep={setLit}
      />
      <DelayFacts sample={sample} language={language} beyond={layout.beyond} />
      <DelayTable layout={layout} language={language} />
    </FigureFrame>
  )
}

function stepsOf(sample: DelaySample, words: HistogramWords): readonly FigureStep[] {
  const { delaysMs, answers, emptyAnswers, conditions } = sample
  const { leastMs, greatestMs, meanMs, periodMs } = predictDelays(conditions)
  const { seconds, steps } = words
  const mean = meanDelay(sample)
  const texts: Readonly<Record<keyof HistogramWords['steps'], string>> = {
    soonest: steps.soonest.text(seconds(Math.min(...delaysMs)), seconds(leastMs)),
    even: steps.even.text(seconds(periodMs)),
    latest: steps.latest.text(seconds(Math.max(...delaysMs)), seconds(greatestMs)),
    mean: steps.mean.text(seconds(mean ?? 0), seconds(meanMs)),
    empty: steps.empty.text(emptyAnswers, answers),
  }
  return STEPS.map((name) => ({
    name,
    title: steps[name].title,
    text: mean === undefined ? words.waiting : texts[name],
    isAwaited: mean === undefined,
  }))
}
