/** A run that is on, as a bench drives it: one of its own (`live-session.ts`), or another's that is watched (`watch-session.ts`). */
import type { AnswerRequest } from '../../contract/requests.ts'
import type { FaultRequest } from '../../contract/faults.ts'
import type { RunOptions } from '../../transports/transport.ts'
import type { RunNote } from '../../wire/trace/trace.ts'
import type { LaneSpec } from '../../wire/trace/views.ts'
import type { SceneSettings } from './bench-model.ts'
import type { LabAnswer } from './lab-client.ts'
import type { TraceSource } from './trace-source.ts'

export interface SessionSpec {
  readonly lanes: readonly LaneSpec[]
  readonly settings: SceneSettings
  readonly options: () => RunOptions
  /** Aborted when nobody wants the session any more before it is open. */
  readonly signal: AbortSignal
  /** The trace tells the conditions: before the lanes run, and when they change. */
  readonly tellsConditions: boolean
  /** The server refused a publish. */
  refused(code: string, message: string): void
  /** So many watch by the lab's link. */
  watchers?(count: number): void
  /** The server went away while the session was open. It is ended already then. */
  lost(): void
}

export interface LiveSession {
  readonly source: TraceSource
  publish(type: string, data: unknown): void
  /** Tells those who watch what the page's script did. */
  report(marks: string): void
  patch(settings: SceneSettings): Promise<LabAnswer<unknown>>
  /** Breaks something, and tells the trace when it was done. */
  fault(request: FaultRequest): Promise<LabAnswer<unknown>>
  answer(script: AnswerRequest): Promise<LabAnswer<unknown>>
  playClient(chunks: readonly string[]): Promise<LabAnswer<unknown>>
  /** Tells the trace what other code of the page saw in this lab. */
  note(run: string, note: RunNote): void
  /** Sends by every run that takes input; throws what the browser's interface throws. */
  send(message: string | Uint8Array<ArrayBuffer>): void
  /** Stops the runs as a page that is left does, and stays with the lab. */
  leave(): void
  /** Starts them again, each behind the last event it had. */
  comeBack(): void
  /** The options have changed: the trace tells so, where it tells conditions. */
  optionsChanged(): void
  /** Stops the runs at once, listens for `lingerMs` how their connections end, then lets the lab go. */
  stop(lingerMs: number): void
  /** The same without the moment. */
  end(): void
}
