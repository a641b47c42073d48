/** Whether an element is at least so many pixels wide; false in the build and in the browser's first render. */
import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useState } from 'preact/hooks'

const useIsomorphicLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect

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
