/**
 * EventSources that a figure opens by itself in its bench's lab, beside or instead of the scene's runs: the plain interface,
 * listened to and noted in the trace under a name of its own. All close when the bench's run ends, however it ends.
 */
import { effect } from '@preact/signals'
import { TRY } from '../../wire/trace/queries/probes.ts'
import type { BenchModel } from './bench-model.ts'

export interface EventSourceProbe {
  readonly run: string
  readonly source: EventSource
  /** Resolves the next time it opens or errs; at once where it is CLOSED. */
  changed(): Promise<void>
  /** Closes it and notes that it is CLOSED. It tells nothing any more. */
  close(): void
}

/**
 * Opens an EventSource on the `sse` of a running bench's lab and notes what it does under `run`: each state, each error, each
 * event dispatched to a listener. A named event goes only to who listens for its name, so the `names` are to be known.
 */
export function openProbe(model: BenchModel, run: string, names: readonly string[] = []): EventSourceProbe {
  const query = new URLSearchParams({ [TRY]: run })
  const source = new EventSource(`/labs/${model.header.peek().lab}/sse?${query}`)
  let waiting: (() => void)[] = []
  let isOver = false

  function noteState(): void {
    model.note(run, { kind: 'ready-state', of: 'EventSource', value: source.readyState })
  }
  function tell(): void {
    const told = waiting
    waiting = []
    for (const resolve of told) resolve()
  }
  function hear(event: Event): void {
    if (isOver) return
    // `event: error` in a stream comes as a MessageEvent to the listeners for errors, and is none.
    if (event instanceof MessageEvent) {
      const { type, data, lastEventId, origin } = event as MessageEvent<string>
      model.note(run, { kind: 'dispatched', type, data, lastEventId, origin })
      return
    }
    if (event.type === 'error') model.note(run, { kind: 'error' })
    noteState()
    tell()
  }

  noteState()
  for (const name of new Set(['open', 'error', 'message', ...names])) source.addEventListener(name, hear)

  const stopWatching = effect(() => {
    if (model.state.value.kind !== 'running') close()
  })

  function close(): void {
    if (isOver) return
    const wasOpen = source.readyState !== EventSource.CLOSED
    source.close()
    if (wasOpen) noteState()
    isOver = true
    tell()
    // Not inside the effect itself, which is being made when it finds nothing running.
    queueMicrotask(() => stopWatching())
  }

  return {
    run,
    source,
    close,
    changed() {
      if (isOver || source.readyState === EventSource.CLOSED) return Promise.resolve()
      return new Promise((resolve) => waiting.push(resolve))
    },
  }
}
