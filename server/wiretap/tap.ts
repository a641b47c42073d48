/**
 * What the wiretap asks of the rest of the server, and what it hands out: the seam between them.
 * The wiretap knows no lab, no Hono, no ws; `server/server.ts` joins them.
 */
import type { WireSettings } from '../../src/contract/settings.ts'
import type { ExchangeKind } from '../../src/wire/trace/transports.ts'
import type { Recorder } from './recorder.ts'

/** A lab as the wiretap sees it: conditions to apply, and the recorder that keeps its bytes. */
export interface TappedLab {
  /** Read for every slice, so that a PATCH acts at once on open connections. */
  readonly wire: WireSettings
  readonly recorder: Recorder
  /** While it has to be asked for elsewhere: resolves when that is over, and until then what a client sent for it waits. */
  readonly known?: Promise<void> | undefined
}

/** Finds the lab an exchange belongs to, by the id in its path; `undefined` where there is none (any more). */
export type FindLab = (labId: string) => TappedLab | undefined

/** What a request's target says: which lab and which of its calls. `undefined` for everything that is not tapped. */
export interface TappedTarget {
  readonly labId: string
  readonly transport: ExchangeKind
}
