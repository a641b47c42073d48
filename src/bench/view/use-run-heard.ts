/**
 * What is heard of a run, once each, in the order it happens: how it stands, that it pauses or goes on, a fault. Not every event: while
 * a run is live that would be a flood.
 */
import { useRef } from 'preact/hooks'
import type { FaultMoment } from '../../wire/trace/trace.ts'
import type { LiveState } from '../model/bench-model.ts'
import { NO_SERVER_CODE } from '../model/lab-client.ts'
import type { BenchWords } from './words.ts'

interface RunNow {
  readonly state: LiveState
  readonly isPaused: boolean
  /** The latest of the run. */
  readonly fault: FaultMoment | undefined
  /** Said of a live run in place of “live”. */
  readonly instead: string | undefined
}

/** `change` is another with each thing said, so that the same words are heard a second time. */
export function useRunHeard(
  now: RunNow,
  words: BenchWords,
): { readonly text: string; readonly change: number } {
  const { state, isPaused, fault, instead } = now
  const before = useRef(now)
  const heard = useRef({ text: standing(now, words), change: 0 })
  const was = before.current
  before.current = now
  const isOn = state.kind === 'running'
  const said =
    state.kind !== was.state.kind || (isOn && instead !== was.instead)
      ? [standing(now, words)]
      : [
          ...(isOn && isPaused !== was.isPaused
            ? [words.bench[isPaused ? 'heardPaused' : 'heardGoesOn']]
            : []),
          ...(isOn && fault !== undefined && fault.at !== was.fault?.at ? [faultText(fault, words)] : []),
        ]
  if (said.length > 0) heard.current = { text: said.join(' '), change: heard.current.change + 1 }
  return heard.current
}

export function refusedText({ code, message }: { code: string; message: string }, words: BenchWords): string {
  return code === NO_SERVER_CODE ? words.bench.noServer : words.bench.refused(message)
}

function standing({ state, instead }: RunNow, words: BenchWords): string {
  if (state.kind === 'refused') return refusedText(state, words)
  if (state.kind === 'stopped') return words.bench.because[state.because ?? 'reader']
  return (state.kind === 'running' ? instead : undefined) ?? words.bench.heard[state.kind]
}

function faultText(fault: FaultMoment, words: BenchWords): string {
  return words.run.fault(fault, fault.transport === 'all' ? words.run.all : words.transport[fault.transport])
}
