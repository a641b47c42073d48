/** The delays of one transport as dots on the rows' common axis, the theory as a box behind them, median and p95 as ticks. */
import type { RaceRow } from '../../wire/race/race-view.ts'
import type { DelayScale } from './delay-scale.ts'

interface Props {
  readonly row: Pick<RaceRow, 'delays' | 'theory'>
  readonly scale: DelayScale
  /** In pixels; a guess before the box was measured, and then stretched to it. */
  readonly width: number
  readonly still: boolean
}

export const STRIP_HEIGHT = 34
/** Half a dot must be whole at either end. */
export const STRIP_PAD = 6

/** Where a delay stands in a strip so wide. */
export function stripX(scale: DelayScale, delayMs: number, width: number): number {
  return Math.round(10 * (STRIP_PAD + scale.at(delayMs) * (width - 2 * STRIP_PAD))) / 10
}

export function DelayStrip({ row: { delays, theory }, scale, width, still }: Props) {
  const x = (ms: number): number => stripX(scale, ms, width)
  const { recent, summary } = delays
  const newest = recent.at(-1)
  return (
    <svg
      class="race-strip"
      viewBox={`0 0 ${width} ${STRIP_HEIGHT}`}
      preserveAspectRatio={still ? 'none' : undefined}
      aria-hidden="true"
    >
      {scale.ticks.map((tick) => (
        <line key={tick} class="race-strip-tick" x1={x(tick)} x2={x(tick)} y1="0" y2={STRIP_HEIGHT} />
      ))}
      {theory === undefined ? null : (
        <>
          <rect
            class="race-theory"
            x={x(theory.leastMs) - 1.5}
            width={x(theory.greatestMs) - x(theory.leastMs) + 3}
            y="3"
            height={STRIP_HEIGHT - 6}
          />
          <path class="race-theory-mean" d={`M${x(theory.meanMs)} 3v5M${x(theory.meanMs)} 31v-5`} />
        </>
      )}
      <path
        class="race-dots"
        d={recent.map(({ event, delayMs }) => `M${x(delayMs)} ${dotY(event)}h0`).join('')}
      />
      {newest === undefined ? null : (
        <circle class="race-dot-newest" cx={x(newest.delayMs)} cy={dotY(newest.event)} r="4" />
      )}
      {summary === undefined ? null : (
        <path
          class="race-quantiles"
          d={`M${x(summary.median)} 1v${STRIP_HEIGHT - 2}M${x(summary.p95)} 9v${STRIP_HEIGHT - 18}`}
        />
      )}
    </svg>
  )
}

/** Events of one delay would lie on one another: each keeps a height of its own, always the same one. */
function dotY(event: number): number {
  return 7 + ((event * 7) % 11) * 2
}
