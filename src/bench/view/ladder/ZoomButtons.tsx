/** The next smaller and the next larger scale of a ladder. */
import type { BenchWords } from '../words.ts'
import { QuietButton } from '../../../ui/Button.tsx'
import { SCALES } from './ladder-window.ts'

interface Props {
  readonly scale: number
  readonly words: BenchWords
  readonly onChoose: (scale: number) => void
}

export function ZoomButtons({ scale, words: { ladder }, onChoose }: Props) {
  const button = (label: string, sign: string, to: number | undefined) => (
    <QuietButton
      aria-label={label}
      disabled={to === undefined}
      onClick={() => to !== undefined && onChoose(to)}
    >
      {sign}
    </QuietButton>
  )
  const smaller = SCALES.findLast((other) => other < scale)
  const larger = SCALES.find((other) => other > scale)
  return (
    <span class="ladder-zoom needs-script">
      {button(ladder.zoomOut, '−', smaller)}
      {button(ladder.zoomIn, '+', larger)}
    </span>
  )
}
