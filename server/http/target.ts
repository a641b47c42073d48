/** A request's target, read only as far as it takes to see whether it is a lab's call, and which. */

export interface LabTarget {
  readonly labId: string
  /** What follows the id: `long-poll`, `observe`, … */
  readonly call: string
  /** What follows the `?`; empty where there is none. */
  readonly query: string
}

const PREFIX = '/labs/'

/** The parts of `/labs/<id>/<call>?<query>`; `undefined` for every other target. Nothing is percent-decoded: no id or call needs it. */
export function labTarget(target: string): LabTarget | undefined {
  const path = target.startsWith('/') ? target : withoutOrigin(target)
  if (!path.startsWith(PREFIX)) return undefined
  const slash = path.indexOf('/', PREFIX.length)
  if (slash < 0) return undefined
  const mark = path.indexOf('?', slash)
  return {
    labId: path.slice(PREFIX.length, slash),
    call: path.slice(slash + 1, mark < 0 ? path.length : mark),
    query: mark < 0 ? '' : path.slice(mark + 1),
  }
}

/** A server must take the absolute form too, though only proxies are sent it (RFC 9112 3.2.2). */
function withoutOrigin(target: string): string {
  return target.replace(/^https?:\/\/[^/?#]*/i, '')
}
