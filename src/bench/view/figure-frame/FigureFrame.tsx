/** The frame of a figure: rules, its heading, whose run is on show, and below what it draws. */
import type { ComponentChildren, RefObject } from 'preact'
import './figure-frame.css'

interface Props {
  readonly title: string
  /** Its own class, beside the frame's. */
  readonly class: string
  /** What the page takes it for: a part to go to, or a group under a heading of its own; both are called by the title. */
  readonly as?: 'region' | 'group'
  /** What is said of the run on show: that it was recorded, or that it is the reader's. Absent where the figure says it elsewhere. */
  readonly says?: { readonly recorded: string; readonly live: string }
  readonly live?: boolean
  /** What its signs mean. */
  readonly signs?: ComponentChildren
  /** Buttons beside the heading. */
  readonly tools?: ComponentChildren
  readonly box?: RefObject<HTMLDivElement>
  readonly children: ComponentChildren
}

export function FigureFrame({ class: own, title, as, says, live = false, signs, tools, ...rest }: Props) {
  const { box = null, children } = rest
  if (as === 'group') {
    return (
      <div class={`figure ${own}`} role="group" aria-label={title} ref={box}>
        <h3 class="figure-title">{title}</h3>
        {children}
      </div>
    )
  }
  const Box = as === 'region' ? 'section' : 'div'
  return (
    <Box class={`figure ${own}`} aria-label={as === 'region' ? title : undefined} ref={box}>
      <p class="figure-head">
        <span class="figure-title">{title}</span>
        {signs}
        {says === undefined ? null : (
          <span class="figure-state" data-live={live}>
            {live ? says.live : says.recorded}
          </span>
        )}
        {tools === undefined ? null : <span class="figure-tools needs-script">{tools}</span>}
      </p>
      {children}
    </Box>
  )
}
