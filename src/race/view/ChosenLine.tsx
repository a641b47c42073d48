/** The chosen event in one line: how late it was on each lane; and two buttons that go to the events before and after. */
import { TRANSPORT_GLYPHS } from '../../ui/transport-glyphs.ts'
import { eventGist } from '../../bench/view/ladder/event-gist.ts'
import { hueClass } from '../../bench/view/ladder/hue-class.ts'
import { latenessOf, type LaneLateness } from './event-lateness.ts'
import type { RaceFrame } from './race-frame.ts'
import { QuietButton } from '../../ui/Button.tsx'

interface Props {
  readonly frame: RaceFrame
  readonly onWalk: (direction: 1 | -1) => void
}

export function ChosenLine({ frame, onWalk }: Props) {
  const { timeline, words, says, chosen } = frame
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
            <b>{eventGist(mark.event, words)}</b>
            {lanes.map((lane) => (
              <span key={lane.transport} class={`race-chosen-lane ${hueClass(lane.transport)}`}>
                <span class="glyph" aria-hidden="true">
                  {TRANSPORT_GLYPHS[lane.transport]}
                </span>{' '}
                {laneText(lane, frame)}
              </span>
            ))}
          </>
        )}
      </p>
    </div>
  )
}

function laneText({ transport, how }: LaneLateness, { words, says }: RaceFrame): string {
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
