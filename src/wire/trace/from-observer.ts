/**
 * From the observer's messages to the trace's events: the live source and the server's tests read the tap with this.
 */
import { fromBase64 } from '../bytes/base64.ts'
import type { ObserverMessage } from '../../contract/observe.ts'
import type { TraceEvent } from './trace.ts'

/**
 * Gives the trace events that one message of the observer stands for: one, or none where it tells of the observer's own
 * affairs (`welcome`, `replayed`, `sync`, `watchers`, `error`), or of what another page did (`reported`). `at`, server-clock ms,
 * is when a `dropped` came, since the message has no time of its own. A slice whose bytes are no base64 becomes a `dropped` without length, never a throw.
 */
export function toTraceEvents(message: ObserverMessage, at: number): TraceEvent[] {
  switch (message.kind) {
    case 'welcome':
    case 'replayed':
    case 'sync':
    case 'watchers':
    case 'reported':
    case 'error':
      return []
    case 'connection':
      return message.how === undefined
        ? [{ kind: 'connection-opened', connection: message.connection, at: message.at }]
        : [{ kind: 'connection-closed', connection: message.connection, at: message.at, how: message.how }]
    case 'exchange': {
      const { exchange, connection, transport } = message
      if (message.state === 'closed') return [{ kind: 'exchange-closed', exchange, at: message.at }]
      return [{ kind: 'exchange-opened', exchange, connection, transport, at: message.at }]
    }
    case 'slice': {
      const { exchange, direction, offset, left, arrived } = message
      const bytes = fromBase64(message.bytes)
      if (bytes === undefined)
        return [{ kind: 'dropped', exchange, direction, offset, length: 0, at: arrived }]
      return [{ kind: 'slice', exchange, direction, offset, left, arrived, bytes }]
    }
    case 'dropped': {
      const { exchange, direction, offset, length } = message
      return [{ kind: 'dropped', exchange, direction, offset, length, at }]
    }
    case 'event':
      return [{ kind: 'published', event: message.event, at: message.event.at }]
  }
}
