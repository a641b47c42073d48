/** Scrolls a box no further than needed for a part of it to be in sight; the page around it stays. */
export function reveal(box: HTMLElement | null, part: HTMLElement | null | undefined): void {
  if (box === null || part === null || part === undefined) return
  const edge = box.getBoundingClientRect()
  const own = part.getBoundingClientRect()
  const top = own.top - edge.top - box.clientTop
  if (top < 0) box.scrollTop += top
  else if (top + own.height > box.clientHeight) box.scrollTop += top + own.height - box.clientHeight
}
