/**
 * Runs as a goal is handed them: folded from events, or a recorded run of a real browser, which stands for the live run that it
 * once was. A page never ticks a goal on a recorded one.
 */
import { readCapture } from '../../src/figures/captures.ts'
import type { GoalRun, Goals } from '../../src/bench/model/goal.ts'
import { createConversation } from '../../src/wire/trace/conversation.ts'
import { createTimeline } from '../../src/wire/trace/timeline/timeline.ts'
import type { TraceEvent } from '../../src/wire/trace/trace.ts'
import type { LaneSpec } from '../../src/wire/trace/views.ts'

/** A run of events, read as a bench reads them. */
export function foldedRun(
  events: readonly TraceEvent[],
  lanes: readonly LaneSpec[],
  { settings = {}, options = { pollIntervalMs: 2000 }, since = 0 }: Partial<GoalRun> = {},
): GoalRun {
  const conversation = createConversation()
  const timeline = createTimeline(lanes, conversation.view)
  events.forEach((event, moment) => {
    conversation.push(event, moment)
    timeline.push(event, moment)
  })
  return { timeline: timeline.view, conversation: conversation.view, events, settings, options, since }
}

/** The recorded run of a capture; `change` bends an event, or takes it out. */
export function capturedRun(
  name: string,
  change: (event: TraceEvent) => TraceEvent | undefined = (event) => event,
): GoalRun {
  const { trace, timeline, scene } = readCapture(name)
  return foldedRun(
    trace.events.flatMap((event) => change(event) ?? []),
    timeline.lanes.map(({ spec }) => spec),
    { settings: scene.settings, options: { pollIntervalMs: 2000, ...scene.options } },
  )
}

/** The names of the goals that a run reaches, in the order they stand in. */
export function reached<Name extends string>(
  goals: Goals & Readonly<Record<Name, unknown>>,
  run: GoalRun,
): readonly Name[] {
  return (Object.keys(goals) as Name[]).filter((name) => goals[name]?.(run))
}
