import type { GoalRun, Goals } from '../../bench/model/goal.ts'
import type { ExchangeView } from '../../wire/trace/views.ts'
import { exchangesOfTransport } from '../../wire/trace/queries/exchanges.ts'

export const GOALS = {
  /** The wire said 304 and the script read 200. */
  '304-behind-a-200': (run) =>
    answersRead(run, 'short-poll').some((read) => read.status === 200 && read.exchange.status === 304),

  /** The script itself read 304. */
  '304-in-the-script': ({ timeline }) =>
    timeline.lanes.some(({ notes }) =>
      notes.some(({ note }) => note.kind === 'answer' && note.status === 304),
    ),
} as const satisfies Goals

/** Each status a run's script read, with the exchange it was read from: the last that had been opened by then. */
function answersRead(
  { timeline, conversation }: GoalRun,
  run: string,
): readonly { readonly status: number; readonly exchange: ExchangeView }[] {
  const lane = timeline.lanes.find((each) => each.spec.run === run)
  if (lane === undefined) return []
  const exchanges = exchangesOfTransport(conversation, lane.spec.transport)
  return lane.notes.flatMap(({ at, note }) => {
    if (note.kind !== 'answer') return []
    const exchange = exchanges.findLast(({ openedAt }) => openedAt <= at + timeline.uncertaintyMs)
    return exchange === undefined ? [] : [{ status: note.status, exchange }]
  })
}
