/** One line under a figure's controls: whose run is on show, why nothing runs, and the way back to the recorded one. */
import { BENCH_WORDS } from '../words.ts'
import type { Language } from '../../../words/languages.ts'
import { PROBE_WORDS } from './probe-words.ts'
import type { BenchModel } from '../../model/bench-model.ts'
import { lossText } from '../loss-text.ts'
import { QuietButton } from '../../../ui/Button.tsx'
import './probe-figure.css'

interface Props {
  readonly model: BenchModel
  readonly language: Language
}

export function ProbeState({ model, language }: Props) {
  const words = PROBE_WORDS[language]
  const state = model.state.value
  const complaint = model.complaint.value
  const lost = lossText(state, BENCH_WORDS[language])
  const isAtRest = state.kind === 'stopped' || state.kind === 'refused' || state.kind === 'server-gone'
  return (
    <div class="probe-state">
      <p class="probe-noscript">{words.needsScript}</p>
      <p class={`probe-text needs-script probe-${state.kind}`} role="status">
        <span aria-hidden="true" class="probe-dot" />
        {words.state(state, model.isRecorded.value, model.events.length === 0)}
      </p>
      {lost === undefined ? null : (
        <p class="own-run-complaint" role="status">
          {lost}
        </p>
      )}
      {complaint === undefined ? null : (
        <p class="probe-complaint" role="status">
          {BENCH_WORDS[language].bench.complaint(complaint.message)}
        </p>
      )}
      <span class="probe-tools needs-script">
        {state.kind === 'server-gone' ? (
          <QuietButton onClick={() => void model.start()}>{words.tryNow}</QuietButton>
        ) : null}
        {isAtRest && !model.isRecorded.value ? (
          <QuietButton onClick={() => model.showRecorded()}>{words.showRecorded}</QuietButton>
        ) : null}
        {state.kind === 'running' || state.kind === 'starting' ? (
          <QuietButton onClick={() => model.stop()}>{words.stop}</QuietButton>
        ) : null}
      </span>
    </div>
  )
}
