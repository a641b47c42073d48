/** The marks of the chosen event over a ladder: a line at its moment, its diamonds and its rings framed. */
import type { Timeline } from '../../wire/trace/views.ts'
import { diamondPath } from '../../bench/view/ladder/mark-shapes.ts'
import { round } from '../../bench/view/ladder/arrow-head.ts'
import type { LadderPicture, LadderViewport } from '../../bench/view/ladder/ladder-shapes.ts'

interface Props {
  readonly picture: LadderPicture
  readonly timeline: Timeline
  readonly event: number | undefined
  readonly viewport: Pick<LadderViewport, 'map' | 'width'>
}

export function ChosenMarks({ picture, timeline, event, viewport: { map, width } }: Props) {
  const { y } = map
  const mark = event === undefined ? undefined : timeline.published.find((each) => each.event.id === event)
  if (mark === undefined) return null
  const lineY = round(y(mark.event.at))
  return (
    <g class="race-chosen-marks">
      <line x1={picture.columns.axisX + 6} x2={width} y1={lineY} y2={lineY} />
      {picture.lanes.map((lane, index) => {
        const delivered = timeline.lanes[index]?.deliveries.find(
          (delivery) => delivery.event === event && !delivery.repeated,
        )
        const diamond = lane.diamonds.find(({ moment }) => moment === mark.moment)
        const { browserX } = lane.columns
        const ringY = delivered === undefined ? undefined : y(delivered.at)
        return (
          <g key={lane.run}>
            {ringY === undefined ? null : (
              <path
                class="race-chosen-late"
                d={`M${round(browserX)} ${lineY}V${round(Math.max(lineY, ringY - 8))}`}
              />
            )}
            {diamond === undefined ? null : <path d={diamondPath(diamond, 10)} />}
            {ringY === undefined ? null : <circle cx={round(browserX)} cy={round(ringY)} r="8" />}
          </g>
        )
      })}
    </g>
  )
}
