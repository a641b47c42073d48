/** The histogram of a storm: tries in each tenth of a second, against the room there is. Draws a layout, decides nothing. */
import { Chart } from '../../bench/view/figure-frame/Chart.tsx'
import type { StormWords } from './words.ts'
import type { Storm } from './simulation.ts'
import type { StormLayout } from './storm-layout.ts'

interface Props {
  readonly storm: Storm
  readonly layout: StormLayout
  readonly words: StormWords
  readonly label: string
}

export function StormDrawing({ storm, layout, words, label }: Props) {
  const { left, right, top, base, returnX, capacityY, backX, nowX } = layout
  const perTenth = storm.settings.capacityPerSecond / 10
  return (
    <Chart
      layout={layout}
      label={label}
      x={{ ticks: layout.xTicks.map(({ at, value }) => ({ at, text: value })), name: words.timeAxis }}
      y={{
        ticks: layout.yTicks.map(({ at, value }) => ({ at, text: value })),
        name: words.countAxis,
        nameAt: 14,
      }}
      behind={
        <rect class="storm-away" x={left} y={top} width={Math.max(0, returnX - left)} height={base - top} />
      }
      above={
        <>
          {nowX === undefined ? null : <line class="storm-now" x1={nowX} x2={nowX} y1={top} y2={base} />}
          {backX === undefined || storm.back.kind !== 'all' ? null : (
            <>
              <line class="storm-back" x1={backX} x2={backX} y1={top - 4} y2={base} />
              <text class="storm-strong" x={Math.min(backX + 4, right)} y={top - 8} text-anchor="end">
                {words.allBack(storm.back.atMs)}
              </text>
            </>
          )}
        </>
      }
    >
      <path class="storm-unanswered" d={layout.unanswered} />
      <path class="storm-refused" d={layout.refused} />
      <path class="storm-accepted" d={layout.accepted} />
      <line class="storm-capacity" x1={returnX} x2={right} y1={capacityY} y2={capacityY} />
      <text
        class="storm-strong"
        x={Math.min(right, (backX ?? Infinity) - 4)}
        y={capacityY - 5}
        text-anchor="end"
      >
        {words.capacityLine(perTenth)}
      </text>
      <text class="chart-tick" x={left + 2} y={top - 6}>
        {words.away}
      </text>
    </Chart>
  )
}
