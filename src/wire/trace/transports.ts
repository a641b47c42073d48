/** What an exchange of a trace can be: of a lab's, or in an opened capture file also one that is no lab's. */
import { EXCHANGE_KINDS } from '../../contract/transports.ts'

export { EXCHANGE_KINDS, TRANSPORTS, type Transport, type ExchangeKind } from '../../contract/transports.ts'

export const TRACED_KINDS = [
  ...EXCHANGE_KINDS,
  /** Plain HTTP of any kind. */
  'http',
  /** A WebSocket whose handshake is not in the trace. */
  'frames',
  /** An answer that goes on, an event stream most likely, and whose head is not in the trace. */
  'stream',
  /** Bytes of which nobody said what they are. */
  'bytes',
] as const

export type TracedKind = (typeof TRACED_KINDS)[number]
