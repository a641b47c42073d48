/**
 * A walk by itself: one step at once and then one every so often, until there is none, or the reader presses a key or
 * the pointer anywhere but on the walk's own controls, or the page is out of sight.
 */
import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'

export interface Autoplay {
  readonly isPlaying: boolean
  readonly toggle: () => void
}

/**
 * `step` gives false where there is no further one; `restart` then goes back to the first, for a walk that begins at the end.
 * `controls` holds what may be worked while it walks.
 */
export function useAutoplay(
  everyMs: number,
  step: () => boolean,
  restart: () => boolean,
  controls: RefObject<HTMLElement>,
): Autoplay {
  const [isPlaying, setPlaying] = useState(false)
  const latest = useRef(step)
  latest.current = step

  useEffect(() => {
    if (!isPlaying) return
    const timer = setInterval(() => {
      if (!latest.current()) setPlaying(false)
    }, everyMs)
    return () => clearInterval(timer)
  }, [isPlaying, everyMs])

  useEffect(() => {
    if (!isPlaying) return
    const stop = (): void => setPlaying(false)
    const stopOutside = (event: Event): void => {
      if (!isForControls(event, controls.current)) stop()
    }
    document.addEventListener('keydown', stopOutside, true)
    document.addEventListener('pointerdown', stopOutside, true)
    document.addEventListener('visibilitychange', stop)
    return () => {
      document.removeEventListener('keydown', stopOutside, true)
      document.removeEventListener('pointerdown', stopOutside, true)
      document.removeEventListener('visibilitychange', stop)
    }
  }, [isPlaying])

  return {
    isPlaying,
    toggle: () => setPlaying(!isPlaying && (latest.current() || restart())),
  }
}

/** The pointer on the controls, and the keys that work them: a button has two, a choice all but Escape. */
function isForControls(event: Event, controls: HTMLElement | null): boolean {
  const { target } = event
  if (!(target instanceof Element) || controls?.contains(target) !== true) return false
  if (!(event instanceof KeyboardEvent)) return true
  return target instanceof HTMLSelectElement
    ? event.key !== 'Escape'
    : event.key === 'Enter' || event.key === ' '
}
