/**
 * The conditions of a race, in quiet groups: what happens, how the page asks, what the wire does, what breaks. On a narrow
 * screen the groups are folded.
 */
import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import type { FaultRequest } from '../../bench/model/bench-model.ts'
import { DEPLOY_DOWN_MS } from '../model/race-presets.ts'
import type { Transport } from '../../wire/transports.ts'
import { TRANSPORTS } from '../../wire/transports.ts'
import { Choice } from '../../bench/view/controls/Choice.tsx'
import { FeedChoice, IntervalSlider, LatencySlider } from '../../bench/view/controls/SceneControls.tsx'
import { Slider } from '../../bench/view/controls/Slider.tsx'
import {
  BandwidthChoice,
  BufferChoice,
  HeartbeatSlider,
  IdleChoice,
} from '../../bench/view/controls/WireControls.tsx'
import { raceScene } from '../scene.ts'
import type { RaceControlProps } from './RaceBar.tsx'
import { RATE_STEPS, rateStep } from './event-rates.ts'
import '../../bench/view/controls/run-controls.css'
import './race-controls.css'

export function RaceConditions({ frame, ready }: RaceControlProps) {
  const { says } = frame
  const id = useId()
  const [open, setOpen] = useState(false)
  const props = { frame, scene: raceScene, ready }
  return (
    <div class="race-conditions needs-script">
      <button
        type="button"
        class="quiet-button race-conditions-fold"
        aria-expanded={open}
        aria-controls={id}
        disabled={!ready}
        onClick={() => setOpen(!open)}
      >
        {says.conditions}
      </button>
      <div id={id} class={open ? 'race-groups' : 'race-groups race-groups-folded'}>
        <Group name={says.groups.feed}>
          <FeedChoice {...props} />
          <RateSlider frame={frame} ready={ready} />
        </Group>
        <Group name={says.groups.page}>
          <IntervalSlider {...props} />
          <HeartbeatSlider {...props} />
        </Group>
        <Group name={says.groups.wire} hint={says.simulated}>
          <LatencySlider {...props} />
          <JitterSlider frame={frame} ready={ready} />
          <BandwidthChoice {...props} />
          <BufferChoice {...props} />
          <IdleChoice {...props} />
        </Group>
        <Group name={says.groups.break} hint={says.brokenBy}>
          <BreakIt frame={frame} ready={ready} />
        </Group>
      </div>
    </div>
  )
}

function Group(props: {
  readonly name: string
  readonly hint?: string
  readonly children: ComponentChildren
}) {
  return (
    <fieldset class="race-group">
      <legend>
        {props.name}
        {props.hint === undefined ? null : <span class="race-group-hint"> · {props.hint}</span>}
      </legend>
      <div class="race-group-parts">{props.children}</div>
    </fieldset>
  )
}

function RateSlider({ frame: { model, words, says }, ready }: RaceControlProps) {
  const rate = model.settings.value.eventsPerMinute ?? 12
  const byHand = model.settings.value.feed === 'manual'
  return (
    <Slider
      label={words.controls.rate}
      value={rateStep(rate)}
      min={0}
      max={RATE_STEPS.length - 1}
      step={1}
      text={byHand ? says.rate(0) : says.rate(rate)}
      ready={ready && !byHand}
      onChange={(step) => model.patch({ eventsPerMinute: RATE_STEPS[step] ?? rate })}
    />
  )
}

function JitterSlider({ frame: { model, words, says }, ready }: RaceControlProps) {
  const value = model.settings.value.wire?.jitterMs ?? 0
  return (
    <Slider
      label={says.jitter}
      value={value}
      min={0}
      max={1000}
      step={10}
      text={says.upTo(words.duration(value))}
      hint={words.controls.simulated}
      ready={ready}
      onChange={(jitterMs) => model.patch({ wire: { jitterMs } })}
    />
  )
}

const CUTS = ['reset', 'fin', 'stall', 'resume'] as const satisfies readonly FaultRequest['kind'][]
const TARGETS = ['all', ...TRANSPORTS] as const satisfies readonly (Transport | 'all')[]

function BreakIt({ frame: { model, words, says }, ready }: RaceControlProps) {
  const [whom, setWhom] = useState<Transport | 'all'>('all')
  const off = model.state.value.kind !== 'running'
  return (
    <>
      <Choice
        label={says.whom}
        value={whom}
        values={TARGETS}
        text={(each) => (each === 'all' ? says.wholeRace : words.transport[each])}
        ready={ready}
        onChange={setWhom}
      />
      {CUTS.map((kind) => (
        <button
          key={kind}
          type="button"
          class="button button-quiet"
          disabled={off}
          onClick={() => model.fault({ kind, transport: whom })}
        >
          {words.run.faults[kind]}
        </button>
      ))}
      <button
        type="button"
        class="button button-quiet"
        disabled={off}
        onClick={() => model.fault({ kind: 'restart', downMs: DEPLOY_DOWN_MS })}
      >
        {says.deploy}
      </button>
    </>
  )
}
