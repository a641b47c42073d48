/**
 * The race told for someone who never saw one: one event, and how each of the five pages gets it. A step lights the event, and its
 * lane; the numbers are those of the run on show.
 */
import type { Transport } from '../../wire/trace/transports.ts'
import { FigureSteps } from '../../bench/view/story/FigureSteps.tsx'
import { eventSummary } from '../../bench/view/ladder/event-summary.ts'
import { latenessOf } from './event-lateness.ts'
import type { RaceViewState } from './race-view-state.ts'

interface Props {
  readonly viewState: RaceViewState
  readonly ready: boolean
  /** Undefined where the step is about all lanes. */
  readonly onLane: (lane: Transport | undefined) => void
}

export function HomeStory({ viewState, ready, onLane }: Props) {
  const { view, timeline, words, says, language } = viewState
  const { home } = says
  const first = timeline.published[0]?.event
  const lanes = first === undefined ? [] : latenessOf(timeline, first.id, Infinity)
  const steps = [
    {
      name: 'news',
      title: home.news.title,
      text:
        first === undefined
          ? home.todo
          : home.news.text(eventSummary(first, words), ((first.at - view.origin) / 1000).toFixed(1)),
      isAwaited: first === undefined,
    },
    ...view.rows.map(({ transport, requests }) => {
      const how = lanes.find((lane) => lane.transport === transport)?.how
      const late = how?.kind === 'delivered' ? words.duration(Math.max(0, how.lateMs)) : undefined
      return {
        name: transport,
        title: home.lanes[transport].title,
        at: late,
        text: late === undefined ? home.todo : home.lanes[transport].text(late, requests),
        isAwaited: late === undefined,
      }
    }),
  ]
  return (
    <FigureSteps
      figure="race"
      language={language}
      steps={steps}
      ready={ready}
      listed
      onStep={(name) => {
        if (first !== undefined) viewState.choose(first.id)
        onLane(view.rows.find(({ transport }) => transport === name)?.transport)
      }}
    />
  )
}
