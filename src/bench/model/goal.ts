/** A goal of a figure: how it is recognised in a reader's own live run. It reads the run and nothing else. */
import type { TraceEvent } from '../../wire/trace/trace.ts'
import type { Conversation, Timeline } from '../../wire/trace/views.ts'
import type { SceneSettings } from './bench-model.ts'
import type { RunOptions } from '../../transports/transport.ts'

/** One bench's live run, as a goal sees it. Never a recorded one. */
export interface GoalRun {
  readonly timeline: Timeline
  readonly conversation: Conversation
  readonly events: readonly TraceEvent[]
  readonly settings: SceneSettings
  readonly options: Pick<RunOptions, 'pollIntervalMs'>
  /** Index of the first event since which settings and options are these. */
  readonly since: number
}

export type GoalCheck = (run: GoalRun) => boolean

/** By the names that `<Goal check="…">` gives them. */
export type Goals = Readonly<Record<string, GoalCheck>>
