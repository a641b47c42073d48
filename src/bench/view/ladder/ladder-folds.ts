/** The folds of a ladder as geometry: their notches, their words, and what labels keep off. Pure. */
import type { BenchWords } from '../words.ts'
import { labelBox, type Box, type Place } from './label-box.ts'
import type { LaneColumns } from './ladder-columns.ts'
import type { FoldShape, LadderViewport } from './ladder-shapes.ts'
import type { Fold } from './time-map.ts'

/** A notch, to each side of its lifeline and of its middle. */
export const NOTCH = { half: 13, high: 7 } as const

/** The folds in sight, each with its time in words between the lifelines of the first lane that has room for them. */
export function foldShapes(
  columns: readonly LaneColumns[],
  { map, from, to, now, labelSize }: LadderViewport,
  words: BenchWords,
): readonly FoldShape[] {
  return map.folds
    .filter((fold) => fold.to >= from && fold.from <= to && fold.to <= now)
    .map((fold) => {
      const label = foldLabel(fold, columns, labelSize, words)
      const { from: begins, top, bottom, isOpen } = fold
      return { from: begins, top, bottom, isOpen, ...(label === undefined ? {} : { label }) }
    })
}

function foldLabel(
  fold: Fold,
  columns: readonly LaneColumns[],
  size: number,
  words: BenchWords,
): FoldShape['label'] {
  const span = words.duration(fold.to - fold.from)
  const texts = fold.isOpen ? [words.ladder.opened(span), span] : [words.ladder.leftOut(span), span]
  const y = (fold.top + fold.bottom) / 2
  for (const text of texts.map((each) => `⌁ ${each}`)) {
    for (const { browserX, serverX } of columns) {
      const place: Place = { x: (browserX + serverX) / 2, y: y + 0.33 * size, anchor: 'middle' }
      const box = labelBox(text, place, size)
      if (box.left < browserX + NOTCH.half || box.right > serverX - NOTCH.half) continue
      const mark = { moment: -1, x: place.x, y, at: fold.from, top: fold.top, bottom: fold.bottom }
      return { ...place, text, tone: { kind: 'soft' }, rail: 'folds', mark }
    }
  }
  return undefined
}

/** What of folds labels keep off. */
export function foldBoxes(
  folds: readonly FoldShape[],
  columns: readonly LaneColumns[],
  size: number,
): readonly Box[] {
  return folds.flatMap(({ top, bottom, isOpen, label }) => {
    const y = (top + bottom) / 2
    const { half, high } = NOTCH
    const notches = isOpen
      ? []
      : columns
          .flatMap(({ browserX, serverX }) => [browserX, serverX])
          .map((x) => ({ left: x - half, right: x + half, top: y - high, bottom: y + high }))
    return label === undefined ? notches : [...notches, labelBox(label.text, label, size)]
  })
}
