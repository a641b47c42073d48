/** The growth of the hidden document as a staircase over time. Draws a layout, decides nothing. */
import { Chart } from '../../bench/view/figure-frame/Chart.tsx'
import type { IframeGrowthWords } from './words.ts'
import type { GrowthLayout } from './growth-layout.ts'

interface Props {
  readonly layout: GrowthLayout
  readonly words: IframeGrowthWords
}

/** Two labels at the right end keep so many pixels between them. */
const LABEL_APART = 16

export function GrowthDrawing({ layout, words }: Props) {
  const { width, right, base, heldEnd, neededEnd } = layout
  const last = layout.steps.at(-1)?.step
  const beside = width - right > 60
  const neededY = Math.min(base - 4, Math.max(neededEnd.y + 4, heldEnd.y + LABEL_APART))
  return (
    <Chart
      layout={layout}
      label={words.label(last?.scripts ?? 0, last?.bytes ?? 0)}
      x={{ ticks: layout.xTicks.map(({ at, value }) => ({ at, text: value })), name: words.timeAxis }}
      y={{
        ticks: layout.yTicks.map(({ at, value }) => ({ at, text: words.bytes(value) })),
        name: words.bytesAxis,
        nameAt: layout.top - 16,
      }}
      above={
        last === undefined ? null : (
          <>
            <text
              class="growth-held-label"
              x={beside ? right + 8 : right}
              y={beside ? heldEnd.y + 4 : heldEnd.y - 8}
              text-anchor={beside ? 'start' : 'end'}
            >
              {beside ? words.held : words.heldScripts(last.scripts)}
            </text>
            <text
              class="growth-needed-label"
              x={beside ? right + 8 : right}
              y={beside ? neededY : neededEnd.y - 6}
              text-anchor={beside ? 'start' : 'end'}
            >
              {words.needed}
            </text>
          </>
        )
      }
    >
      {layout.needed.map((path, index) => (
        <path key={index} class="growth-needed" d={path} />
      ))}
      {layout.held.map((path, index) => (
        <path key={index} class="growth-held" d={path} />
      ))}
      {layout.steps.map(({ x, y, step }) => (
        <circle key={step.atMs} class="growth-step" cx={x} cy={y} r={2.5} />
      ))}
      {layout.falls.map(({ x, y }) => (
        <g key={x}>
          <line class="growth-fall" x1={x} x2={x} y1={y} y2={base} />
          <text class="chart-tick" x={x - 5} y={y - 6} text-anchor="end">
            {words.thrownAway}
          </text>
        </g>
      ))}
    </Chart>
  )
}
