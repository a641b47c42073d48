/**
 * Which rows of a long, evenly high list are in the page: those in sight and a few around. Before the first
 * effect, that is in the build and in the browser's first render, the `still` rows are and no others, so that a
 * page without script holds them and the two renders agree.
 */
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

export interface RowWindow {
  readonly scroller: RefObject<HTMLDivElement>
  readonly first: number
  /** Exclusive. */
  readonly end: number
  /** The row at the top of the list: 0, but for a still list, which has no room for rows that are not in it. */
  readonly base: number
  /** How high the list is, in pixels. */
  readonly height: number
  readonly onScroll: () => void
  /** Scrolls no further than needed for the row to be in sight. */
  readonly reveal: (row: number) => void
  readonly toEnd: () => void
  readonly isAtEnd: () => boolean
}

const AROUND = 6

const useIsomorphicLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect

/** The rows that are drawn before the script runs. */
export interface StillRows {
  readonly first: number
  readonly count: number
}

export function useRowWindow(rows: number, rowHeight: number, still: StillRows): RowWindow {
  const scroller = useRef<HTMLDivElement>(null)
  const [mounted, setMounted] = useState(false)
  const [sight, setSight] = useState({ first: 0, count: 20 })

  const measure = (): void => {
    const box = scroller.current
    if (box === null) return
    // In steps of rows: most scroll events change nothing.
    const first = Math.floor(box.scrollTop / rowHeight)
    const count = Math.ceil(box.clientHeight / rowHeight) + 1
    setSight((old) => (old.first === first && old.count === count ? old : { first, count }))
  }
  useIsomorphicLayoutEffect(() => {
    setMounted(true)
    measure()
    const box = scroller.current
    if (box === null) return
    const observer = new ResizeObserver(measure)
    observer.observe(box)
    return () => observer.disconnect()
  }, [rowHeight])

  const first = mounted ? Math.max(0, Math.min(sight.first, rows) - AROUND) : Math.min(rows, still.first)
  const end = Math.min(rows, mounted ? sight.first + sight.count + AROUND : still.first + still.count)
  const base = mounted ? 0 : first
  return {
    scroller,
    first,
    end,
    base,
    height: (mounted ? rows : end - first) * rowHeight,
    onScroll: measure,
    reveal(row) {
      const box = scroller.current
      if (box === null) return
      const top = row * rowHeight
      if (top < box.scrollTop) box.scrollTop = top
      else if (top + rowHeight > box.scrollTop + box.clientHeight)
        box.scrollTop = top + rowHeight - box.clientHeight
    },
    toEnd() {
      const box = scroller.current
      if (box !== null) box.scrollTop = box.scrollHeight
    },
    isAtEnd() {
      const box = scroller.current
      return box === null || box.scrollTop + box.clientHeight >= rows * rowHeight - rowHeight
    },
  }
}
