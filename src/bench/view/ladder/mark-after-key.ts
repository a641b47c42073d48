/** Where keys lead in a ladder: from mark to mark as time runs, to the first and the last, and to the lane beside. Pure. */
import type { LadderMark } from './ladder-marks.ts'

/** The moment on show, and when it is. */
interface Here {
  readonly moment: number | undefined
  readonly at: number
}

/**
 * The mark that a key leads to; undefined where it leads nowhere. `marks` are in order of time, `runs` are the lanes' from left to right.
 * The lane beside is entered at the mark that is nearest in time; one without marks is passed over.
 */
export function markAfterKey(
  key: string,
  marks: readonly LadderMark[],
  here: Here,
  runs: readonly string[],
): LadderMark | undefined {
  switch (key) {
    case 'ArrowDown':
      return marks[Math.min(marks.length - 1, placeAfter(marks, here, 1))]
    case 'ArrowUp':
      return marks[Math.max(0, placeAfter(marks, here, -1))]
    case 'Home':
      return marks[0]
    case 'End':
      return marks.at(-1)
    case 'ArrowRight':
      return beside(marks, here, runs, 1)
    case 'ArrowLeft':
      return beside(marks, here, runs, -1)
    default:
      return undefined
  }
}

/** Keys that are a ladder's, also where they lead nowhere. */
export const LADDER_KEYS: readonly string[] = [
  'ArrowDown',
  'ArrowUp',
  'Home',
  'End',
  'ArrowRight',
  'ArrowLeft',
]

function placeAfter(marks: readonly LadderMark[], { moment, at }: Here, direction: 1 | -1): number {
  const place = marks.findIndex((mark) => mark.moment === moment)
  if (place >= 0) return place + direction
  return direction === 1
    ? marks.findIndex((mark) => mark.at > at)
    : marks.findLastIndex((mark) => mark.at < at)
}

function beside(
  marks: readonly LadderMark[],
  { moment, at }: Here,
  runs: readonly string[],
  direction: 1 | -1,
): LadderMark | undefined {
  const run = marks.find((mark) => mark.moment === moment)?.run
  // What happens on the feed is no lane's: from there the first is entered, or the last.
  const from = run === undefined ? (direction === 1 ? -1 : runs.length) : runs.indexOf(run)
  for (let lane = from + direction; lane >= 0 && lane < runs.length; lane += direction) {
    const there = marks.filter((mark) => mark.run === runs[lane])
    const [first] = there
    if (first !== undefined)
      return there.reduce(
        (near, mark) => (Math.abs(mark.at - at) < Math.abs(near.at - at) ? mark : near),
        first,
      )
  }
  return undefined
}
