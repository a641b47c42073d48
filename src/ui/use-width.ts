/** Tells how many pixels wide an element is: when it is there, and whenever that changes. 0 where it is out of sight. */
import type { RefObject } from 'preact'
import { useIsomorphicLayoutEffect } from './use-layout-effect.ts'

export function useWidth(element: RefObject<HTMLElement>, heard: (width: number) => void): void {
  useIsomorphicLayoutEffect(() => {
    const box = element.current
    if (box === null) return
    const measure = (): void => heard(box.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(box)
    return () => observer.disconnect()
  }, [])
}
