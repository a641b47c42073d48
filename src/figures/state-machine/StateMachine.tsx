/**
 * The readyState of a scene's WebSocket or EventSource as a drawn machine: the state at the moment on show is filled, the
 * transition that led there is set off. Follows the scene's bench: its recorded run, its live one, its selection.
 */
import type { ComponentChildren } from 'preact'
import { FigureFrame } from '../../bench/view/figure-frame/FigureFrame.tsx'
import { FigureSteps } from '../../bench/view/story/FigureSteps.tsx'
import { useFigureBench, type BenchFigure } from '../../bench/view/figure-frame/use-figure-bench.ts'
import { inBrackets } from '../../words/punctuation.ts'
import { TRACE_WORDS } from '../../words/trace-words.ts'
import { STATE_MACHINE_WORDS, type StateMachineWords } from './words.ts'
import { originOf } from '../../bench/view/moments.ts'
import { machineSteps, stepOnShow, type MachineOf, type MachineStep, type TransitionName } from './facts.ts'
import '../../ui/hues.css'
import '../../ui/panes.css'
import './state-machine.css'

interface Props extends BenchFigure {
  readonly of: MachineOf
}

const STATES = {
  WebSocket: ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'],
  EventSource: ['CONNECTING', 'OPEN', 'CLOSED'],
} as const

const TRANSPORTS = { WebSocket: 'ws', EventSource: 'sse' } as const

/** Which ways lead on to the next state, and which past it to the last one. */
const WAYS: Readonly<
  Record<MachineOf, readonly { readonly on: readonly TransitionName[]; readonly past?: TransitionName }[]>
> = {
  WebSocket: [
    { on: ['ws-open'], past: 'ws-fail' },
    { on: ['ws-closing'], past: 'ws-lost' },
    { on: ['ws-closed'] },
    { on: [] },
  ],
  EventSource: [{ on: ['es-open', 'es-again'], past: 'es-refused' }, { on: ['es-closed'] }, { on: [] }],
}

/** Older ones are in the bench. */
const MOST_STEPS = 6

export function StateMachine({ scene, of, language }: Props) {
  const { model, ready, live } = useFigureBench(scene)
  const words = STATE_MACHINE_WORDS[language]
  const lane = model.timeline.lanes.find(({ spec }) => spec.transport === TRANSPORTS[of])
  const steps = lane === undefined ? [] : machineSteps(of, lane)
  const here = stepOnShow(steps, {
    selected: model.selection.value?.moment,
    isRecorded: model.isRecorded.value,
    shown: model.shown.value,
  })
  const names = STATES[of]
  return (
    <FigureFrame
      class={`machine hue-${TRANSPORTS[of]}`}
      title={words.title(of)}
      says={TRACE_WORDS[language].whose}
      live={live}
      as="region"
    >
      <div class="machine-panes">
        <Drawing of={of} here={here} words={words} />
        <div class="machine-history">
          <p class="machine-of">{words.history}</p>
          {steps.length === 0 ? (
            <p class="machine-of">{words.none}</p>
          ) : (
            <FigureSteps
              language={language}
              steps={around(steps, here).map((step) => ({
                name: nameOf(step),
                title: names[step.to] ?? '',
                at: words.at(step.at - originOf(model.timeline)),
                text: why(step, words),
              }))}
              ready={ready}
              shown={here && nameOf(here)}
              onStep={(name) => {
                const step = steps.find((each) => nameOf(each) === name)
                if (step === undefined) return
                if (model.state.peek().kind === 'running') model.paused.value = true
                model.selection.value = { moment: step.moment }
              }}
            />
          )}
          {of === 'WebSocket' ? <p class="machine-note">{words.fromWire}</p> : null}
        </div>
      </div>
    </FigureFrame>
  )
}

/** A close frame leads through two states at one moment. */
function nameOf({ moment, to }: MachineStep): string {
  return `${moment}-${to}`
}

function why({ by, code }: MachineStep, words: StateMachineWords): string {
  const text = words.transitions[by]
  return code === undefined || code === 1006 ? text : inBrackets(text, words.code(code))
}

/** Some steps, the one on show and those before it first. */
function around(steps: readonly MachineStep[], here: MachineStep | undefined): readonly MachineStep[] {
  const at = here === undefined ? steps.length - 1 : steps.indexOf(here)
  const end = Math.min(steps.length, Math.max(MOST_STEPS, at + 3))
  return steps.slice(Math.max(0, end - MOST_STEPS), end)
}

interface DrawingProps {
  readonly of: MachineOf
  readonly here: MachineStep | undefined
  readonly words: StateMachineWords
}

/** A column of states; ways on go down, ways past run along the right edge to the last state. */
function Drawing({ of, here, words }: DrawingProps) {
  const names = STATES[of]
  const last = names.length - 1
  const rows = 2 * last + 1
  const way = (
    name: TransitionName,
    to: string,
    sign: string,
    row: number,
    kind: string,
  ): ComponentChildren => (
    <p
      key={name}
      class={`machine-way machine-${kind}`}
      style={{ gridRow: row }}
      data-taken={here?.by === name}
    >
      <span aria-hidden="true">{sign}</span> {words.transitions[name]}
      <span class="only-heard"> {words.leadsTo(to)}</span>
    </p>
  )
  let rails = 0
  return (
    <div class="machine-drawing">
      {WAYS[of].map(({ on, past }, i) => {
        const row = 2 * i + 1
        const name = names[i] ?? ''
        const isHere = here?.to === i
        return (
          <>
            <p
              class="machine-state"
              style={{ gridRow: row }}
              data-here={isHere}
              aria-current={isHere ? 'step' : undefined}
            >
              <span class="machine-value">{i}</span> {name}
            </p>
            {past === undefined ? null : (
              <>
                <span
                  aria-hidden="true"
                  class="machine-rail"
                  data-taken={here?.by === past}
                  style={{ gridRow: `${row} / ${rows + 1}`, marginInlineEnd: `${10 * rails++}px` }}
                />
                {way(past, names[last] ?? '', '→', row, 'past')}
              </>
            )}
            {on.length === 0 ? null : (
              <>
                <span
                  aria-hidden="true"
                  class="machine-arrow"
                  data-both={on.length > 1}
                  data-taken={here !== undefined && on.includes(here.by)}
                  style={{ gridRow: row + 1 }}
                />
                <div class="machine-ons" style={{ gridRow: row + 1 }}>
                  {on.map((each, nth) =>
                    way(each, names[nth === 0 ? i + 1 : i] ?? '', nth === 0 ? '↓' : '↑', nth + 1, 'on'),
                  )}
                </div>
              </>
            )}
          </>
        )
      })}
    </div>
  )
}
