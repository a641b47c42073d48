/** The keys that lists have in common: where they lead from a row, and whose a press is. */

/** The row that a key leads to, which may be one before the first or behind the last; undefined for a key that leads nowhere. */
export function rowAfterKey(key: string, at: number, last: number): number | undefined {
  return { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: last }[key]
}

/** Whether a press is a shortcut of the browser's or of the system's. */
export function hasModifier({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey
}

/** Keeps a press that was acted on from the page, and from what the list stands in. */
export function takeKey(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopPropagation()
}
