/** On a narrow screen: all five side by side, or one of them by its glyph and name; what is in sight is marked. */
import { Glyph } from '../../ui/Glyph.tsx'
import type { Timeline } from '../../wire/trace/views.ts'
import { BareButton } from '../../ui/Button.tsx'

interface Props {
  readonly names: readonly string[]
  /** What the panel of all of them is called. */
  readonly all: string
  readonly timeline: Timeline
  /** 0 is the panel of all, and each lane's is one further. */
  readonly panel: number
  readonly choose: (panel: number) => void
}

/** Hidden by the style sheet where all lanes have room for their words. */
export function LaneSwitch({ names, all, timeline, panel, choose }: Props) {
  return (
    <div class="race-lane-switch needs-script">
      <BareButton class="race-lane-button" aria-pressed={panel === 0} onClick={() => choose(0)}>
        <span>{all}</span>
      </BareButton>
      {timeline.lanes.map(({ spec }, index) => (
        <BareButton
          key={spec.run}
          class={`race-lane-button hue-${spec.transport}`}
          aria-pressed={index + 1 === panel}
          onClick={() => choose(index + 1)}
        >
          <Glyph of={spec.transport} />
          <span>{names[index]}</span>
        </BareButton>
      ))}
    </div>
  )
}
