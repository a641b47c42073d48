/**
 * A request's target, read only as far as it takes to see whether it is a lab's call, and which. Everybody reads it here,
 * the tap too: what names a lab for one names it for all. Nothing is decoded or tidied, since no id and no call needs
 * it: `/labs/./x/sse` and `/labs/%78/sse` name no lab.
 */

export interface LabTarget {
  readonly labId: string
  /** What follows the id: `long-poll`, `observe`, …; empty where nothing does. */
  readonly call: string
  /** What follows the `?`; empty where there is none. */
  readonly query: string
}

const PREFIX = '/labs/'

/** The parts of `/labs/<id>/<call>?<query>`; `undefined` for every target that names no lab. */
export function labTarget(target: string): LabTarget | undefined {
  const { path, query = '' } = splitTarget(target)
  if (!path.startsWith(PREFIX)) return undefined
  const slash = path.indexOf('/', PREFIX.length)
  const end = slash < 0 ? path.length : slash
  if (end === PREFIX.length) return undefined
  return { labId: path.slice(PREFIX.length, end), call: path.slice(end + 1), query }
}

/** The key in `/watch/<key>/observe`; `undefined` for every other target. */
export function watchKey(target: string): string | undefined {
  return /^\/watch\/([^/]+)\/observe$/.exec(splitTarget(target).path)?.[1]
}

/** The path and query of a target, as they are on the wire. */
export function splitTarget(target: string): { readonly path: string; readonly query: string | undefined } {
  const ours = inOriginForm(target)
  const mark = ours.indexOf('?')
  if (mark < 0) return { path: ours, query: undefined }
  return { path: ours.slice(0, mark), query: ours.slice(mark + 1) }
}

/**
 * A target without its origin. A server must take the absolute form too, though only proxies are sent it; user information
 * in it counts as an error (RFC 9110 4.2.4), and such a target stays as it is and names nothing here.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
 */
export function inOriginForm(target: string): string {
  return target.startsWith('/') ? target : target.replace(/^https?:\/\/[\w.:[\]-]+(?=\/)/i, '')
}
