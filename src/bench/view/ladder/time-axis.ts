/** What stands at a ladder's axis: regular times where a second is as high everywhere, else the times of marks. Pure. */
import type { Timeline } from '../../../wire/trace/views.ts'
import type { AxisTime, LadderViewport } from './ladder-shapes.ts'
import { inOrder, isMeantFor } from './mark-times.ts'

export function axisTimes(timeline: Timeline, viewport: LadderViewport): readonly AxisTime[] {
  return viewport.map.isLinear ? regularTimes(viewport) : timesOfMarks(timeline, viewport)
}

function regularTimes({ map, from, to }: LadderViewport): readonly AxisTime[] {
  // A second that is taller than most of a ladder is told in tenths.
  const perSecond = map.y(map.origin + 1000) - map.y(map.origin) >= 320 ? 10 : 1
  const stepMs = 1000 / perSecond
  const first = Math.max(0, Math.ceil((from - map.origin) / stepMs))
  const last = Math.floor((to - map.origin) / stepMs)
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({
    y: map.y(map.origin + (first + index) * stepMs),
    label: String((first + index) / perSecond),
  }))
}

/** Of each group of marks that stand together, the first; of a slice, when it left. The moment on show is always among them. */
function timesOfMarks(timeline: Timeline, viewport: LadderViewport): readonly AxisTime[] {
  const { map, from, to, now, labelSize, selected } = viewport
  const apart = labelSize + 3
  const label = (at: number): string => ((at - map.origin) / 1000).toFixed(3)
  const chosen: AxisTime | undefined =
    selected === undefined || selected.at < from || selected.at > to
      ? undefined
      : { y: map.y(selected.at), label: label(selected.at), isSelected: true }
  const times: AxisTime[] = []
  for (const at of inOrder(begun(timeline))) {
    if (at < from || at > Math.min(to, now)) continue
    const y = map.y(at)
    const isFree = [times.at(-1), chosen].every(
      (other) => other === undefined || Math.abs(y - other.y) >= apart,
    )
    // Two that are spread apart may be within one millisecond, which stands there once.
    const isSaid = [times.at(-1), chosen].some((other) => other?.label === label(at))
    if (isFree && !isSaid) times.push({ y, label: label(at) })
  }
  return chosen === undefined ? times : [...times, chosen].sort((a, b) => a.y - b.y)
}

function begun({ lanes, published, faults }: Timeline): readonly number[] {
  return [
    ...published.map(({ event }) => event.at),
    ...faults
      .filter(({ fault }) => lanes.some((lane) => isMeantFor(lane, fault)))
      .map(({ fault }) => fault.at),
    ...lanes.flatMap(({ arrows, notes, ends, deliveries }) => [
      ...arrows.map(({ left }) => left),
      ...notes.map(({ at }) => at),
      ...ends.map(({ at }) => at),
      ...deliveries.map(({ at }) => at),
    ]),
  ]
}
