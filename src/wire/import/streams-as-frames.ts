/** Streams of which nobody saw the beginning, read as frames because somebody says that they are. */
import type { Trace } from '../trace/trace.ts'

/** Whether a trace has any that are read as something else. */
export function hasStreams({ events }: Trace): boolean {
  return events.some((event) => event.kind === 'exchange-opened' && isStream(event.transport))
}

/** Gives the trace with those read as frames of a WebSocket whose handshake is missing. */
export function streamsAsFrames(trace: Trace): Trace {
  const events = trace.events.map((event) =>
    event.kind === 'exchange-opened' && isStream(event.transport)
      ? { ...event, transport: 'frames' as const }
      : event,
  )
  return { ...trace, events }
}

const isStream = (transport: string): boolean => transport === 'bytes' || transport === 'stream'
