/**
 * Says at a glance whose bytes these are: recorded, live and the reader's own, paused, stopped and why, server
 * gone with the time of the next try, refused. What is heard is said once a change, without the countdown.
 */
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { BenchWords } from './words.ts'
import type { BenchViewState } from './bench-view-state.ts'
import { faultText } from './fault-text.ts'
import { lossText } from './loss-text.ts'
import type { LiveState } from '../model/bench-model.ts'
import { NO_SERVER_CODE } from '../model/lab-client.ts'
import { QuietButton } from '../../ui/Button.tsx'

/** What the line reads; a race has no more to give. */
export type StateLineView = Pick<
  BenchViewState,
  'model' | 'language' | 'words' | 'events' | 'shown' | 'timeline'
>

interface Props {
  readonly viewState: StateLineView
  readonly ready: boolean
  /** Said of a live run in place of “live”, where there is more to say. */
  readonly instead?: string | undefined
  /** More that can be done with the run on show. */
  readonly children?: ComponentChildren
}

export function StateLine({ viewState, ready, instead, children }: Props) {
  const { model, words } = viewState
  const state = model.state.value
  const now = useSeconds(state.kind === 'server-gone')
  const paused = state.kind === 'running' && model.paused.value
  const fault = state.kind === 'running' ? viewState.timeline.faults.at(-1)?.fault : undefined
  const { message } = model.complaint.value ?? {}
  const loss = lossText(state, words)
  return (
    <div class="state">
      <p class={`state-text needs-script state-${paused ? 'paused' : state.kind}`}>
        <span aria-hidden="true" class="state-dot" />
        <span>
          {(state.kind === 'running' ? instead : undefined) ??
            stateText(state, viewState, paused, ready, now, words)}
        </span>
      </p>
      {/* A part is heard when it changes, and not the others again. */}
      <div class="state-told" role="status" aria-atomic="false">
        <span class="only-heard" key={String(paused)}>
          {paused ? words.bench.paused(0) : ready ? heardText(state, words) : ''}
        </span>
        <span class="only-heard" key={fault?.at}>
          {fault && faultText(fault, words)}
        </span>
        {loss === undefined ? null : (
          <p class={state.kind === 'running' ? 'state-after' : 'state-complaint'}>{loss}</p>
        )}
        {message === undefined ? null : <p class="state-complaint">{words.bench.complaint(message)}</p>}
      </div>
      <span class="state-tools needs-script">
        {state.kind === 'server-gone' ? (
          <QuietButton onClick={() => void model.start()}>{words.bench.tryNow}</QuietButton>
        ) : null}
        {state.kind !== 'recorded' && state.kind !== 'running' && state.kind !== 'starting' ? (
          <QuietButton onClick={() => model.showRecorded()}>{words.bench.showRecorded}</QuietButton>
        ) : null}
        {children}
      </span>
    </div>
  )
}

function stateText(
  state: LiveState,
  viewState: StateLineView,
  paused: boolean,
  ready: boolean,
  now: number,
  words: BenchWords,
): string {
  switch (state.kind) {
    case 'recorded':
      return words.bench.recorded
    case 'starting':
      return words.bench.starting
    case 'running':
      return paused
        ? words.bench.paused(viewState.events.length - viewState.shown)
        : words.bench.live(words.duration(viewState.timeline.uncertaintyMs))
    case 'stopped':
      return viewState.events.length === 0 ? '' : words.bench.because[state.because ?? 'reader']
    case 'server-gone':
      return words.bench.gone(ready ? Math.max(0, Math.ceil((state.retryAt - now) / 1000)) : 0)
    case 'refused':
      return refusedText(state, words)
  }
}

function refusedText({ code, message }: { code: string; message: string }, words: BenchWords): string {
  return code === NO_SERVER_CODE ? words.bench.noServer : words.bench.refused(message)
}

function heardText(state: LiveState, words: BenchWords): string {
  if (state.kind === 'refused') return refusedText(state, words)
  if (state.kind === 'stopped') return words.bench.because[state.because ?? 'reader']
  return words.bench.heard[state.kind]
}

/** The browser's time, told every second while somebody counts down. */
function useSeconds(on: boolean): number {
  const [now, setNow] = useState(0)
  useEffect(() => {
    if (!on) return
    // As the bench counts it: a wall clock that is set meanwhile changes nothing.
    const tell = (): void => setNow(performance.timeOrigin + performance.now())
    tell()
    const timer = setInterval(tell, 1000)
    return () => clearInterval(timer)
  }, [on])
  return now
}
