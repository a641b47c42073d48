/** Whether the page is being put on paper; false in the build and until a print begins. */
import { useEffect, useState } from 'preact/hooks'

export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const media = matchMedia('print')
    const changed = (): void => setPrinting(media.matches)
    changed()
    media.addEventListener('change', changed)
    return () => media.removeEventListener('change', changed)
  }, [])
  return printing
}
