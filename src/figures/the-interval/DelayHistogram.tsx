/**
 * How late each event of a short poll was, drawn against what the interval predicts. Shows the recorded run that
 * the build hands it, then, as soon as the scene's bench on the same page runs live, the reader's own.
 */
import { useRef } from 'preact/hooks'
import { FigureFrame } from '../../bench/view/figure-frame/FigureFrame.tsx'
import { useLiveView, type FedFigure } from '../../bench/view/figure-frame/use-live-view.ts'
import { TRACE_WORDS } from '../../words/trace-words.ts'
import { HISTOGRAM_WORDS } from './words.ts'
import { useBoxWidth } from '../../ui/use-box-width.ts'
import { delayConditions, sampleDelays, type DelaySample } from './facts.ts'
import { DelayFacts, DelayTable } from './DelayFacts.tsx'
import { layOutHistogram } from './histogram-layout.ts'
import { HistogramDrawing } from './HistogramDrawing.tsx'
import './delay-histogram.css'

/** What is drawn before script knows the width. */
const FIRST_WIDTH = 560
const MOST_WIDTH = 760
const HEIGHT = 300

export function DelayHistogram({ scene, language, recorded }: FedFigure<DelaySample>) {
  const frame = useRef<HTMLDivElement>(null)
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
      <HistogramDrawing layout={layout} sample={sample} language={language} />
      <DelayFacts sample={sample} language={language} beyond={layout.beyond} />
      <DelayTable layout={layout} language={language} />
    </FigureFrame>
  )
}
