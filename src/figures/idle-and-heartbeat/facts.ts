/**
 * When the connections of a run lived, when a heartbeat came, and how often a box on the way dropped one: the facts under
 * the figure of heartbeat against idle timeout. Pure, from the timeline alone; prose takes its numbers from here too.
 */
import type { Transport } from '../../wire/trace/transports.ts'
import type { Lane, Timeline } from '../../wire/trace/views.ts'

export interface Life {
  readonly fromMs: number
  readonly toMs: number
  /** `dropped`: by the box on the way. `on`: still there where the run ends, or at the end of what is known. */
  readonly end: 'dropped' | 'ended' | 'on'
}

export interface LaneLives {
  readonly run: string
  readonly transport: Transport
  readonly lives: readonly Life[]
  readonly beatsMs: readonly number[]
  readonly drops: number
  /** `close` events with 1006 that the page had for them; an EventSource has none. */
  readonly told1006: number
}

/** Of a scene's settings, those that a connection's life depends on; 0 where one is not set. */
export interface LivesSettings {
  readonly heartbeatMs?: number
  readonly wire?: { readonly idleTimeoutMs?: number }
}

export interface RunLives {
  readonly heartbeatMs: number
  readonly idleTimeoutMs: number
  readonly spanMs: number
  readonly lanes: readonly LaneLives[]
}

/** The lives of every lane, from the start of the run to its end. */
export function livesOf(timeline: Timeline, settings: LivesSettings): RunLives {
  const spans = timeline.lanes.flatMap((lane) => lane.spans)
  const origin = Math.min(timeline.end, ...spans.map(({ from }) => from))
  const end = Math.max(origin, ...spans.map(({ to }) => to ?? timeline.end))
  return {
    heartbeatMs: settings.heartbeatMs ?? 0,
    idleTimeoutMs: settings.wire?.idleTimeoutMs ?? 0,
    spanMs: end - origin,
    lanes: timeline.lanes.map((lane) => laneLives(lane, origin, end)),
  }
}

function laneLives(lane: Lane, origin: number, end: number): LaneLives {
  const dropped = new Set(lane.ends.flatMap(({ exchange, how }) => (how === 'timeout' ? [exchange] : [])))
  const lives = lane.holds
    .filter(({ kind }) => kind === 'open')
    .map(({ exchange, from, to }): Life => ({
      fromMs: from - origin,
      toMs: Math.min(to ?? end, end) - origin,
      end: dropped.has(exchange) ? 'dropped' : to === undefined || to >= end ? 'on' : 'ended',
    }))
  return {
    run: lane.spec.run,
    transport: lane.spec.transport,
    lives,
    beatsMs: lane.notes.flatMap(({ at, note }) => (note.kind === 'heartbeat' ? [at - origin] : [])),
    drops: lives.filter((life) => life.end === 'dropped').length,
    told1006: lane.notes.filter(({ note }) => note.kind === 'closed' && note.code === 1006).length,
  }
}
