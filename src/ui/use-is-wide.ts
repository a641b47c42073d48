/** Whether an element is at least so many pixels wide; false in the build and in the browser's first render. */
import type { RefObject } from 'preact'
import { useState } from 'preact/hooks'
import { useWidth } from './use-width.ts'

export function useIsWide(element: RefObject<HTMLElement>, pixels: number): boolean {
  const [isWide, setIsWide] = useState(false)
  useWidth(element, (width) => setIsWide(width >= pixels))
  return isWide
}
