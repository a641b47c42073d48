/**
 * Which rows of a long list, evenly high or not, are in the page: those in sight and a few around. Before the first
 * effect, that is in the build and in the browser's first render, the `still` rows are and no others, so that a
 * page without script holds them and the two renders agree.
 */
import type { RefObject } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { useIsomorphicLayoutEffect } from './use-layout-effect.ts'

export interface RowWindow {
  readonly scroller: RefObject<HTMLDivElement>
  readonly first: number
  /** Exclusive. */
  readonly end: number
  /** The rows from the first on, before the end. */
  readonly drawn: readonly number[]
  /** The row at the top of the list: 0, but for a still list, which has no room for rows that are not in it. */
  readonly base: number
  /** Where a row is drawn: pixels from the list's top. Of a list that is not too high, its `topOf`. */
  readonly placeOf: (row: number) => number
  /** How high the list is, in pixels. */
  readonly height: number
  readonly onScroll: () => void
  /** Scrolls no further than needed for the row to be in sight. */
  readonly reveal: (row: number) => void
  readonly toEnd: () => void
  readonly isAtEnd: () => boolean
}

const AROUND = 6

/**
 * Browsers make nothing higher: Firefox stops at 17.9 million pixels, Chromium at 33.5 million. A list whose rows need more
 * is this high, and scrolling moves through its rows as much faster.
 */
const HIGHEST_PX = 12_000_000

/** The rows that are drawn before the script runs. */
export interface StillRows {
  readonly first: number
  readonly count: number
}

/** Where rows of unlike heights begin. The same object as long as they do. */
export interface RowTops {
  /** In pixels from the top of the list; of the row after the last it is where the list ends. */
  readonly topOf: (row: number) => number
}

/** `heights`: of every row, in pixels; or, where they differ, where each begins. */
export function useRowWindow(rows: number, heights: number | RowTops, still: StillRows): RowWindow {
  const scroller = useRef<HTMLDivElement>(null)
  const [mounted, setMounted] = useState(false)
  const [sight, setSight] = useState({ first: 0, count: 20 })

  const topOf = (row: number): number => (typeof heights === 'number' ? row * heights : heights.topOf(row))
  const rowAt = (height: number): number =>
    typeof heights === 'number' ? Math.floor(height / heights) : lastAbove(heights, rows, height)
  const total = topOf(rows)
  const height = Math.min(total, HIGHEST_PX)
  /** How many pixels of rows a pixel of scrolling stands for. */
  const pace = (box: HTMLElement): number =>
    height === total ? 1 : (total - box.clientHeight) / Math.max(1, height - box.clientHeight)
  /** Of a list that is too high: how far its rows are drawn from where they would be. */
  const [shift, setShift] = useState(0)
  const measure = (): void => {
    const box = scroller.current
    if (box === null) return
    const top = box.scrollTop * pace(box)
    // In steps of rows: most scroll events change nothing.
    const first = rowAt(top)
    const count = rowAt(top + box.clientHeight) - first + 1
    setSight((old) => (old.first === first && old.count === count ? old : { first, count }))
    setShift(height === total ? 0 : Math.round(top - box.scrollTop))
  }
  useIsomorphicLayoutEffect(() => {
    setMounted(true)
    measure()
    const box = scroller.current
    if (box === null) return
    const observer = new ResizeObserver(measure)
    observer.observe(box)
    return () => observer.disconnect()
  }, [heights])

  const first = mounted ? Math.max(0, Math.min(sight.first, rows) - AROUND) : Math.min(rows, still.first)
  const end = Math.min(rows, mounted ? sight.first + sight.count + AROUND : still.first + still.count)
  const base = mounted ? 0 : first
  return {
    scroller,
    first,
    end,
    drawn: Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index),
    base,
    placeOf: (row) => topOf(row) - shift,
    height: mounted ? height : topOf(end) - topOf(first),
    onScroll: measure,
    reveal(row) {
      const box = scroller.current
      if (box === null) return
      const [top, bottom] = [topOf(row), topOf(row + 1)]
      const seen = box.scrollTop * pace(box)
      if (top < seen) box.scrollTop = top / pace(box)
      else if (bottom > seen + box.clientHeight) box.scrollTop = (bottom - box.clientHeight) / pace(box)
    },
    toEnd() {
      const box = scroller.current
      if (box !== null) box.scrollTop = box.scrollHeight
    },
    isAtEnd() {
      const box = scroller.current
      return box === null || box.scrollTop * pace(box) + box.clientHeight >= topOf(Math.max(0, rows - 1))
    },
  }
}

/** The last row that begins at a height or above it: binary search. */
function lastAbove({ topOf }: RowTops, rows: number, height: number): number {
  let low = 0
  let high = Math.max(0, rows - 1)
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (topOf(middle) <= height) low = middle
    else high = middle - 1
  }
  return low
}
