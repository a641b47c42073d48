/** What follows once something was brought, and is on show. */
import { useEffect, useRef } from 'preact/hooks'

/** Gives what to call as something brought is opened: `then` follows once the run so counted is drawn. */
export function useBrought(opening: number, then: () => void): () => void {
  const isBrought = useRef(false)
  useEffect(() => {
    if (!isBrought.current) return
    isBrought.current = false
    then()
  }, [opening])
  return () => void (isBrought.current = true)
}
