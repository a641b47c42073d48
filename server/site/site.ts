/**
 * The built pages, read into memory once at the start: a request only ever looks a name up in a table, so no path
 * that a stranger writes reaches the file system. A rebuilt site is seen after a restart; `npm run dev` serves its own.
 */
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { answerRefusal } from '../http/answer.ts'
import { methodNotAllowed } from '../errors.ts'
import { pageSecurityHeaders } from '../http/headers.ts'
import { splitTarget } from '../http/target.ts'
import { linkHeader, type PageLinks } from './page-links.ts'
import { chooseCoding, type Compressed } from './compressed.ts'
import { copiesOf } from './copies.ts'
import { filesBelow, hashOf, typeOf } from './site-files.ts'

export interface Site {
  /**
   * Answers a page, a file, a redirect or the 404 page; false where a client that wants no page should get an error instead.
   * Its policy and its links name this site's own origin, or else what the request was sent to.
   */
  answer(incoming: IncomingMessage, outgoing: ServerResponse, own?: string): boolean
}

interface Resource {
  readonly type: string
  /** Its name holds a hash of its content, so it never changes. */
  readonly isImmutable: boolean
  readonly etag: string
  readonly bytes: Buffer
  readonly compressed: Compressed
}

/** What the build says of the pages. */
export interface AboutPages {
  /** Those of the pages' inline scripts, as `sha256-…`. */
  readonly scriptHashes: readonly string[]
  readonly links: PageLinks
}

/** Figures made to stand in other sites' pages: nothing is on them that a reader could be tricked out of (docs/security.md). */
const EMBEDDABLE = /^(?:\/[a-z]{2})?\/embed\/[a-z\d-]+\/$/

const FOREVER = 'public, max-age=31536000, immutable'

/**
 * Reads every file below `root`, and of each the copies that the build has left in the folder `copies`; `undefined` where there is no
 * `root`. Dotfiles are left out.
 */
export async function readSite(
  root: string,
  { scriptHashes, links }: AboutPages,
  copies?: string,
): Promise<Site | undefined> {
  const names = await filesBelow(root)
  if (names === undefined) return undefined
  const resources = new Map<string, Resource>()
  for (const name of names) resources.set(`/${name}`, await resourceFrom(root, name, copies))

  function notFoundPage(path: string): Resource | undefined {
    const chinese = resources.get('/zh/404.html') ?? resources.get('/zh/404/index.html')
    const english = resources.get('/404.html') ?? resources.get('/404/index.html')
    return path === '/zh' || path.startsWith('/zh/') ? (chinese ?? english) : english
  }

  return {
    answer(incoming, outgoing, own) {
      const target = splitTarget(incoming.url ?? '/')
      const { query } = target
      const path = decoded(target.path)
      const found = resources.get(path.endsWith('/') ? `${path}index.html` : path)
      const isRead = incoming.method === 'GET' || incoming.method === 'HEAD'
      const { host } = incoming.headers
      const framedBy = found !== undefined && EMBEDDABLE.test(path) ? '*' : "'self'"
      const security = pageSecurityHeaders(
        scriptHashes,
        own === undefined ? host : new URL(own).host,
        framedBy,
      )

      if (found !== undefined && !isRead) {
        answerRefusal(outgoing, methodNotAllowed(incoming.method ?? '', ['GET']))
        return true
      }
      if (found !== undefined) {
        answerResource(incoming, outgoing, 200, found, [...linkHeader(links, path, own, host), ...security])
        return true
      }
      if (isRead && resources.has(`${path}/index.html`)) {
        const location = `${path}/${query === undefined ? '' : `?${query}`}`
        outgoing.writeHead(301, [
          'Location',
          location,
          'Content-Length',
          '0',
          'Cache-Control',
          'no-cache',
          ...security,
        ])
        outgoing.end()
        return true
      }
      const page = notFoundPage(path)
      if (page === undefined || !isRead || !wantsPage(incoming)) return false
      answerResource(incoming, outgoing, 404, page, security)
      return true
    },
  }
}

function answerResource(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  status: 200 | 404,
  resource: Resource,
  own: readonly string[],
): void {
  const copies = resource.compressed
  const coding = copies === 'none' ? 'identity' : chooseCoding(incoming.headers['accept-encoding'])
  const etag = coding === 'identity' ? `"${resource.etag}"` : `"${resource.etag}-${coding}"`
  const headers = [
    'Cache-Control',
    resource.isImmutable ? FOREVER : 'no-cache',
    'ETag',
    etag,
    ...(copies === 'none' ? [] : ['Vary', 'Accept-Encoding']),
    ...own,
  ]
  if (status === 200 && listed(incoming.headers['if-none-match'], etag)) {
    outgoing.writeHead(304, headers)
    outgoing.end()
    return
  }
  const bytes = copies === 'none' || coding === 'identity' ? resource.bytes : copies[coding]
  const encoding = coding === 'identity' ? [] : ['Content-Encoding', coding]
  outgoing.writeHead(status, [
    'Content-Type',
    resource.type,
    'Content-Length',
    String(bytes.length),
    ...encoding,
    ...headers,
  ])
  outgoing.end(bytes)
}

function listed(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch?.trim() === '*') return true
  return ifNoneMatch?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false
}

/** A browser that goes to a page says so; a script or curl takes anything and is better served by the error itself. */
function wantsPage(incoming: IncomingMessage): boolean {
  return incoming.headers.accept?.includes('text/html') ?? false
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

async function resourceFrom(root: string, name: string, copies: string | undefined): Promise<Resource> {
  const bytes = await readFile(join(root, name))
  const type = typeOf(name)
  const etag = hashOf(bytes)
  return {
    type,
    isImmutable: name.startsWith('_astro/'),
    etag,
    bytes,
    compressed: await copiesOf(bytes, type, copies, etag),
  }
}
