/**
 * The refusals of the contract: every stable code with its status, and the one body they all have.
 * A refusal is data that travels up to whoever answers; only our own mistakes throw.
 */

const STATUS_OF_CODE = {
  'bad-request': 400,
  'bad-cursor': 400,
  'bad-callback': 400,
  'bad-settings': 400,
  'bad-json': 400,
  'bad-event': 400,
  'bad-fault': 400,
  'bad-answer': 400,
  'bad-client': 400,
  'bad-idempotency-key': 400,
  'bad-handshake': 400,
  'foreign-origin': 403,
  'foreign-target': 403,
  'lab-not-found': 404,
  'watch-not-found': 404,
  'not-found': 404,
  'method-not-allowed': 405,
  'request-timeout': 408,
  'body-too-large': 413,
  'expectation-failed': 417,
  'misdirected-request': 421,
  'upgrade-required': 426,
  'too-many-labs': 429,
  'too-many-connections': 429,
  'too-many-watchers': 429,
  'too-many-events': 429,
  'too-many-answers': 429,
  'head-too-large': 431,
  'internal-error': 500,
  draining: 503,
  'memory-full': 503,
  restarting: 503,
  'store-unavailable': 503,
  'http-version-not-supported': 505,
} as const

export type ErrorCode = keyof typeof STATUS_OF_CODE

/** Something asked for that is not done: `message` says what to do instead. */
export interface Refusal {
  readonly refused: ErrorCode
  readonly message: string
  /** Header lines that belong to this answer alone: name, value, name, value … */
  readonly headers: readonly string[]
}

/** A refusal with the header lines it needs (`Allow`, `Retry-After`) as name and value in turn. */
export function refuse(code: ErrorCode, message: string, headers: readonly string[] = []): Refusal {
  return { refused: code, message, headers }
}

/** True for a refusal; what else a call can give never has a `refused`. */
export function isRefusal<T extends object>(value: T | Refusal): value is Refusal {
  return 'refused' in value
}

/** The HTTP status that goes with a code. */
export function statusOf(code: ErrorCode): number {
  return STATUS_OF_CODE[code]
}

/** The JSON body of a refusal. */
export function errorBody(refusal: Refusal): string {
  return JSON.stringify({ error: { code: refusal.refused, message: refusal.message } })
}

/** The refusal of a method that a path does not have; `allowed` becomes `Allow`, with HEAD wherever there is GET. */
export function methodNotAllowed(method: string, allowed: readonly string[]): Refusal {
  const allow = allowed.flatMap((name) => (name === 'GET' ? ['GET', 'HEAD'] : [name])).join(', ')
  return refuse('method-not-allowed', `${method} is not for this path; use ${allow}.`, ['Allow', allow])
}

/** The refusal of a lab's transports while a restart, which is a fault, keeps them down. */
export function restarting(restMs: number): Refusal {
  return refuse('restarting', 'This lab plays a server that restarts; come again when it is up.', [
    'Retry-After',
    String(Math.ceil(restMs / 1_000)),
  ])
}

/** The refusal of what would take memory, while there is too little left for all labs together. */
export function memoryFull(): Refusal {
  return refuse(
    'memory-full',
    'This server keeps as much as it may just now, for all or for your address; end a lab that is not needed, or try again in a few seconds.',
    ['Retry-After', '5'],
  )
}

/** The refusal of one lab too many: of all, or of those of one address. */
export function tooManyLabs(where: 'server' | 'address', most: number): Refusal {
  const message = {
    server: `This server keeps so many labs at once: ${most}. One with nobody connected is removed after a minute; try again then.`,
    address: `Your address has so many labs at once, the most it may: ${most}. One with nobody connected is removed after a minute; end some, or try again then.`,
  }[where]
  return refuse('too-many-labs', message, ['Retry-After', '30'])
}

/** The refusal of an event over a lab's rate. */
export function tooManyEvents(perMinute: number, retryAfterSeconds: number): Refusal {
  const message = `A lab takes ${perMinute} events a minute; try again in ${retryAfterSeconds} s.`
  return refuse('too-many-events', message, ['Retry-After', String(retryAfterSeconds)])
}

/** The refusal of what needs the store that instances share, while it cannot be reached. */
export function storeUnavailable(): Refusal {
  return refuse(
    'store-unavailable',
    'What this server shares with others cannot be reached just now. What is open stays open; try again in a moment, with the same Idempotency-Key.',
    ['Retry-After', '2'],
  )
}

/** The refusal for an id that names no lab, or one that has ended. */
export function labNotFound(): Refusal {
  return refuse(
    'lab-not-found',
    'No lab has this id, or it has ended: one with nobody connected is removed after a minute. Make one with POST /labs.',
  )
}

/** The refusal for a key by which nobody watches, or no more. */
export function watchNotFound(): Refusal {
  return refuse('watch-not-found', 'Nothing is to be watched by this key: its owner has ended it, or left.')
}
