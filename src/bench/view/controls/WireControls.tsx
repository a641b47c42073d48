/** Controls of what happens on the way and how often a quiet stream says that it lives. */
import { Choice } from './Choice.tsx'
import type { ControlProps } from './SceneControls.tsx'
import { Slider } from './Slider.tsx'

/** A page gives up after so many heartbeats have not come. */
const HEARTBEATS_MISSED = 2.5

/** Where the two timers are held against each other, their sliders have one range. */
const LONGEST_MS = { alone: 30_000, compared: 10_000 }

export function HeartbeatSlider({ frame: { model, words }, scene, ready }: ControlProps) {
  const value = model.settings.value.heartbeatMs ?? 15_000
  return (
    <Slider
      label={words.controls.heartbeat}
      value={value}
      min={1000}
      max={scene.controls.includes('idle-time') ? LONGEST_MS.compared : LONGEST_MS.alone}
      step={500}
      text={words.duration(value)}
      ready={ready}
      onChange={(heartbeatMs) => {
        model.options.value = { ...model.options.peek(), silenceMs: HEARTBEATS_MISSED * heartbeatMs }
        model.patch({ heartbeatMs })
      }}
    />
  )
}

const RATES = [0, 256, 1000, 4000, 20_000] as const

export function BandwidthChoice({ frame: { model, words }, ready }: ControlProps) {
  return (
    <Choice
      label={words.controls.bandwidth}
      value={model.settings.value.wire?.bytesPerSecond ?? 0}
      values={RATES}
      text={(value) => (value === 0 ? words.controls.unlimited : words.controls.perSecond(value))}
      hint={words.controls.simulated}
      ready={ready}
      onChange={(bytesPerSecond) => model.patch({ wire: { bytesPerSecond } })}
    />
  )
}

const BUFFERS = [0, 1024, 4096, 8192] as const

export function BufferChoice({ frame: { model, words }, ready }: ControlProps) {
  return (
    <Choice
      label={words.controls.buffer}
      value={model.settings.value.wire?.bufferBytes ?? 0}
      values={BUFFERS}
      text={(value) => (value === 0 ? words.controls.noBuffer : words.bytes(value))}
      hint={words.controls.simulated}
      ready={ready}
      onChange={(bufferBytes) => model.patch({ wire: { bufferBytes } })}
    />
  )
}

/** Beside the heartbeat's slider, with the same steps: the two are held against each other. */
export function IdleSlider({ frame: { model, words }, ready }: ControlProps) {
  const value = model.settings.value.wire?.idleTimeoutMs ?? 0
  return (
    <Slider
      label={words.controls.idle}
      value={value}
      min={1000}
      max={LONGEST_MS.compared}
      step={500}
      text={words.duration(value)}
      hint={words.controls.simulated}
      ready={ready}
      onChange={(idleTimeoutMs) => model.patch({ wire: { idleTimeoutMs } })}
    />
  )
}

const IDLE_TIMES = [0, 2000, 6000, 20_000] as const

export function IdleChoice({ frame: { model, words }, ready }: ControlProps) {
  return (
    <Choice
      label={words.controls.idle}
      value={model.settings.value.wire?.idleTimeoutMs ?? 0}
      values={IDLE_TIMES}
      text={(value) => (value === 0 ? words.controls.noIdle : words.duration(value))}
      hint={words.controls.simulated}
      ready={ready}
      onChange={(idleTimeoutMs) => model.patch({ wire: { idleTimeoutMs } })}
    />
  )
}
