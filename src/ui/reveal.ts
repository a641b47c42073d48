/**
 * Scrolls a box no further than needed for a part of it to be in sight; the page around it stays. `covered`: how many
 * pixels at its top something hides, such as a table's head that does not scroll.
 */
export function reveal(box: HTMLElement | null, part: HTMLElement | null | undefined, covered = 0): void {
  if (box === null || part === null || part === undefined) return
  const edge = box.getBoundingClientRect()
  const own = part.getBoundingClientRect()
  const top = own.top - edge.top - box.clientTop
  if (top < covered) box.scrollTop += top - covered
  else if (top + own.height > box.clientHeight) box.scrollTop += top + own.height - box.clientHeight
}
