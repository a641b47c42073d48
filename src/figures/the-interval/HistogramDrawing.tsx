/** The histogram as SVG: bars of what was measured, the predicted box as an outline, both means. Draws a layout, decides nothing. */
import { Chart } from '../../bench/view/figure-frame/Chart.tsx'
import { HISTOGRAM_WORDS } from './words.ts'
import type { Language } from '../../words/languages.ts'
import type { DelaySample } from './facts.ts'
import { meanDelay, predictDelays } from './facts.ts'
import type { HistogramLayout } from './histogram-layout.ts'
import { clauses } from '../../words/punctuation.ts'

export interface HistogramDrawingProps {
  readonly layout: HistogramLayout
  readonly sample: DelaySample
  readonly language: Language
}

export function HistogramDrawing({ layout, sample, language }: HistogramDrawingProps) {
  const words = HISTOGRAM_WORDS[language]
  const { left, right, top, base, box } = layout
  const mean = meanDelay(sample)
  const predicted = words.seconds(predictDelays(sample.conditions).meanMs)
  const label = clauses(
    words.title,
    words.samples(sample.delaysMs.length),
    `${words.measuredMean} ${mean === undefined ? words.none : words.seconds(mean)}`,
    `${words.predictedMean} ${predicted}`,
  )
  return (
    <Chart
      layout={layout}
      label={label}
      x={{ ticks: layout.xTicks, name: words.delayAxis }}
      y={{ ticks: layout.yTicks, name: words.countAxis, nameAt: top - 14 }}
      above={
        <>
          <MeanMark
            kind="predicted"
            x={layout.predictedMeanX}
            row={0}
            layout={layout}
            words={`${words.predictedMean} ${predicted}`}
          />
          {layout.measuredMeanX !== undefined && mean !== undefined && (
            <MeanMark
              kind="measured"
              x={layout.measuredMeanX}
              row={1}
              layout={layout}
              words={`${words.measuredMean} ${words.seconds(mean)}`}
            />
          )}
          {sample.delaysMs.length === 0 && (
            <text class="chart-axis" x={(left + right) / 2} y={(top + base) / 2} text-anchor="middle">
              {words.waiting}
            </text>
          )}
        </>
      }
    >
      {layout.bars.map((bar) => (
        <rect
          class="delay-bar"
          key={bar.x}
          x={bar.x}
          y={bar.y}
          width={Math.max(1, bar.width)}
          height={bar.height}
        />
      ))}
      <path class="delay-box" d={`M${box.x} ${base}V${box.y}h${box.width}V${base}`} />
      <text class="delay-box-label" x={box.x + box.width - 6} y={box.y - 6} text-anchor="end">
        {words.predicted}
      </text>
    </Chart>
  )
}

interface MeanMarkProps {
  readonly kind: 'predicted' | 'measured'
  readonly x: number
  /** The two labels stand in two rows, since their means may be one pixel apart. */
  readonly row: 0 | 1
  readonly layout: HistogramLayout
  readonly words: string
}

function MeanMark({ kind, x, row, layout, words }: MeanMarkProps) {
  const half = words.length * 3.6
  const at = Math.min(Math.max(x, layout.left + half), layout.right - half)
  return (
    <g class={`delay-mean delay-mean-${kind}`}>
      <line x1={x} x2={x} y1={layout.top - 18} y2={layout.base} />
      <text x={at} y={12 + 16 * row} text-anchor="middle">
        {words}
      </text>
    </g>
  )
}
