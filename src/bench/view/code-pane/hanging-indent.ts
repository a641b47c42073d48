/** How far a source line that wraps is indented where it goes on, so that its rows read as one line. Pure. */

/** What goes on stands so far to the right of where its statement began. */
const DEEPER = 4

/** In a narrow pane, deep code would have no room left beside its indent. */
const DEEPEST = 16

/** Columns from the left edge: a comment goes on below its own text, a statement a little deeper than it began. */
export function hangingIndent(line: string): number {
  const [, blank = '', comment = ''] = /^(\s*)(\/\/\s*|\*\s+|\/\*+\s*)?/.exec(line) ?? []
  return Math.min(DEEPEST, blank.length + (comment === '' ? DEEPER : comment.length))
}
