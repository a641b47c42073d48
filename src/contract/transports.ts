/** The transports, named as in paths, faults and the tap. A sixth is a list of compile errors to walk. */
export const TRANSPORTS = ['short-poll', 'long-poll', 'iframe-stream', 'sse', 'ws'] as const

export type Transport = (typeof TRANSPORTS)[number]

/** What an exchange of a lab can be: one of the transports, or the POST that is the upstream half of four of them. */
export const EXCHANGE_KINDS = [...TRANSPORTS, 'events'] as const

export type ExchangeKind = (typeof EXCHANGE_KINDS)[number]
