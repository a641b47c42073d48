/** A swipe to the side on a touch screen: one step. The screen's edges belong to the browser, and what scrolls sideways keeps its own. */
const FAR = 48
const EDGE = 24
/** For so long after a swipe Chromium may take a tap for one that stops what it believes is still moving, and tells nobody of a click. */
const FLING_MS = 600
const STILL = 10

interface Swipe {
  readonly onTouchStart: (event: TouchEvent) => void
  readonly onTouchEnd: (event: TouchEvent) => void
}

let from: { readonly x: number; readonly y: number } | undefined
let swipedAt = -Infinity

/** Handlers for the element that is swiped: to the left goes on (1), to the right back (-1). */
export function swipe(step: (by: 1 | -1) => void): Swipe {
  return {
    onTouchStart(event) {
      const [touch] = event.touches
      const isOne = event.touches.length === 1 && touch !== undefined
      const isEdge = touch !== undefined && (touch.clientX < EDGE || touch.clientX > innerWidth - EDGE)
      from =
        isOne && !isEdge && !scrollsSideways(event.target)
          ? { x: touch.clientX, y: touch.clientY }
          : undefined
    },
    onTouchEnd(event) {
      const [touch] = event.changedTouches
      if (from === undefined || touch === undefined) return
      const [dx, dy] = [touch.clientX - from.x, touch.clientY - from.y]
      from = undefined
      if (Math.hypot(dx, dy) < STILL && event.timeStamp - swipedAt < FLING_MS) return clickInstead(event)
      if (Math.abs(dx) < FAR || Math.abs(dx) <= 2 * Math.abs(dy)) return
      swipedAt = event.timeStamp
      step(dx < 0 ? 1 : -1)
    },
  }
}

/** Where the browser's own click can be forbidden, so that there are not two. */
function clickInstead(event: TouchEvent): void {
  const target = event.target instanceof Element ? event.target.closest<HTMLElement>('button, a') : null
  if (target === null || !event.cancelable) return
  event.preventDefault()
  target.click()
}

function scrollsSideways(target: EventTarget | null): boolean {
  for (let at = target instanceof Element ? target : null; at !== null; at = at.parentElement) {
    if (at.scrollWidth > at.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(at).overflowX)) return true
  }
  return false
}
