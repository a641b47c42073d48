/** The histogram of a storm: tries in each tenth of a second, against the room there is. Draws a layout, decides nothing. */
import type { StormWords } from '../../words/storm-words.ts'
import type { Storm } from './simulation.ts'
import type { StormLayout } from './storm-layout.ts'

interface Props {
  readonly storm: Storm
  readonly layout: StormLayout
  readonly words: StormWords
  readonly label: string
}

export function StormDrawing({ storm, layout, words, label }: Props) {
  const { width, height, left, right, top, base, returnX, capacityY, backX, nowX } = layout
  const perTenth = storm.settings.capacityPerSecond / 10
  return (
    <svg
      class="storm-drawing"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
    >
      <rect class="storm-away" x={left} y={top} width={Math.max(0, returnX - left)} height={base - top} />
      {layout.yTicks.map(({ at, value }) => (
        <g key={value}>
          <line class="storm-grid" x1={left} x2={right} y1={at} y2={at} />
          <text class="storm-tick" x={left - 7} y={at + 4} text-anchor="end">
            {value}
          </text>
        </g>
      ))}
      <text class="storm-axis" x={0} y={14}>
        {words.countAxis}
      </text>
      <path class="storm-unanswered" d={layout.unanswered} />
      <path class="storm-refused" d={layout.refused} />
      <path class="storm-accepted" d={layout.accepted} />
      <line class="storm-capacity" x1={returnX} x2={right} y1={capacityY} y2={capacityY} />
      <text class="storm-strong" x={right} y={capacityY - 5} text-anchor="end">
        {words.capacityLine(perTenth)}
      </text>
      <text class="storm-tick" x={left + 2} y={top - 6}>
        {words.away}
      </text>
      <line class="storm-base" x1={left} x2={right} y1={base} y2={base} />
      {layout.xTicks.map(({ at, value }) => (
        <g key={value}>
          <line class="storm-base" x1={at} x2={at} y1={base} y2={base + 4} />
          <text class="storm-tick" x={at} y={base + 18} text-anchor="middle">
            {value}
          </text>
        </g>
      ))}
      <text class="storm-axis" x={right} y={height - 5} text-anchor="end">
        {words.timeAxis}
      </text>
      {nowX === undefined ? null : <line class="storm-now" x1={nowX} x2={nowX} y1={top} y2={base} />}
      {backX === undefined || storm.back.kind !== 'all' ? null : (
        <>
          <line class="storm-back" x1={backX} x2={backX} y1={top - 4} y2={base} />
          <text class="storm-strong" x={Math.min(backX + 4, right)} y={top - 8} text-anchor="end">
            {words.allBack(storm.back.atMs)}
          </text>
        </>
      )}
    </svg>
  )
}
