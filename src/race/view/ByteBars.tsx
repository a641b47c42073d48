/** What a transport moved, up and down, stacked by kind; all rows to one scale, the largest as wide as its box. */
import { BYTE_KINDS, type ByteCounts } from '../../wire/trace/queries/byte-counts.ts'
import type { RaceRow } from '../../wire/race/race-view.ts'
import { sumOf } from '../model/race-numbers.ts'

interface Props {
  readonly row: RaceRow
  /** The most that any row moved in one direction. */
  readonly most: number
}

const WIDTH = 100

export function ByteBars({ row: { bytes }, most }: Props) {
  return (
    <svg class="race-bytes" viewBox={`0 0 ${WIDTH} 22`} preserveAspectRatio="none" aria-hidden="true">
      <Bar counts={bytes['client-to-server']} y={1} most={most} />
      <Bar counts={bytes['server-to-client']} y={12} most={most} />
    </svg>
  )
}

function Bar({
  counts,
  y,
  most,
}: {
  readonly counts: ByteCounts
  readonly y: number
  readonly most: number
}) {
  let before = 0
  return (
    <g>
      {BYTE_KINDS.map((kind) => {
        const x = before
        const width = most === 0 ? 0 : (counts[kind] / most) * WIDTH
        before += width
        return (
          <rect
            key={kind}
            class={`race-bytes-${kind}`}
            x={hundredths(x)}
            y={y}
            width={hundredths(width)}
            height="9"
          />
        )
      })}
    </g>
  )
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100
}

/** The largest sum of one direction among rows. */
export function mostBytes(rows: readonly RaceRow[]): number {
  return Math.max(0, ...rows.flatMap(({ bytes }) => Object.values(bytes).map(sumOf)))
}
