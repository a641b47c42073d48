/**
 * Holds the trace of a race, which may go on for as long as somebody watches: the fold takes in everything, the trace itself is
 * kept up to a limit. What is too old goes as whole exchanges; of those that go on, heads stay and the rest is told as
 * `dropped`, so that what is exported is honest. Statements of the transports' code (`step`) are not kept at all.
 */
import { batch, signal } from '@preact/signals'
import { createRaceFold } from '../../wire/race/race-fold.ts'
import type { RaceView } from '../../wire/race/race-view.ts'
import { createConversation } from '../../wire/trace/conversation.ts'
import type { TraceEvent, TraceHeader } from '../../wire/trace/trace.ts'
import type { Conversation, LaneSpec } from '../../wire/trace/views.ts'
import { createRacePast, type PastEvent } from './race-past.ts'
import type { TraceLimit, TraceStore } from '../../bench/model/trace-store.ts'

export interface RaceStore extends TraceStore {
  readonly race: RaceView
}

export const RACE_LIMIT: TraceLimit = { events: 30_000, bytes: 6 * 1024 * 1024 }

/** Over the limit, so much of it is left: forgetting goes through what is kept, so it is done seldom. */
const LEFT = 0.75

/** What the views stand at: the trace as it is kept, or as it was kept when the reader paused. */
interface Shown {
  readonly race: RaceView
  readonly past: readonly PastEvent[]
  readonly events: readonly TraceEvent[]
  readonly firstMoment: number
}

/** Makes an empty store, or one filled with a recorded race, of which nothing is forgotten. */
export function createRaceStore(
  header: TraceHeader,
  lanes: readonly LaneSpec[],
  recorded: readonly TraceEvent[] = [],
  limit: TraceLimit = RACE_LIMIT,
): RaceStore {
  return new Store(header, lanes, recorded, limit)
}

class Store implements RaceStore {
  readonly header: TraceHeader
  readonly shown = signal(0)
  readonly version = signal(0)
  readonly #limit: TraceLimit
  readonly #fold
  readonly #past = createRacePast()
  #events: TraceEvent[] = []
  #firstMoment = 0
  #bytes = 0
  #frozen: Shown | undefined
  #said: { readonly at: number; readonly conversation: Conversation } | undefined

  constructor(
    header: TraceHeader,
    lanes: readonly LaneSpec[],
    recorded: readonly TraceEvent[],
    limit: TraceLimit,
  ) {
    this.header = header
    this.#limit = limit
    this.#fold = createRaceFold(lanes)
    for (const event of recorded) this.#add(event)
    this.shown.value = this.#end
  }

  get race(): RaceView {
    return this.#frozen?.race ?? this.#fold.view
  }

  get timeline(): RaceView['timeline'] {
    return this.race.timeline
  }

  /** While the store is paused, those that the views stand at. */
  get events(): readonly TraceEvent[] {
    return this.#frozen?.events ?? this.#events
  }

  get firstMoment(): number {
    return this.#frozen?.firstMoment ?? this.#firstMoment
  }

  /** Made when it is asked for, of what is kept. */
  get conversation(): Conversation {
    const at = this.shown.peek()
    if (this.#said?.at !== at) this.#said = { at, conversation: this.#talk() }
    return this.#said.conversation
  }

  append(more: readonly TraceEvent[]): boolean {
    for (const event of more) this.#add(event)
    if (this.#events.length > this.#limit.events || this.#bytes > this.#limit.bytes) this.#forget()
    this.#show()
    return true
  }

  pause(paused: boolean): void {
    if (paused) {
      this.#frozen ??= {
        race: this.#fold.view,
        past: this.#past.events(),
        events: [...this.#events],
        firstMoment: this.#firstMoment,
      }
      return
    }
    this.#frozen = undefined
    this.#show()
  }

  trace(): ReturnType<TraceStore['trace']> {
    const past = this.#past.events().map(({ event }) => event)
    return { header: this.header, events: [...past, ...this.#events] }
  }

  get #end(): number {
    return this.#firstMoment + this.#events.length
  }

  #add(event: TraceEvent): void {
    if (event.kind === 'step') return
    this.#fold.push(event, this.#end)
    if (event.kind === 'slice') this.#bytes += event.bytes.length
    this.#events.push(event)
  }

  #show(): void {
    if (this.#frozen !== undefined || this.shown.peek() === this.#end) return
    batch(() => {
      this.shown.value = this.#end
      this.version.value++
    })
  }

  #forget(): void {
    let count = 0
    while (
      this.#events.length - count > this.#limit.events * LEFT ||
      this.#bytes > this.#limit.bytes * LEFT
    ) {
      const event = this.#events[count]
      if (event === undefined) break
      if (event.kind === 'slice') this.#bytes -= event.bytes.length
      this.#past.take(event, this.#firstMoment + count)
      count++
    }
    this.#events = this.#events.slice(count)
    this.#firstMoment += count
  }

  #talk(): Conversation {
    const conversation = createConversation()
    const past = this.#frozen?.past ?? this.#past.events()
    for (const { event, moment } of past) conversation.push(event, moment)
    const first = this.firstMoment
    this.events.forEach((event, i) => conversation.push(event, first + i))
    return conversation.view
  }
}
