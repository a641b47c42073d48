/** What a scene lets the reader change beside running it: a table from the scene's controls to inputs. */
import type { ComponentChildren } from 'preact'
import type { Scene, SceneControl } from '../../model/scenes.ts'
import type { Frame } from '../frame.ts'
import { Choice } from './Choice.tsx'
import { nextNumber, readersGoal } from './readers-goal.ts'
import { FaultButtons } from './FaultButtons.tsx'
import { SendBox } from './SendBox.tsx'
import { Slider } from './Slider.tsx'
import { BandwidthChoice, BufferChoice, HeartbeatSlider, IdleChoice, IdleSlider } from './WireControls.tsx'

/** What controls need of a frame; a race has no more to give. */
export type ControlFrame = Pick<Frame, 'model' | 'words' | 'timeline'>

export interface ControlProps {
  readonly frame: ControlFrame
  readonly scene: Scene
  readonly ready: boolean
}

const CONTROLS: Readonly<Record<SceneControl, (props: ControlProps) => ComponentChildren>> = {
  publish: PublishButton,
  several: SeveralButton,
  send: SendBox,
  faults: FaultButtons,
  heartbeat: HeartbeatSlider,
  bandwidth: BandwidthChoice,
  buffer: BufferChoice,
  idle: IdleChoice,
  'idle-time': IdleSlider,
  interval: IntervalSlider,
  latency: LatencySlider,
  rate: RateSlider,
  feed: FeedChoice,
  variant: VariantChoice,
}

/** Buttons first, then what is set before a run: the order a hand goes along the bar. */
const ORDER: readonly SceneControl[] = [
  'publish',
  'several',
  'send',
  'faults',
  'variant',
  'feed',
  'interval',
  'latency',
  'rate',
  'heartbeat',
  'bandwidth',
  'buffer',
  'idle',
  'idle-time',
]

export function SceneControls(props: ControlProps) {
  return (
    <>
      {ORDER.filter((control) => props.scene.controls.includes(control)).map((control) => {
        const Control = CONTROLS[control]
        return <Control key={control} {...props} />
      })}
    </>
  )
}

function PublishButton({ frame }: ControlProps) {
  const { model, words } = frame
  return (
    <button
      type="button"
      class="button"
      disabled={model.state.value.kind !== 'running'}
      onClick={() => {
        const { type, data } = readersGoal(nextNumber(frame))
        model.publish(type, data)
      }}
    >
      {words.controls.publishGoal}
    </button>
  )
}

function SeveralButton({ frame, scene }: ControlProps) {
  const { model, words } = frame
  const several = scene.several
  if (several === undefined) return null
  return (
    <button
      type="button"
      class="button"
      disabled={model.state.value.kind !== 'running'}
      onClick={() => {
        const first = nextNumber(frame)
        const goals = Array.from({ length: several.count }, (_, index) => readersGoal(first + index))
        model.publishSeveral(goals, several.apartMs)
      }}
    >
      {words.controls.publishSeveral(several.count, several.apartMs)}
    </button>
  )
}

export function IntervalSlider({ frame: { model, words }, ready }: ControlProps) {
  const value = model.options.value.pollIntervalMs
  return (
    <Slider
      label={words.controls.pollEvery}
      value={value}
      min={250}
      max={8000}
      step={250}
      text={words.duration(value)}
      ready={ready}
      onChange={(pollIntervalMs) => (model.options.value = { ...model.options.peek(), pollIntervalMs })}
    />
  )
}

export function LatencySlider({ frame: { model, words }, ready }: ControlProps) {
  const value = model.settings.value.wire?.latencyMs ?? 0
  return (
    <Slider
      label={words.controls.latency}
      value={value}
      min={0}
      max={1000}
      step={10}
      text={`${words.duration(value)} ${words.controls.eachWay}`}
      hint={words.controls.simulated}
      ready={ready}
      onChange={(latencyMs) => model.patch({ wire: { latencyMs } })}
    />
  )
}

function RateSlider({ frame: { model, words }, ready }: ControlProps) {
  const value = model.settings.value.eventsPerMinute ?? 12
  return (
    <Slider
      label={words.controls.rate}
      value={value}
      min={2}
      max={120}
      step={2}
      text={words.controls.perMinute(value)}
      ready={ready}
      onChange={(eventsPerMinute) => model.patch({ eventsPerMinute })}
    />
  )
}

const FEEDS = ['match', 'ticker', 'manual'] as const

export function FeedChoice({ frame: { model, words }, ready }: ControlProps) {
  return (
    <Choice
      label={words.controls.feed}
      value={model.settings.value.feed ?? 'match'}
      values={FEEDS}
      text={(feed) => words.controls.feeds[feed]}
      ready={ready}
      onChange={(feed) => model.patch({ feed })}
    />
  )
}

function VariantChoice({ frame: { model, words }, ready }: ControlProps) {
  const names = (model.scene.variants ?? []).map(({ name }) => name)
  return (
    <Choice
      label={
        names.every((name) => name in words.run.variants) ? words.controls.conditions : words.controls.variant
      }
      value={model.variant.value ?? ''}
      values={names}
      text={(name) => words.run.variants[name] ?? `${name}.ts`}
      ready={ready}
      onChange={(name) => model.chooseVariant(name)}
    />
  )
}
