/** The walk by itself: start and stop it, how long a field stands, and whether it goes on into the next unit. */
import { useRef, useState } from 'preact/hooks'
import type { InspectorWords } from './words.ts'
import { useAutoplay } from './use-autoplay.ts'
import { QuietButton } from '../ui/Button.tsx'
import { Select } from '../ui/Select.tsx'
import { Tick } from '../ui/Tick.tsx'

/** How long a field may stand, in seconds; a sentence takes most readers about four. */
const SECONDS: readonly number[] = [1, 2, 4, 8]
const USUAL_SECONDS = 4

interface Props {
  readonly words: InspectorWords
  /** Goes to the next field; `isToGoOn`: at the unit's end into the next unit. False where it stays. */
  readonly onStep: (isToGoOn: boolean) => boolean
  /** Goes to the unit's first field; false where there is no other to go to from there. */
  readonly onRestart: () => boolean
}

export function WalkBar({ words, onStep, onRestart }: Props) {
  const controls = useRef<HTMLDivElement>(null)
  const [seconds, setSeconds] = useState(USUAL_SECONDS)
  const [isToGoOn, setToGoOn] = useState(false)
  const { isPlaying, toggle } = useAutoplay(seconds * 1000, () => onStep(isToGoOn), onRestart, controls)
  const { play, pause, speed, every, goOn } = words.autoplay
  return (
    <div class="walk-bar needs-script" ref={controls}>
      <QuietButton onClick={toggle}>
        <span class={isPlaying ? 'walk-stop' : 'walk-play'} aria-hidden="true" />
        {isPlaying ? pause : play}
      </QuietButton>
      <Select aria-label={speed} value={seconds} values={SECONDS} text={every} onChange={setSeconds} />
      <Tick label={goOn} checked={isToGoOn} onChange={setToGoOn} />
    </div>
  )
}
