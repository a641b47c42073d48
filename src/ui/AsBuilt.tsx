/**
 * A box whose first content is the page's own: the build draws it, and the browser's first render leaves what stands there, neither
 * made again nor compared. For drawings of hundreds of elements that are drawn anew as soon as their width is known.
 */
import type { ComponentChildren, JSX } from 'preact'

const IN_BUILD = typeof window === 'undefined'

interface Props extends Omit<JSX.HTMLAttributes<HTMLDivElement>, 'children'> {
  /** As built; once it is false it stays so. */
  readonly still: boolean
  readonly children: () => ComponentChildren
}

export function AsBuilt({ still, children, ...box }: Props) {
  return isLeft(still) ? (
    <div {...box} dangerouslySetInnerHTML={{ __html: '' }} />
  ) : (
    <div {...box}>{children()}</div>
  )
}

/** Whether what is `still` is left as built: then nothing of it has to be worked out either. */
export function isLeft(still: boolean): boolean {
  return still && !IN_BUILD
}
