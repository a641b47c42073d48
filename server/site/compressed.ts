/** Compressed copies of the site's text files, and which of them a client wants. */
import { parseAccept } from 'hono/utils/accept'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Coding = 'br' | 'gzip'

/** `none` for what is small or compressed in itself. */
export type Compressed = 'none' | Readonly<Record<Coding, Buffer>>

const SMALLEST_BYTES = 1_024
const LONG_PAGE_BYTES = 300_000

/** Makes the copies of `bytes`, away from the event loop. */
export async function compressed(bytes: Buffer, type: string): Promise<Compressed> {
  if (!isWorthCompressing(bytes, type)) return 'none'
  const [br, gzipped] = await Promise.all([toBrotli(bytes, brotliOf(bytes, type)), toGzip(bytes)])
  return { br, gzip: gzipped }
}

/** Not what is small or compressed in itself. */
export function isWorthCompressing(bytes: Buffer, type: string): boolean {
  return bytes.length >= SMALLEST_BYTES && /^text\/|javascript|json|xml/.test(type)
}

const toBrotli = promisify(brotliCompress)
const toGzip = promisify<Buffer, Buffer>(gzip)

/**
 * Level 5 of 11 is a tenth larger than the best and fifty times quicker. Scripts and styles are few and on every page: they get level 10. Pages that are read, and not the long ones that list a run, get level 9.
 */
function brotliOf(bytes: Buffer, type: string) {
  const isPage = type.startsWith('text/html') && bytes.length <= LONG_PAGE_BYTES
  const level = /javascript|css/.test(type) ? 10 : isPage ? 9 : 5
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
