/**
 * Where a run on the workbench comes from, and the names of the captures that the page offers. Loading answers with data, also
 * where it fails: what a reader brings may be anything.
 */
import type { Guess } from '../wire/import/guess.ts'
import type { ByteReading } from '../wire/import/read-as.ts'
import type { ImportErrorCode, ImportNote } from '../wire/import/imported.ts'
import type { Opened } from '../wire/import/open.ts'
import { decodeTrace } from '../wire/trace/trace-codec.ts'
import type { Trace } from '../wire/trace/trace.ts'
import type { Transport } from '../wire/trace/transports.ts'

export type Source =
  | { readonly kind: 'capture'; readonly name: string; readonly trace: Trace }
  /** A live run of the reader's own. */
  | { readonly kind: 'live'; readonly transport: Transport }
  /** The run of the lab that the reader's bytes are sent in. */
  | { readonly kind: 'sent' }
  /** What crosses the reader's own tap, by its key. */
  | { readonly kind: 'tapped'; readonly key: string }
  | {
      readonly kind: 'opened'
      readonly from: 'saved-run' | 'capture-file' | 'har' | 'conversation' | 'link' | 'bench'
      readonly trace: Trace
      readonly notes: readonly ImportNote[]
    }
  | {
      readonly kind: 'bytes'
      readonly from: 'file' | 'hex' | 'base64' | 'text' | 'composed' | 'link'
      readonly bytes: Uint8Array
      readonly reading: ByteReading
      /** How sure that is, where it was guessed. */
      readonly guess?: Guess
      readonly notes?: readonly ImportNote[]
    }

/** Why what was asked for is not on show. */
export type OpeningFailure = ImportErrorCode | 'no-capture' | 'nothing-handed-over'

type Growing = Extract<Source, { readonly kind: 'live' | 'sent' | 'tapped' }>

/** A source that does not grow. */
export type RestingSource = Exclude<Source, Growing>

/** Runs that go on, which nothing has to be opened of. */
export function isGrowing(source: Source): source is Growing {
  return source.kind === 'live' || source.kind === 'sent' || source.kind === 'tapped'
}

/** The trace of a source that is a run at rest. */
export function restingTrace(source: Source): Trace | undefined {
  return 'trace' in source ? source.trace : undefined
}

export const DEFAULT_CAPTURE = 'first-frames'

/** A capture that the page offers, and what it is called in the page's language. */
export interface OfferedCapture {
  readonly name: string
  readonly title: string
}

/** Fetches a recorded run from this site; `undefined` where none of that name is offered, or where there is no server. */
export async function fetchCapture(
  name: string,
  offered: readonly OfferedCapture[],
): Promise<Trace | undefined> {
  if (!offered.some((each) => each.name === name)) return undefined
  try {
    const answer = await fetch(`/captures/${name}.json`)
    if (!answer.ok) return undefined
    const decoded = decodeTrace(await answer.text())
    return decoded.ok ? decoded.trace : undefined
  } catch {
    return undefined
  }
}

/** What an importer opened, as a source; its notes go with it. */
export function broughtSource(opened: Opened, notes: readonly ImportNote[]): Source {
  if (opened.kind === 'run') return { kind: 'opened', from: opened.from, trace: opened.trace, notes }
  const { from, bytes, guess } = opened
  return { kind: 'bytes', from, bytes, reading: guess.reading, guess, notes }
}
