/** The inner width of a box, for drawings that are laid out in its pixels. */
import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import { useIsomorphicLayoutEffect } from './use-layout-effect.ts'

/** No drawing is laid out for less. */
const LEAST_WIDTH = 240

export interface BoxWidth {
  /** In CSS pixels, whole. `still` until the box has been measured. */
  readonly width: number
  readonly measured: boolean
}

/** Measures a box before the first paint, and again whenever its size changes. */
export function useBoxWidth(of: RefObject<HTMLElement>, still: number): BoxWidth {
  const [width, setWidth] = useState(still)
  const [measured, setMeasured] = useState(false)
  useIsomorphicLayoutEffect(() => {
    const box = of.current
    if (box === null) return
    setMeasured(true)
    const measure = (): void => setWidth(Math.max(LEAST_WIDTH, Math.floor(box.clientWidth)))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(box)
    return () => observer.disconnect()
  }, [])
  return { width, measured }
}
