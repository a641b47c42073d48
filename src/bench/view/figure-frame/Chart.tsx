/** A drawing with two axes: the grid, what stands before it, the base line with its ticks, and what stands before that. */
import type { ComponentChildren } from 'preact'
import type { DrawingBox } from '../../../ui/axis.ts'

interface Tick {
  /** In CSS pixels. */
  readonly at: number
  readonly text: string | number
}

interface Props {
  readonly layout: DrawingBox
  /** What it says to who does not see it. */
  readonly label: string
  readonly x: { readonly ticks: readonly Tick[]; readonly name: string }
  /** `nameAt`: how far from the top the axis is named. */
  readonly y: { readonly ticks: readonly Tick[]; readonly name: string; readonly nameAt: number }
  readonly behind?: ComponentChildren
  readonly above?: ComponentChildren
  readonly children: ComponentChildren
}

export function Chart({ layout: { width, height, left, right, base }, label, x, y, ...drawn }: Props) {
  return (
    <svg
      class="chart"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
    >
      {drawn.behind}
      {y.ticks.map(({ at, text }) => (
        <g key={text}>
          <line class="chart-grid" x1={left} x2={right} y1={at} y2={at} />
          <text class="chart-tick" x={left - 8} y={at + 4} text-anchor="end">
            {text}
          </text>
        </g>
      ))}
      <text class="chart-axis" x={0} y={y.nameAt}>
        {y.name}
      </text>
      {drawn.children}
      <line class="chart-base" x1={left} x2={right} y1={base} y2={base} />
      {x.ticks.map(({ at, text }) => (
        <g key={text}>
          <line class="chart-base" x1={at} x2={at} y1={base} y2={base + 4} />
          <text class="chart-tick" x={at} y={base + 18} text-anchor="middle">
            {text}
          </text>
        </g>
      ))}
      <text class="chart-axis" x={right} y={height - 5} text-anchor="end">
        {x.name}
      </text>
      {drawn.above}
    </svg>
  )
}
