/** What a scene lets the reader change beside running it: a table from the scene's controls to inputs. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { Scene, SceneControl } from '../../lab/scenes.ts'
import type { Frame } from '../bench/frame.ts'
import { FaultButtons } from './FaultButtons.tsx'
import { SendBox } from './SendBox.tsx'
import { Slider } from './Slider.tsx'
import { BandwidthChoice, BufferChoice, HeartbeatSlider, IdleChoice } from './WireControls.tsx'

export interface ControlProps {
  readonly frame: Frame
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

/** What a reader publishes says whose it is: the feed's own goals have a score. */
function readersGoal(number: number) {
  return { type: 'goal', data: { by: 'reader', number } }
}

/** The reader's goals are counted by what is on show, so that their names differ. */
function nextNumber({ timeline }: Frame): number {
  return timeline.published.filter(({ event }) => event.type === 'goal').length + 1
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

function IntervalSlider({ frame: { model, words }, ready }: ControlProps) {
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

function LatencySlider({ frame: { model, words }, ready }: ControlProps) {
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

function FeedChoice({ frame: { model, words }, ready }: ControlProps) {
  const id = useId()
  const value = model.settings.value.feed ?? 'match'
  return (
    <div class="choice">
      <label for={id}>{words.controls.feed}</label>
      <select
        id={id}
        value={value}
        disabled={!ready}
        onChange={(event) => {
          const feed = FEEDS.find((each) => each === event.currentTarget.value)
          if (feed !== undefined) model.patch({ feed })
        }}
      >
        {FEEDS.map((feed) => (
          <option key={feed} value={feed} selected={feed === value}>
            {words.controls.feeds[feed]}
          </option>
        ))}
      </select>
    </div>
  )
}

function VariantChoice({ frame: { model, words }, ready }: ControlProps) {
  const id = useId()
  const value = model.variant.value
  return (
    <div class="choice">
      <label for={id}>{words.controls.variant}</label>
      <select
        id={id}
        value={value}
        disabled={!ready}
        onChange={(event) => model.chooseVariant(event.currentTarget.value)}
      >
        {(model.scene.variants ?? []).map(({ name }) => (
          <option key={name} value={name} selected={name === value}>
            {words.run.variants[name] ?? `${name}.ts`}
          </option>
        ))}
      </select>
    </div>
  )
}
