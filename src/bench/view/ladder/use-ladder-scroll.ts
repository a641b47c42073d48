/** What moves the box of a ladder: time while a run is live, and the moment chosen in another view. */
import type { RefObject } from 'preact'
import { useCallback, useEffect, useState } from 'preact/hooks'
import type { LadderState } from './ladder-shapes.ts'
import { timeShown } from '../moments.ts'
import { scrollToShow } from './ladder-window.ts'
import type { TimeMap } from './time-map.ts'

/** The height of now is told in steps, so that the paper rarely grows. */
const TAIL_STEP = 80

interface Shown {
  readonly map: TimeMap
  /** What the reader chose with the zoom's buttons. */
  readonly scale: number
  /** Of the box, in CSS pixels. */
  readonly height: number
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
  viewState: LadderState,
  { map, scale, height }: Shown,
): LadderScroll {
  const { live } = viewState
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
  }, [live])

  // A moment chosen in another view comes into sight here.
  const chosen = viewState.selection?.moment
  useEffect(() => {
    const at = timeShown(viewState, chosen)
    if (at === undefined || box.current === null) return
    const event = chosen === undefined ? undefined : viewState.events[chosen]
    const from = event?.kind === 'slice' ? event.left : at
    box.current.scrollTop = scrollToShow({ top: map.y(from), bottom: map.y(at) }, box.current)
    // A fold that is opened moves the map and not the reader.
  }, [chosen, scale])

  return { following, follow, tailY, onTime }
}
