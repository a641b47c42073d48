/** What moves the box of a ladder: time while a run is live, the moment chosen in another view, the stop that is open. */
import type { RefObject } from 'preact'
import { useCallback, useEffect, useState } from 'preact/hooks'
import { timeShown, type Frame } from '../frame.ts'
import { scrollToShow } from './ladder-window.ts'
import type { TimeMap } from './time-map.ts'

/** Where in the box a stop's mark comes to stand. */
const STOP_AT = 0.4
/** The height of now is told in steps, so that the paper rarely grows. */
const TAIL_STEP = 80

interface Shown {
  readonly map: TimeMap
  /** What the reader chose with the zoom's buttons. */
  readonly scale: number
  /** Of the box, in CSS pixels. */
  readonly height: number
  /** The moment of the stop that is open. */
  readonly around: number | undefined
}

interface LadderScroll {
  readonly following: boolean
  readonly follow: (following: boolean) => void
  /** The height of now, rounded up; for the height of the paper. */
  readonly tailY: number
  readonly onTime: (nowY: number) => void
}

export function useLadderScroll(
  box: RefObject<HTMLElement>,
  frame: Frame,
  { map, scale, height, around }: Shown,
): LadderScroll {
  const { live, model } = frame
  const [following, follow] = useState(true)
  const [tailY, setTailY] = useState(0)
  const onTime = useCallback(
    (nowY: number) => {
      setTailY(Math.ceil(nowY / TAIL_STEP) * TAIL_STEP)
      if (box.current !== null && following) box.current.scrollTop = nowY - height + 28
    },
    [following, height],
  )
  useEffect(() => {
    if (live) follow(true)
  }, [live, model])

  // A moment chosen in another view comes into sight here.
  const chosen = frame.selection?.moment
  useEffect(() => {
    const at = timeShown(frame, chosen)
    if (at === undefined || box.current === null) return
    const event = chosen === undefined ? undefined : frame.events[chosen]
    const from = event?.kind === 'slice' ? event.left : at
    box.current.scrollTop = scrollToShow({ top: map.y(from), bottom: map.y(at) }, box.current)
    // A fold that is opened moves the map and not the reader.
  }, [chosen, scale])

  useEffect(() => {
    const at = timeShown(frame, around)
    if (at === undefined || box.current === null) return
    box.current.scrollTop = map.y(at) - box.current.clientHeight * STOP_AT
  }, [around])
  return { following, follow, tailY, onTime }
}
