/**
 * A small run as text for the fragment of an address, so that a link carries it and no server sees it: the saved run,
 * compressed, in base64 for addresses. What comes back may be anybody's: it is inflated within a limit and checked.
 *
 * Compressing is the caller's (a browser has `CompressionStream`), since a compressor is the larger half and only
 * this writes; reading needs nothing but what is here.
 */
import { bytesFromBase64, toBase64Url } from '../import/hex.ts'
import { failure, type Imported } from '../import/imported.ts'
import { inflate } from '../bytes/inflate.ts'
import { InflateWindow, MAX_WINDOW_BYTES } from '../bytes/inflate-window.ts'
import { decodeTrace, encodeTrace } from '../trace/trace-codec.ts'
import type { Trace } from '../trace/trace.ts'

/** Characters of a fragment that is made. Longer addresses are cut by what people paste them into. */
export const MAX_FRAGMENT_CHARACTERS = 16_000

/** Of a fragment that is read; browsers take more than we make. */
const MAX_READ_CHARACTERS = 2 * 1024 * 1024
/** What a fragment may inflate to: a run that is far larger than a link should carry. */
const MAX_RUN_BYTES = 8 * 1024 * 1024

/** How the rest is packed: as raw DEFLATE, or not at all. The number is the version of this format. */
const DEFLATED = 'run=1d.'
const PLAIN = 'run=1p.'

/** Packs bytes as raw DEFLATE (RFC 1951, no header). */
export type Compress = (bytes: Uint8Array) => Promise<Uint8Array>

export type RunFragment =
  | { readonly ok: true; readonly fragment: string }
  /** The run does not fit into a link; saved as a file it does. */
  | { readonly ok: false; readonly code: 'too-large'; readonly characters: number; readonly limit: number }

/** Gives the fragment (without `#`) that carries a run; without `compress` it is not compressed. */
export async function encodeRunFragment(trace: Trace, compress?: Compress): Promise<RunFragment> {
  const bytes = new TextEncoder().encode(encodeTrace(trace))
  const fragment =
    compress === undefined ? PLAIN + toBase64Url(bytes) : DEFLATED + toBase64Url(await compress(bytes))
  if (fragment.length > MAX_FRAGMENT_CHARACTERS)
    return { ok: false, code: 'too-large', characters: fragment.length, limit: MAX_FRAGMENT_CHARACTERS }
  return { ok: true, fragment }
}

/** Tells whether a fragment, with or without `#`, carries a run. */
export function carriesRun(fragment: string): boolean {
  return /^#?run=/.test(fragment)
}

/** Gives the run that a fragment carries, with or without `#`. Never throws; bounded in what it reads and inflates. */
export function decodeRunFragment(fragment: string): Imported<Trace> {
  const text = fragment.replace(/^#/, '')
  if (text.length > MAX_READ_CHARACTERS)
    return failure('too-large', `at most ${MAX_READ_CHARACTERS} characters of a link are read`)
  const kind = [DEFLATED, PLAIN].find((prefix) => text.startsWith(prefix))
  if (kind === undefined)
    return failure('malformed-link', `a link with a run has ${DEFLATED} or ${PLAIN} in it`)
  const packed = bytesFromBase64(text.slice(kind.length))
  if (!packed.ok) return failure('malformed-link', 'the link was cut or changed: what follows is no base64')
  const bytes = kind === PLAIN ? packed.value : unpacked(packed.value)
  if (bytes === 'too-large') return failure('too-large', `a link's run has at most ${MAX_RUN_BYTES} bytes`)
  if (bytes === 'broken') return failure('malformed-link', 'the link was cut or changed: it does not inflate')
  const decoded = decodeTrace(new TextDecoder().decode(bytes))
  if (!decoded.ok) return failure('not-a-run', decoded.message)
  return { ok: true, value: decoded.trace, notes: [] }
}

function unpacked(bytes: Uint8Array): Uint8Array | 'too-large' | 'broken' {
  const { bytes: out, end } = inflate(bytes, new InflateWindow(), {
    windowBytes: MAX_WINDOW_BYTES,
    maxBytes: MAX_RUN_BYTES,
  })
  if (end.kind === 'too-large') return 'too-large'
  return end.kind === 'whole' ? out : 'broken'
}
