/** Whether a media query holds; false in the build and in the browser's first render, known before its first paint. */
import { useState } from 'preact/hooks'
import { useIsomorphicLayoutEffect } from './use-layout-effect.ts'

export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(false)
  useIsomorphicLayoutEffect(() => {
    const media = matchMedia(query)
    const changed = (): void => setHolds(media.matches)
    changed()
    media.addEventListener('change', changed)
    return () => media.removeEventListener('change', changed)
  }, [query])
  return holds
}
