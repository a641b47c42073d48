/** Compressed copies of the site's text files, and which of them a client wants. */
import { parseAccept } from 'hono/utils/accept'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Coding = 'br' | 'gzip'

/** `none` for what is small or compressed in itself. */
export type Compressed = 'none' | Readonly<Record<Coding, Buffer>>

/** Below this the header lines that tell of the coding take what it saves. */
const SMALLEST_BYTES = 256
const LONG_PAGE_BYTES = 300_000

/** How hard: `once`, by a build that leaves its copies for every start, or `now`, while somebody may be waiting. */
export type Effort = 'once' | 'now'

/** Makes the copies of `bytes`, away from the event loop. */
export async function compressed(bytes: Buffer, type: string, effort: Effort = 'now'): Promise<Compressed> {
  if (!isWorthCompressing(bytes, type)) return 'none'
  const [br, gzipped] = await Promise.all([toBrotli(bytes, brotliOf(bytes, type, effort)), toGzip(bytes)])
  return { br, gzip: gzipped }
}

/** Not what is small or compressed in itself. */
export function isWorthCompressing(bytes: Buffer, type: string): boolean {
  return bytes.length >= SMALLEST_BYTES && /^text\/|javascript|json|xml/.test(type)
}

const toBrotli = promisify(brotliCompress)
const toGzip = promisify<Buffer, Buffer>(gzip)

/**
 * Of 11 levels. Level 5 is a tenth larger than the best and fifty times quicker. Scripts and styles are few and on every page, and pages
 * are read: they get the best once, and 10 and 9 now. The long ones, which list a run, would take seconds each.
 */
function brotliOf(bytes: Buffer, type: string, effort: Effort) {
  const isShared = /javascript|css/.test(type)
  const isRead = type.startsWith('text/html') && bytes.length <= LONG_PAGE_BYTES
  const level = !isShared && !isRead ? 5 : effort === 'once' ? 11 : isShared ? 10 : 9
  return { params: { [constants.BROTLI_PARAM_QUALITY]: level } }
}

/** The better one first. */
const CODINGS = ['br', 'gzip', 'identity'] as const

/**
 * The coding to send: what the client wants most, and of two that it wants alike the one that makes less of the page.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-12.5.3
 */
export function chooseCoding(acceptEncoding: string | undefined): Coding | 'identity' {
  const accepted = parseAccept((acceptEncoding ?? '').toLowerCase())
  let chosen: Coding | 'identity' = 'identity'
  let highest = 0
  for (const coding of CODINGS) {
    const named = accepted.find(({ type }) => type === coding)
    // A coding that is not named is meant by `*`; not so the page as it is, which may always be sent.
    const any = coding === 'identity' ? undefined : accepted.find(({ type }) => type === '*')
    const q = (named ?? any)?.q ?? 0
    if (q <= highest) continue
    highest = q
    chosen = coding
  }
  return chosen
}
