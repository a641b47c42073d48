/**
 * What the tests of the transports put into a page of the site: its own transports, each started with a run that keeps what
 * is handed to the page. Called from the test by the name it puts there.
 */
import { createRun } from '../../src/transports/run.ts'
import { isRunName } from '../../src/transports/run-names.ts'
import { TRANSPORT_TABLE } from '../../src/transports/transport-table.ts'
import type { Run } from '../../src/transports/transport.ts'
import type { FeedEvent } from '../../src/wire/trace/trace.ts'

export interface HeardAsked {
  /** `/labs/<id>` */
  readonly lab: string
  /** Names of runs. */
  readonly runs: readonly string[]
  /** Stops once each run was handed so many events. */
  readonly events: number
  readonly atMostMs: number
}

/** What each run handed to the page, event by event as JSON. */
export type Heard = Readonly<Record<string, readonly string[]>>

/** Runs transports side by side from the first event on, and resolves with what they heard, as JSON. */
async function hear({ lab, runs, events, atMostMs }: HeardAsked): Promise<string> {
  const heard: Record<string, string[]> = {}
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), atMostMs)

  function take(run: string, event: FeedEvent): void {
    heard[run]?.push(JSON.stringify(event))
    if (runs.every((each) => (heard[each]?.length ?? 0) >= events)) stop.abort()
  }

  await Promise.all(
    runs.map(async (name) => {
      heard[name] = []
      const run = createRun({
        name,
        lab,
        last: 0,
        signal: stop.signal,
        options: () => ({ pollIntervalMs: 50, silenceMs: 37_500, query: '' }),
        now: () => Date.now(),
        after(ms, fire) {
          const pause = setTimeout(fire, ms)
          return { cancel: () => clearTimeout(pause) }
        },
        random: () => Math.random(),
        append: () => undefined,
        takeInput: () => undefined,
      })
      // As the page's own run, getters and all, but for what is delivered.
      const listening = Object.create(run, {
        deliver: { value: (event: FeedEvent) => take(name, event) },
      }) as Run
      if (!isRunName(name)) throw new Error(`No run is called ${name}`)
      await TRANSPORT_TABLE[name].run(listening).catch((reason: unknown) => {
        if (!stop.signal.aborted) throw reason
      })
    }),
  )
  clearTimeout(timer)
  return JSON.stringify(heard)
}

Object.assign(globalThis, { hear })
