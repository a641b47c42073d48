/** A thin strip beside a ladder that is higher than its box: the whole run, its arrows, and what of it is in sight. */
import type { TimeMap } from './time-map.ts'
import type { Timeline } from '../../../wire/trace/views.ts'

interface Props {
  readonly timeline: Timeline
  readonly shown: number
  readonly map: TimeMap
  /** Of the box and of what it scrolls, in CSS pixels. */
  readonly height: number
  readonly contentHeight: number
  readonly scrollTop: number
}

export function RunStrip({ timeline, shown, map, height, contentHeight, scrollTop }: Props) {
  if (contentHeight <= height + 1) return null
  const part = height / contentHeight
  // Arrows that fall on one pixel of the strip are one.
  const heights = timeline.lanes.flatMap(({ arrows }) =>
    arrows.filter(({ moment }) => moment < shown).map(({ left }) => Math.round(map.y(left) * part)),
  )
  return (
    <div class="ladder-strip" aria-hidden="true" style={{ height: `${height}px` }}>
      <svg width="4" height={height} viewBox={`0 0 4 ${height}`}>
        <path d={[...new Set(heights)].map((y) => `M0 ${y}h4`).join('')} />
      </svg>
      <span style={{ top: `${scrollTop * part}px`, height: `${Math.max(12, height * part)}px` }} />
    </div>
  )
}
