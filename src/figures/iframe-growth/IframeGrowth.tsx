/**
 * What a streaming iframe's document comes to hold, as a staircase: by the bytes that crossed, and while the reader's own run
 * is on, as the document itself says. Shows the recorded run until the scene's bench on this page runs.
 */
import { useMemo, useRef } from 'preact/hooks'
import { FigureFrame } from '../../bench/view/figure-frame/FigureFrame.tsx'
import { FigureSteps } from '../../bench/view/story/FigureSteps.tsx'
import { FoldedTable } from '../../bench/view/figure-frame/FoldedTable.tsx'
import { useLiveView, type FedFigure } from '../../bench/view/figure-frame/use-live-view.ts'
import { grouped } from '../../words/numbers.ts'
import { TRACE_WORDS } from '../../words/trace-words.ts'
import { IFRAME_GROWTH_WORDS } from './words.ts'
import { useMounted } from '../../ui/use-mounted.ts'
import { useBoxWidth } from '../../ui/use-box-width.ts'
import { createGrowth, type Growth } from './facts.ts'
import { layOutGrowth } from './growth-layout.ts'
import { GrowthDrawing } from './GrowthDrawing.tsx'
import { countHiddenDocument } from './hidden-document.ts'
import './iframe-growth.css'

/** What is drawn before script knows the width. */
const FIRST_WIDTH = 640
const MOST_WIDTH = 760
const HEIGHT = 260
/** The table keeps the newest. */
const MOST_ROWS = 40

export function IframeGrowth({ scene, language, recorded }: FedFigure<Growth>) {
  const words = IFRAME_GROWTH_WORDS[language]
  const frame = useRef<HTMLDivElement>(null)
  const ready = useMounted()
  const { width } = useBoxWidth(frame, FIRST_WIDTH)
  const fold = useMemo(createGrowth, [])
  const own = useLiveView(scene, (bench) => ({
    growth: fold.of(bench.conversation, bench.timeline.end),
    counted: countHiddenDocument(bench.header.peek().lab),
  }))
  const growth = own?.growth ?? recorded
  const counted = own?.counted
  const steps = growth.documents.flatMap((document) => document.steps)
  const last = growth.documents.at(-1)?.steps.at(-1)
  const newest = steps.findLast(({ eventBytes }) => eventBytes > 0)
  return (
    <FigureFrame
      class="growth"
      title={words.title}
      says={TRACE_WORDS[language].whose}
      live={own !== undefined}
      box={frame}
    >
      <GrowthDrawing layout={layOutGrowth(growth, Math.min(width, MOST_WIDTH), HEIGHT)} words={words} />
      {last === undefined ? null : (
        <FigureSteps
          figure="iframe-growth"
          language={language}
          steps={[
            {
              name: 'begins',
              title: words.steps.begins.title,
              text: words.steps.begins.text(grouped(growth.documents.at(-1)?.steps[0]?.bytes ?? 0)),
            },
            {
              name: 'grows',
              title: words.steps.grows.title,
              text: words.steps.grows.text(grouped(last.scripts), (last.atMs / 1000).toFixed(1)),
            },
            {
              name: 'keeps',
              title: words.steps.keeps.title,
              text: words.steps.keeps.text(grouped(newest?.eventBytes ?? 0), grouped(last.bytes)),
            },
          ]}
          ready={ready}
          onStep={() => undefined}
        />
      )}
      <dl class="figure-facts growth-facts">
        <div>
          <dt>{words.byBytes}</dt>
          <dd>{words.byBytesValue(last?.scripts ?? 0, last?.bytes ?? 0)}</dd>
        </div>
        <div>
          <dt>{words.newest}</dt>
          <dd>{words.newestValue(newest?.eventBytes ?? 0)}</dd>
        </div>
        <div>
          <dt>{words.byDocument}</dt>
          <dd class={counted === undefined ? 'growth-none' : undefined}>
            {counted === undefined
              ? words.noDocument
              : words.byDocumentValue(counted.scripts, counted.characters)}
          </dd>
        </div>
      </dl>
      <FoldedTable
        summary={words.asTable}
        columns={[words.second, words.scriptsHeld, words.bytesHeld]}
        rows={steps
          .slice(-MOST_ROWS)
          .map(({ atMs, scripts, bytes }) => [(atMs / 1000).toFixed(2), scripts, words.bytes(bytes)])}
      />
    </FigureFrame>
  )
}
