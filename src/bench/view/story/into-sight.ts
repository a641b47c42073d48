/** Where the page stands when a link has led to a moment of a figure: with what can be done with the figure on the screen, and what the link is about. */

/** Between the edge of the window and what has come into sight. */
const MARGIN = 12

/**
 * Scrolls the window so that a figure stands at its top, as whole as it can while `about` is on the screen: with what introduces it, or from
 * its bar on. What is about to be drawn is waited for. In a frame the page around it stays where it is.
 */
export function bringIntoSight(figure: Element, about: () => readonly (Element | null | undefined)[]): void {
  const next = (then: () => void): void => void requestAnimationFrame(() => requestAnimationFrame(then))
  next(() => {
    const ends = about().flatMap((each) => each?.getBoundingClientRect().bottom ?? [])
    const least = Math.max(...ends) + MARGIN - innerHeight
    const tops = [figure.closest('figure'), figure].flatMap((each) => each?.getBoundingClientRect().top ?? [])
    const whole = tops.map((top) => top - MARGIN).find((top) => top >= least)
    scrollBy({ top: whole ?? least, behavior: 'instant' })
  })
}
