/** A store of a recorded run whose bytes nobody has looked into: what was said in it is not there, when it was is. */
import { signal } from '@preact/signals'
import type { SeenRun } from '../../wire/trace/seen-run.ts'
import type { Conversation } from '../../wire/trace/views.ts'
import type { TraceStore } from './trace-store.ts'

const UNREAD: Conversation = {
  connections: [],
  exchanges: [],
  exchange: () => undefined,
  source: () => undefined,
  unit: () => undefined,
}

/** Nothing is appended to it: a live run has a store of its own. */
export function seenStore({ header, events, timeline }: SeenRun): TraceStore {
  return {
    header,
    events,
    firstMoment: 0,
    conversation: UNREAD,
    timeline,
    shown: signal(events.length),
    version: signal(0),
    append: () => false,
    pause: () => undefined,
    trace() {
      throw new Error('a run that is only seen has no bytes')
    },
  }
}
