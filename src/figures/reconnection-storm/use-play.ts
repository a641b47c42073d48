/**
 * A storm played in time: how far it has come, start, and show at once. Where the reader wants little motion it goes on in
 * steps of a second. Used by the figure of the storm.
 */
import { useLayoutEffect, useRef, useState } from 'preact/hooks'

/** However long the storm, its play takes no longer. */
const LONGEST_PLAY_MS = 8000
const STEP_MS = 1000

export interface Play {
  /** Simulated time that is on show; all of it at rest. */
  readonly untilMs: number
  readonly isPlaying: boolean
  readonly play: () => void
  readonly showAll: () => void
}

/** How many times faster than the storm its play is; 1 for one that is short enough. */
export function playSpeed(spanMs: number): number {
  return Math.max(1, Math.ceil(spanMs / LONGEST_PLAY_MS))
}

export function usePlay(spanMs: number): Play {
  const [playedMs, setPlayedMs] = useState<number>()
  const stop = useRef<() => void>()
  const showAll = (): void => {
    stop.current?.()
    stop.current = undefined
    setPlayedMs(undefined)
  }
  // Another storm is shown whole. At once: later it would end the play that a quick reader has begun of it.
  useLayoutEffect(() => showAll, [spanMs])

  const play = (): void => {
    showAll()
    const speed = playSpeed(spanMs)
    const from = performance.now()
    const goOn = (): boolean => {
      const ms = (performance.now() - from) * speed
      setPlayedMs(ms < spanMs ? ms : undefined)
      return ms < spanMs
    }
    setPlayedMs(0)
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      const timer = setInterval(() => goOn() || clearInterval(timer), STEP_MS)
      stop.current = () => clearInterval(timer)
      return
    }
    let frame = requestAnimationFrame(function draw() {
      if (goOn()) frame = requestAnimationFrame(draw)
    })
    stop.current = () => cancelAnimationFrame(frame)
  }
  return { untilMs: playedMs ?? spanMs, isPlaying: playedMs !== undefined, play, showAll }
}
