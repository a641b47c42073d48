/**
 * Events published within a few milliseconds of one another: their diamonds would cover one another on the
 * lifeline, so they stand beside it in their order, each at its own height. Pure.
 */
import type { PublishedMark } from '../../../wire/trace/views.ts'

export interface FannedMark {
  readonly mark: PublishedMark
  readonly y: number
  /** How far right of the lifeline, in pixels. */
  readonly aside: number
}

/** Nearer than this, in pixels, two diamonds touch. */
const CLOSE = 9
const STEP = 11
/** Half a diamond must stay clear of the edge. */
const MARGIN = 8

/** Whether two diamonds of one lane would touch if they stood on the lifeline. */
export function isTogether(one: { readonly y: number }, other: { readonly y: number }): boolean {
  return Math.abs(one.y - other.y) < CLOSE
}

/** The marks in groups of those that would touch, each group fanned out over at most `room` pixels. */
export function fanOut(
  marks: readonly PublishedMark[],
  y: (at: number) => number,
  room: number,
): readonly (readonly FannedMark[])[] {
  const groups: { mark: PublishedMark; y: number }[][] = []
  const placedMarks = marks.map((mark) => ({ mark, y: y(mark.event.at) })).sort((a, b) => a.y - b.y)
  for (const placed of placedMarks) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group !== undefined && last !== undefined && placed.y - last.y < CLOSE) group.push(placed)
    else groups.push([placed])
  }
  return groups.map((group) => {
    const step = Math.min(STEP, Math.max(0, room - MARGIN) / Math.max(1, group.length - 1))
    return group.map((each, index) => ({ ...each, aside: index * step }))
  })
}
