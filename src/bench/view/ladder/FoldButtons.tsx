/** Over a ladder's folds: a button each, which opens the silence that is left out, or leaves it out again. */
import type { BenchWords } from '../words.ts'
import type { Fold } from './time-map.ts'
import { BareButton } from '../../../ui/Button.tsx'

interface Props {
  readonly folds: readonly Fold[]
  readonly words: BenchWords
  readonly onToggle: (from: number) => void
}

/** High enough for a finger; an opened silence's is at its middle, where its words are. */
const HEIGHT = 28

export function FoldButtons({ folds, words, onToggle }: Props) {
  return (
    <>
      {folds.map(({ from, to, top, bottom, isOpen }) => (
        <BareButton
          key={from}
          class="ladder-fold"
          aria-expanded={isOpen}
          aria-label={words.ladder.leftOut(words.duration(to - from))}
          title={isOpen ? words.ladder.closeFold : words.ladder.openFold}
          style={{ top: `${Math.round((top + bottom - HEIGHT) / 2)}px`, height: `${HEIGHT}px` }}
          onClick={(event) => {
            event.stopPropagation()
            onToggle(from)
          }}
        />
      ))}
    </>
  )
}
