/** Whether an element is at least so many pixels wide; false in the build and in the browser's first render. */
import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import { useIsomorphicLayoutEffect } from './use-layout-effect.ts'

export function useIsWide(element: RefObject<HTMLElement>, pixels: number): boolean {
  const [isWide, setIsWide] = useState(false)
  useIsomorphicLayoutEffect(() => {
    const box = element.current
    if (box === null) return
    const observer = new ResizeObserver(() => setIsWide(box.clientWidth >= pixels))
    observer.observe(box)
    return () => observer.disconnect()
  }, [pixels])
  return isWide
}
