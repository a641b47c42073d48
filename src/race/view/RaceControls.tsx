/**
 * The conditions of a race, in quiet groups: what happens, how the page asks, what the wire does, what breaks. On a narrow
 * screen the groups are folded.
 */
import type { ComponentChildren } from 'preact'
import { useId, useState } from 'preact/hooks'
import { CUTS } from '../../contract/faults.ts'
import { controlOf, WIRE_KEYS, type ControlKey, type WireKey } from '../../contract/settings.ts'
import { DEPLOY_DOWN_MS } from '../model/race-presets.ts'
import { TRANSPORTS, type Transport } from '../../wire/trace/transports.ts'
import { Choice } from '../../bench/view/controls/Choice.tsx'
import { SettingControl } from '../../bench/view/controls/SettingControl.tsx'
import { Slider } from '../../bench/view/controls/Slider.tsx'
import type { RaceControlProps } from './RaceBar.tsx'
import { RATE_STEPS, rateStep } from './event-rates.ts'
import { Button, QuietButton } from '../../ui/Button.tsx'
import '../../bench/view/controls/run-controls.css'
import './race-controls.css'

/** Where those stand that are not the wire's, in this order. */
const GROUP_OF: Readonly<Record<Exclude<ControlKey, WireKey>, 'feed' | 'page'>> = {
  feed: 'feed',
  eventsPerMinute: 'feed',
  pollIntervalMs: 'page',
  heartbeatMs: 'page',
}

function settingsIn(group: 'feed' | 'page'): readonly ControlKey[] {
  const keys = Object.keys(GROUP_OF) as (keyof typeof GROUP_OF)[]
  return keys.filter((key) => GROUP_OF[key] === group)
}

export function RaceConditions({ viewState, ready }: RaceControlProps) {
  const { says } = viewState
  const id = useId()
  const [open, setOpen] = useState(false)
  const control = (setting: ControlKey): ComponentChildren => {
    const Control = setting === 'eventsPerMinute' ? RateSlider : SettingControl
    return (
      <Control
        key={setting}
        setting={setting}
        control={controlOf(setting)}
        viewState={viewState}
        ready={ready}
      />
    )
  }
  return (
    <div class="race-conditions needs-script">
      <QuietButton
        class="race-conditions-fold"
        aria-expanded={open}
        aria-controls={id}
        disabled={!ready}
        onClick={() => setOpen(!open)}
      >
        {says.conditions}
      </QuietButton>
      <div id={id} class={open ? 'race-groups' : 'race-groups race-groups-folded'}>
        <Group name={says.groups.feed}>{settingsIn('feed').map(control)}</Group>
        <Group name={says.groups.page}>{settingsIn('page').map(control)}</Group>
        <Group name={says.groups.wire} hint={says.simulated}>
          {WIRE_KEYS.map(control)}
        </Group>
        <Group name={says.groups.break} hint={says.brokenBy}>
          <BreakIt viewState={viewState} ready={ready} />
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

/** From one event a minute to fifty a second, where a bench has a few. */
function RateSlider({ viewState: { model, words, says }, ready }: RaceControlProps) {
  const rate = model.settings.value.eventsPerMinute ?? 12
  const byHand = model.settings.value.feed === 'manual'
  return (
    <Slider
      label={words.settings.eventsPerMinute.label}
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

const TARGETS = ['all', ...TRANSPORTS] as const satisfies readonly (Transport | 'all')[]

function BreakIt({ viewState: { model, words, says }, ready }: RaceControlProps) {
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
        <Button
          key={kind}
          class="button-quiet"
          disabled={off}
          onClick={() => model.fault({ kind, transport: whom })}
        >
          {words.run.faults[kind]}
        </Button>
      ))}
      <Button
        class="button-quiet"
        disabled={off}
        onClick={() => model.fault({ kind: 'restart', downMs: DEPLOY_DOWN_MS })}
      >
        {says.deploy}
      </Button>
    </>
  )
}
