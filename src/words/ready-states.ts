/** What the interfaces themselves call things, in every language. */

const STATES = {
  WebSocket: ['CONNECTING', 'OPEN', 'CLOSING', 'CLOSED'],
  EventSource: ['CONNECTING', 'OPEN', 'CLOSED'],
} as const

interface State {
  readonly of: keyof typeof STATES
  readonly value: number
}

/** `OPEN`; empty for a value that the interface does not have. */
export function stateName({ of, value }: State): string {
  return STATES[of][value] ?? ''
}

/** `readyState 1 OPEN`. */
export function readyState(now: State): string {
  return `readyState ${now.value} ${stateName(now)}`.trimEnd()
}

/** `close 1000`, and the reason that was given with it, in its quotes. */
export function closeCode(code: number | undefined, reason: string): string {
  return code === undefined ? 'close' : `close ${code}${reason}`
}
