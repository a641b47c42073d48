/**
 * False in the build and in the browser's first render, which must agree with it; true from then on. What only a
 * running page needs (names for each byte, buttons) is left out of the built page with it.
 */
import { useEffect, useState } from 'preact/hooks'

export function useMounted(): boolean {
  const [mounted, setMounted] = useState(false)
  useEffect(() => setMounted(true), [])
  return mounted
}
