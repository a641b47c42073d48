/** Whether an element that is `there` has come near the screen; once it has, it stays so. One that is not shown is not near. */
import type { RefObject } from 'preact'
import { useEffect, useState } from 'preact/hooks'

export function useNear(element: RefObject<HTMLElement>, there: boolean): boolean {
  const [isNear, setNear] = useState(false)
  useEffect(() => {
    if (!there || isNear || element.current === null) return
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting === true), {
      rootMargin: '600px',
    })
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [there, isNear])
  return isNear
}
