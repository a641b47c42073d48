/** The inner width of a box, for drawings that are laid out in its pixels. */
import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import { useIsomorphicLayoutEffect } from './use-layout-effect.ts'

/** No drawing is laid out for less, where it does not say so itself. */
const LEAST_WIDTH = 240

export interface BoxWidth {
  /** In CSS pixels, whole. `still` until the box has been measured. */
  readonly width: number
  readonly measured: boolean
}

/**
 * Measures a box before the first paint, and again whenever its size changes. Of an island that is being hydrated, which stands there as
 * built, it is measured in the next frame: what is drawn by its width is drawn anew, and the browser may answer the reader in between.
 */
export function useBoxWidth(of: RefObject<HTMLElement>, still: number, least = LEAST_WIDTH): BoxWidth {
  const [width, setWidth] = useState(still)
  const [measured, setMeasured] = useState(false)
  useIsomorphicLayoutEffect(() => {
    const box = of.current
    if (box === null) return
    const measure = (): void => {
      setMeasured(true)
      setWidth(Math.max(least, Math.floor(box.clientWidth)))
    }
    const observer = new ResizeObserver(measure)
    // Watching tells the width as well, in the next frame.
    if (box.closest('astro-island[ssr]') === null) measure()
    observer.observe(box)
    return () => observer.disconnect()
  }, [])
  return { width, measured }
}
