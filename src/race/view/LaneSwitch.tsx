/** On a narrow screen, where one lane is in sight at a time: the five by glyph and name, the one in sight marked. */
import { TRANSPORT_GLYPHS } from '../../ui/transport-glyphs.ts'
import type { Timeline } from '../../wire/trace/views.ts'
import { hueClass } from '../../bench/view/ladder/hue-class.ts'

interface Props {
  readonly names: readonly string[]
  readonly timeline: Timeline
  readonly lane: number
  readonly choose: (lane: number) => void
}

/** Hidden by the style sheet where all lanes are in sight. */
export function LaneSwitch({ names, timeline, lane, choose }: Props) {
  return (
    <div class="race-lane-switch needs-script">
      {timeline.lanes.map(({ spec }, index) => (
        <button
          key={spec.run}
          type="button"
          class={`race-lane-button ${hueClass(spec.transport)}`}
          aria-pressed={index === lane}
          onClick={() => choose(index)}
        >
          <span class="glyph" aria-hidden="true">
            {TRANSPORT_GLYPHS[spec.transport]}
          </span>
          <span>{names[index]}</span>
        </button>
      ))}
    </div>
  )
}
