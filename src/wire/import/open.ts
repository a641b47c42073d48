/**
 * The one door for what a reader brings: a dropped file or pasted text. Tells a saved run, a capture file, hex, base64
 * and plain bytes apart, and opens each.
 */
import { decodeTrace, MAX_TRACE_CHARACTERS } from '../trace/trace-codec.ts'
import type { Trace } from '../trace/trace.ts'
import { importCaptureFile, isCaptureFile } from './capture-file.ts'
import { bytesFromBase64, bytesFromHex } from './hex.ts'
import { failure, sizeFailure, type Imported } from './imported.ts'
import { guessReading, type ByteReading } from './read-as.ts'

export type Opened =
  /** A saved run of ours, or connections out of a capture file. */
  | { readonly kind: 'run'; readonly from: 'saved-run' | 'capture-file'; readonly trace: Trace }
  /** Bytes that stand alone; `readBytesAs` reads them, as what they look like or as the reader says. */
  | {
      readonly kind: 'bytes'
      readonly from: 'file' | 'hex' | 'base64' | 'text'
      readonly bytes: Uint8Array
      readonly looksLike: ByteReading
    }

/** Opens a file of at most 64 MiB. Never throws. */
export function openFile(bytes: Uint8Array): Imported<Opened> {
  const size = sizeFailure(bytes.length)
  if (size !== undefined) return size
  if (isCaptureFile(bytes)) {
    const read = importCaptureFile(bytes)
    if (!read.ok) return read
    return { ...read, value: { kind: 'run', from: 'capture-file', trace: read.value } }
  }
  return looksLikeRun(bytes) ? openRun(new TextDecoder().decode(bytes)) : bytesAlone(bytes, 'file')
}

/**
 * Opens pasted text: a saved run, hex or a dump, base64, else the text's own bytes. What could be hex and base64 both is
 * taken for hex; `bytesFromBase64` is there for a reader who means the other. Bytes of a capture file in hex are opened as
 * one.
 */
export function openText(text: string): Imported<Opened> {
  if (text.trimStart().startsWith('{"format"')) return openRun(text)
  const hex = bytesFromHex(text)
  if (hex.ok) return bytesOrCapture(hex.value, 'hex')
  if (hex.code === 'empty' || hex.code === 'too-large') return hex
  // A dump with a hole in it is meant as a dump.
  if (hex.code === 'wrong-dump-offset') return hex
  // A word of plain text can be base64 by accident; a length that is no multiple of four, or a short one, is taken for text.
  if (text.trim().length >= 8 && text.replace(/\s+/g, '').length % 4 === 0) {
    const base64 = bytesFromBase64(text)
    if (base64.ok) return bytesOrCapture(base64.value, 'base64')
  }
  const bytes = new TextEncoder().encode(text)
  return sizeFailure(bytes.length) ?? bytesAlone(bytes, 'text')
}

function bytesOrCapture(bytes: Uint8Array, from: 'hex' | 'base64'): Imported<Opened> {
  return isCaptureFile(bytes) ? openFile(bytes) : bytesAlone(bytes, from)
}

function bytesAlone(
  bytes: Uint8Array,
  from: Extract<Opened, { readonly kind: 'bytes' }>['from'],
): Imported<Opened> {
  return { ok: true, value: { kind: 'bytes', from, bytes, looksLike: guessReading(bytes) }, notes: [] }
}

function openRun(text: string): Imported<Opened> {
  if (text.length > MAX_TRACE_CHARACTERS)
    return failure('too-large', `a saved run has at most ${MAX_TRACE_CHARACTERS} characters`)
  const decoded = decodeTrace(text)
  if (!decoded.ok) return failure(decoded.code === 'too-large' ? 'too-large' : 'not-a-run', decoded.message)
  return { ok: true, value: { kind: 'run', from: 'saved-run', trace: decoded.trace }, notes: [] }
}

/** Files of ours begin so, as the codec writes them. */
function looksLikeRun(bytes: Uint8Array): boolean {
  return /^\s*\{"format"/.test(new TextDecoder().decode(bytes.subarray(0, 64)))
}
