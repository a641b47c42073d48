/**
 * A live run as a source of its trace: what the observer hears and what the page's own runs do, put into one
 * order and handed on once a frame, so that fifty events a second are fifty appends and few redraws.
 */
import type { TraceEvent, TraceHeader } from '../../wire/trace/trace.ts'
import type { Browser, Timer } from '../../transports/browser.ts'
import { createInOrder } from './in-order.ts'
import type { TraceSource } from './trace-source.ts'

export interface LiveSource extends TraceSource {
  heard(events: readonly TraceEvent[]): void
  happened(event: TraceEvent): void
  /** Hands on everything that still waits; nothing comes after it. */
  end(): void
}

/** Makes one for one subscriber. `now` is the server's clock, as well as the page knows it. */
export function liveSource(header: TraceHeader, browser: Browser, now: () => number): LiveSource {
  const inOrder = createInOrder()
  let append: ((events: readonly TraceEvent[]) => void) | undefined
  let frame: Timer | undefined
  let ended = false

  function hand(events: readonly TraceEvent[]): void {
    if (events.length > 0) append?.(events)
  }

  function onFrame(): void {
    frame = undefined
    hand(inOrder.take(now()))
    schedule()
  }

  function schedule(): void {
    if (inOrder.waiting && append !== undefined) frame ??= browser.onFrame(onFrame)
  }

  return {
    header,
    subscribe(subscriber) {
      append = subscriber
      schedule()
      return () => {
        append = undefined
        frame?.cancel()
        frame = undefined
      }
    },
    heard(events) {
      if (ended) return
      inOrder.fromServer(events)
      schedule()
    },
    happened(event) {
      if (ended) return
      inOrder.fromPage(event)
      schedule()
    },
    end() {
      if (ended) return
      ended = true
      frame?.cancel()
      frame = undefined
      hand(inOrder.rest())
    },
  }
}
