/**
 * The one frame of every live demo: controls, then code, ladder and bytes of the same moment. An island: the
 * build renders it from the capture, so that it reads as a figure without script; Start makes it the reader's own.
 */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { BENCH_WORDS } from './words.ts'
import type { Language } from '../../words/languages.ts'
import type { Selection } from '../../wire/trace/selection.ts'
import { captureOf, type Scene } from '../model/scenes.ts'
import { saveFile } from '../../ui/save-file.ts'
import { encodeTrace } from '../../wire/trace/trace-codec.ts'
import { CodePane } from './code-pane/CodePane.tsx'
import { Inspector } from './inspector-pane/Inspector.tsx'
import { Ladder } from './ladder/Ladder.tsx'
import { RunControls } from './controls/RunControls.tsx'
import { handOver } from './hand-over.ts'
import { WireList } from './wire-list/WireList.tsx'
import { originOf, tellingMoment } from './frame.ts'
import type { Frame } from './frame.ts'
import { momentText } from './moment-text.ts'
import { StateLine } from './StateLine.tsx'
import { useBenchModel, useRestWhenAway } from './use-bench-model.ts'
import '../../ui/hues.css'
import '../../ui/panes.css'
import './bench.css'

export interface BenchProps {
  /** Its captures and sources are data of the page: see `page-data.ts`. */
  readonly scene: Scene
  readonly title: string
  readonly language: Language
  /** The caption: what to see. */
  readonly children?: ComponentChildren
}

export function Bench({ scene, title, language, children }: BenchProps) {
  const model = useBenchModel(scene)
  const root = useRef<HTMLDivElement>(null)
  const inspector = useRef<HTMLDivElement>(null)
  const [ready, setReady] = useState(false)
  const [said, setSaid] = useState('')
  useEffect(() => setReady(true), [])
  useRestWhenAway(model, root)

  const words = BENCH_WORDS[language]
  const version = model.version.value
  const shown = model.shown.value
  const selection = model.selection.value
  const running = model.state.value.kind === 'running'
  const live = running && !model.paused.value
  const { events, timeline, conversation } = model
  const select = (next: Selection): void => {
    if (running) model.paused.value = true
    model.selection.value = next
  }
  const frame: Frame = {
    model,
    language,
    words,
    version,
    lab: model.header.value.lab,
    events,
    conversation,
    timeline,
    shown,
    selection,
    live,
    origin: originOf(timeline),
    moment:
      selection?.moment ?? (model.isRecorded.value ? tellingMoment(timeline, events, shown) : newest(shown)),
    select,
  }
  const step = (direction: 1 | -1): void => {
    // A recorded run opens at a telling moment; the first step goes on from there.
    if (!running && model.selection.peek() === undefined && frame.moment !== undefined) {
      model.selection.value = { moment: frame.moment }
    }
    model.step('slice', direction)
    const reached = model.selection.peek()?.moment
    if (reached !== undefined) setSaid(momentText(frame, reached))
  }
  const inspect = (): void => {
    const name = captureOf(scene, model.variant.peek())
    const handed = handOver(model.isRecorded.peek() ? { capture: name } : { trace: model.trace() }, language)
    if (!handed) setSaid(words.bench.handOverFailed)
  }
  const openInspector = (): void => inspector.current?.querySelector<HTMLElement>('[role="grid"]')?.focus()
  return (
    <div class="bench" role="group" ref={root} aria-label={words.bench.label(title)} data-scene={scene.name}>
      <h3 class="only-heard">{title}</h3>
      <div class="bench-bar">
        <RunControls frame={frame} scene={scene} ready={ready} onStep={step} />
        <StateLine
          frame={frame}
          ready={ready}
          onSave={() => saveFile(encodeTrace(model.trace()), `${scene.name}.json`, 'application/json')}
          onInspect={inspect}
        />
      </div>
      <div class="bench-panes">
        <div class="bench-code">
          <CodePane frame={frame} />
        </div>
        <div class="bench-ladder">
          <Ladder frame={frame} />
        </div>
        <div class="bench-bytes">
          <WireList frame={frame} onOpen={openInspector} />
          <Inspector frame={frame} root={inspector} />
        </div>
      </div>
      <p class="only-heard" aria-live="polite">
        {said}
      </p>
      {children === undefined ? null : <div class="bench-caption">{children}</div>}
    </div>
  )
}

function newest(shown: number): number | undefined {
  return shown === 0 ? undefined : shown - 1
}
