/** The chosen event in one line: how late it was on each lane; and two buttons that go to the events before and after. */
import { Glyph } from '../../ui/Glyph.tsx'
import { eventSummary } from '../../bench/view/ladder/event-summary.ts'
import { latenessOf, type LaneLateness } from './event-lateness.ts'
import type { RaceViewState } from './race-view-state.ts'
import { QuietButton } from '../../ui/Button.tsx'

interface Props {
  readonly viewState: RaceViewState
  readonly onWalk: (direction: 1 | -1) => void
}

export function ChosenLine({ viewState, onWalk }: Props) {
  const { timeline, words, says, chosen } = viewState
  const mark = timeline.published.find(({ event }) => event.id === chosen)
  const none = timeline.published.length === 0
  const lanes = mark === undefined ? [] : latenessOf(timeline, mark.event.id, Infinity)
  return (
    <div class="race-chosen">
      <span class="race-chosen-walk needs-script">
        <QuietButton disabled={none} onClick={() => onWalk(-1)}>
          {says.previousEvent}
        </QuietButton>
        <QuietButton disabled={none} onClick={() => onWalk(1)}>
          {says.nextEvent}
        </QuietButton>
      </span>
      <p class="race-chosen-line" aria-live="polite">
        {mark === undefined ? (
          <span class="needs-script">{none ? says.noEvents : says.noneChosen}</span>
        ) : (
          <>
            <b>{eventSummary(mark.event, words)}</b>
            {lanes.map((lane) => (
              <span key={lane.transport} class={`race-chosen-lane hue-${lane.transport}`}>
                <Glyph of={lane.transport} /> {laneText(lane, viewState)}
              </span>
            ))}
          </>
        )}
      </p>
    </div>
  )
}

function laneText({ transport, how }: LaneLateness, { words, says }: RaceViewState): string {
  const name = words.transport[transport]
  switch (how.kind) {
    case 'delivered':
      return says.laneLate(name, words.duration(Math.max(0, how.lateMs)))
    case 'waiting':
      return says.laneWaiting(name)
    case 'lost':
      return says.laneLost(name)
  }
}
