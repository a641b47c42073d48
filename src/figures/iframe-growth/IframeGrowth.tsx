/**
 * What a streaming iframe's document comes to hold, as a staircase: by the bytes that crossed, and while the reader's own run
 * is on, as the document itself says. Shows the recorded run until the scene's bench on this page runs.
 */
import { useSignal, useSignalEffect } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import { IFRAME_GROWTH_WORDS } from '../../words/iframe-growth-words.ts'
import type { Language } from '../../words/languages.ts'
import { openBenches } from '../../bench/model/open-benches.ts'
import { createGrowth, type Growth } from './facts.ts'
import { layOutGrowth } from './growth-layout.ts'
import { GrowthDrawing } from './GrowthDrawing.tsx'
import { countHiddenDocument, type DocumentCount } from './hidden-document.ts'
import './iframe-growth.css'

export interface IframeGrowthProps {
  readonly scene: string
  readonly language: Language
  /** `growthOf` the scene's capture. */
  readonly recorded: Growth
}

interface Shown {
  readonly growth: Growth
  readonly live: boolean
  readonly counted: DocumentCount | undefined
}

/** What is drawn before script knows the width. */
const FIRST_WIDTH = 640
const HEIGHT = 260
const DRAW_EVERY_MS = 250
/** The table keeps the newest. */
const MOST_ROWS = 40

export function IframeGrowth({ scene, language, recorded }: IframeGrowthProps) {
  const words = IFRAME_GROWTH_WORDS[language]
  const atRest: Shown = { growth: recorded, live: false, counted: undefined }
  const shown = useSignal<Shown>(atRest)
  const width = useSignal(FIRST_WIDTH)
  const frame = useRef<HTMLDivElement>(null)

  useSignalEffect(() => {
    const bench = openBenches.value.get(scene)
    if (bench === undefined) return
    const fold = createGrowth()
    let timer: ReturnType<typeof setTimeout> | undefined
    const draw = (): void => {
      timer = undefined
      if (bench.isRecorded.peek()) {
        shown.value = atRest
        return
      }
      const counted = countHiddenDocument(bench.header.peek().lab)
      shown.value = {
        growth: fold.of(bench.conversation, bench.timeline.end),
        live: true,
        counted,
      }
    }
    const stops = [bench.version, bench.isRecorded, bench.state].map((each) =>
      each.subscribe(() => {
        timer ??= setTimeout(draw, DRAW_EVERY_MS)
      }),
    )
    return () => {
      clearTimeout(timer)
      for (const stop of stops) stop()
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

  const { growth, live, counted } = shown.value
  const steps = growth.documents.flatMap((document) => document.steps)
  const last = growth.documents.at(-1)?.steps.at(-1)
  const newest = steps.findLast(({ eventBytes }) => eventBytes > 0)
  return (
    <div class="growth" ref={frame}>
      <p class="growth-head">
        <span class="growth-title">{words.title}</span>
        <span class={live ? 'growth-state growth-live' : 'growth-state'}>
          {live ? words.live : words.recorded}
        </span>
      </p>
      <GrowthDrawing layout={layOutGrowth(growth, width.value, HEIGHT)} words={words} />
      <dl class="growth-facts">
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
      <details class="growth-table">
        <summary>{words.asTable}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.second}</th>
              <th scope="col">{words.scriptsHeld}</th>
              <th scope="col">{words.bytesHeld}</th>
            </tr>
          </thead>
          <tbody>
            {steps.slice(-MOST_ROWS).map((step) => (
              <tr key={step.atMs}>
                <td>{(step.atMs / 1000).toFixed(2)}</td>
                <td>{step.scripts}</td>
                <td>{words.bytes(step.bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  )
}
