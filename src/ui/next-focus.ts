/** Where the focus goes on from when what has it is taken off the page: else it falls to the page's beginning, unheard. */

const FOCUSABLE = ':is(button, input, select, textarea):not(:disabled), a[href], summary, [tabindex="0"]'

/** To be asked while the element stands on the page; what is given is called once it is gone, and moves the focus to what is nearest. */
export function focusOnFrom(element: Element): () => void {
  const around: Element[] = []
  for (let place = element.parentElement; place !== null; place = place.parentElement) around.push(place)
  return () => {
    // Somebody has seen to it already, or nothing was taken away.
    if (element.isConnected || document.activeElement !== document.body) return
    for (const place of around) {
      if (!place.isConnected || place === document.body) continue
      const next = [...place.querySelectorAll<HTMLElement>(FOCUSABLE)].find((each) => each.checkVisibility())
      next?.focus({ preventScroll: true })
      if (next !== undefined) return
    }
  }
}
