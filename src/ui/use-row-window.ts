/**
 * Which rows of a long, evenly high list are in the page: those in sight and a few around. Before the first
 * effect, that is in the build and in the browser's first render, the first `still` rows are, so that a page
 * without script holds them and the two renders agree.
 */
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'

export interface RowWindow {
  readonly scroller: RefObject<HTMLDivElement>
  readonly first: number
  /** Exclusive. */
  readonly end: number
  readonly onScroll: () => void
  /** Scrolls no further than needed for the row to be in sight. */
  readonly reveal: (row: number) => void
  readonly toEnd: () => void
  readonly isAtEnd: () => boolean
}

const AROUND = 6

const useIsomorphicLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect

export function useRowWindow(rows: number, rowHeight: number, still: number): RowWindow {
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

  const first = mounted ? Math.max(0, Math.min(sight.first, rows) - AROUND) : 0
  const end = mounted ? Math.min(rows, sight.first + sight.count + AROUND) : Math.min(rows, still)
  return {
    scroller,
    first,
    end,
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
