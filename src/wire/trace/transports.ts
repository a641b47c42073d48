/** The transports, named as in paths, faults and the tap. A sixth is a list of compile errors to walk. */
export const TRANSPORTS = ['short-poll', 'long-poll', 'iframe-stream', 'sse', 'ws'] as const

export type Transport = (typeof TRANSPORTS)[number]

/** What an exchange of a lab can be: one of the transports, or the POST that is the upstream half of four of them. */
export type ExchangeKind = Transport | 'events'

export const EXCHANGE_KINDS: readonly ExchangeKind[] = [...TRANSPORTS, 'events']

/** What an exchange of a trace can be: in an opened capture file also one that is no lab's, plain HTTP of any kind. */
export type TracedKind = ExchangeKind | 'http'

export const TRACED_KINDS: readonly TracedKind[] = [...EXCHANGE_KINDS, 'http']
