/** What an exchange of a trace can be: of a lab's, or in an opened capture file also one that is no lab's, plain HTTP of any kind. */
import { EXCHANGE_KINDS } from '../../contract/transports.ts'

export { EXCHANGE_KINDS, TRANSPORTS, type Transport, type ExchangeKind } from '../../contract/transports.ts'

export const TRACED_KINDS = [...EXCHANGE_KINDS, 'http'] as const

export type TracedKind = (typeof TRACED_KINDS)[number]
