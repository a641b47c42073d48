/** What `npm audit --json` said: nothing known, advisories, or that there was nobody to ask. */
export type Audit =
  | { readonly kind: 'clean' }
  /** A line for each package with an advisory of high or critical severity. */
  | { readonly kind: 'advisories'; readonly lines: readonly string[] }
  /** No registry was reached, or it answers no audits (a mirror, often). */
  | { readonly kind: 'unanswered'; readonly because: string }

const GRAVE: readonly unknown[] = ['high', 'critical']

/** Reads npm's report; what is no report is no answer. */
export function readAudit(text: string): Audit {
  const report = objectFrom(text)
  const { vulnerabilities } = report
  if (typeof vulnerabilities !== 'object' || vulnerabilities === null) {
    const { message, error } = report as { message?: unknown; error?: { summary?: unknown } }
    const because = [message, error?.summary].find((each) => typeof each === 'string' && each !== '')
    return { kind: 'unanswered', because: typeof because === 'string' ? because : 'npm said nothing' }
  }
  const lines = Object.entries(vulnerabilities as Record<string, Vulnerability>)
    .filter(([, { severity }]) => GRAVE.includes(severity))
    .map(([name, { severity, via = [] }]) => [name, severity, ...via.map(titleOf)].join(' · '))
  return lines.length === 0 ? { kind: 'clean' } : { kind: 'advisories', lines }
}

interface Vulnerability {
  readonly severity?: unknown
  /** Advisories, or the names of packages that brought them. */
  readonly via?: readonly (string | { readonly title?: string; readonly url?: string })[]
}

function titleOf(cause: string | { readonly title?: string; readonly url?: string }): string {
  return typeof cause === 'string' ? `by ${cause}` : `${cause.title ?? ''} ${cause.url ?? ''}`.trim()
}

function objectFrom(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
