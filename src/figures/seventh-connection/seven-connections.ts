/**
 * More streams than a browser opens to one host: opens EventSources one by one in a bench's lab, closes them again, and meanwhile
 * asks the server for something short, to see how long that waits. Noted in the trace; bounded, since every tab shares the six.
 */
import type { BenchModel } from '../../bench/model/bench-model.ts'
import { openProbe, type EventSourceProbe } from '../../bench/model/event-source-probe.ts'

/** Chromium and Firefox both open so many HTTP/1.1 connections to one host (RFC 9112 9.4 sets no number). */
export const CONNECTIONS_TO_ONE_HOST = 6
/** Enough to see one wait, and another behind it. */
export const MOST_STREAMS = 8
const LONGEST_ASK_MS = 60_000

export interface SevenConnections {
  /** Opens one more stream; nothing where there are `MOST_STREAMS`. */
  open(): void
  /** Closes a stream by its name in the trace. */
  close(run: string): void
  /** Asks for a few bytes over HTTP; the trace has when, and when the answer came. One at a time. */
  ask(): void
  /** How many streams are open or wait. */
  count(): number
  /** Closes all and gives up what was asked. */
  letGo(): void
}

/** Makes one for a bench. It works while the bench runs; what is open closes when that ends. */
export function sevenConnections(model: BenchModel): SevenConnections {
  let sources: readonly EventSourceProbe[] = []
  let opened = 0
  let asked = 0
  let asking: AbortController | undefined

  function living(): readonly EventSourceProbe[] {
    return (sources = sources.filter(({ source }) => source.readyState !== EventSource.CLOSED))
  }

  async function ask(): Promise<void> {
    const run = `ask.${++asked}`
    const given = (asking = new AbortController())
    const stop = model.state.subscribe(({ kind }) => {
      if (kind !== 'running') given.abort()
    })
    const tooLong = setTimeout(() => given.abort(), LONGEST_ASK_MS)
    model.note(run, { kind: 'asked', target: '/healthz' })
    try {
      const { status } = await fetch('/healthz', { cache: 'no-store', signal: given.signal })
      model.note(run, { kind: 'answer', status })
    } catch {
      model.note(run, { kind: 'failed' })
    } finally {
      clearTimeout(tooLong)
      stop()
      if (asking === given) asking = undefined
    }
  }

  return {
    open() {
      if (model.state.peek().kind !== 'running' || living().length >= MOST_STREAMS) return
      sources = [...sources, openProbe(model, `socket.${++opened}`)]
    },
    close(run) {
      for (const own of sources) if (own.run === run) own.close()
      living()
    },
    ask() {
      if (asking === undefined && model.state.peek().kind === 'running') void ask()
    },
    count: () => living().length,
    letGo() {
      asking?.abort()
      for (const own of sources) own.close()
      sources = []
    },
  }
}
