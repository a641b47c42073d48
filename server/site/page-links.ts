/**
 * The `Link` header of a page: where it is, and where its twins are, in whole addresses. The server says it, since the pages are built
 * once and may be served anywhere.
 */

/** Of each page the addresses of its twins, by `hreflang`: what the build writes into `pages.json`. */
export type PageLinks = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Reads `pages.json`; what is not such a list is none. */
export function readPageLinks(content: unknown): PageLinks {
  const isPath = ([, path]: [string, unknown]): boolean => typeof path === 'string' && /^[\w./-]+$/.test(path)
  return new Map(
    entriesOf(content).map(([page, twins]) => [
      page,
      new Map(
        entriesOf(twins).filter((each): each is [string, string] => isPath(each) && /^[\w-]+$/.test(each[0])),
      ),
    ]),
  )
}

function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

/** This machine's own names, which nobody else can have meant. */
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i

/**
 * The header line for the page at `path`, as name and value; none where there is no such page, or where nobody knows its whole
 * address: that is `own`, or on the loopback interface what was asked for. Elsewhere `Host` is a stranger's word.
 * @see https://www.rfc-editor.org/rfc/rfc8288
 */
export function linkHeader(
  links: PageLinks,
  path: string,
  own: string | undefined,
  host: string | undefined,
): readonly string[] {
  const twins = links.get(path)
  const origin = own ?? (host !== undefined && LOOPBACK.test(host) ? `http://${host}` : undefined)
  if (twins === undefined || origin === undefined) return []
  const alternates = Array.from(
    twins,
    ([tag, twin]) => `<${origin}${twin}>; rel="alternate"; hreflang="${tag}"`,
  )
  return ['Link', [`<${origin}${path}>; rel="canonical"`, ...alternates].join(', ')]
}
