/**
 * An ordered list of stops with its bar: one open at a time, gone through with the arrow keys while the focus is in it, by a swipe,
 * or by itself. What a stop says is the caller's; without script all of it is there to read.
 */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Button } from '../../../ui/Button.tsx'
import { hasModifier } from '../../../ui/list-keys.ts'
import { swipe } from './swipe.ts'
import type { Walk } from './use-walk.ts'
import type { StoryWords } from './words.ts'
import './story.css'

export interface ListedStop {
  readonly name: string
  readonly title: string
  /** Its moment, or its number, beside the title. */
  readonly at?: string | undefined
  /** The place that links lead to. */
  readonly id?: string
  /** The run has not come to it. */
  readonly isAwaited?: boolean
  readonly body: ComponentChildren
}

interface Props {
  readonly words: StoryWords
  /** What the list is called. */
  readonly label: string
  readonly class?: string
  readonly stops: readonly ListedStop[]
  readonly walk: Walk
  readonly ready: boolean
  /** What is heard at the open stop; absent where the caller says it. */
  readonly heard?: string | undefined
  /** What Shift and an arrow key do: a step smaller than a stop. */
  readonly onSmallStep?: (direction: 1 | -1) => void
  /** Whether it can go by itself. */
  readonly plays?: boolean
  readonly children?: ComponentChildren
}

export function StopList({ words, label, class: own, stops, walk, ready, heard, ...rest }: Props) {
  const { plays = true, onSmallStep, children } = rest
  const { open, playing, go } = walk
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!playing) return
    const ended = (event: KeyboardEvent | FocusEvent): void => {
      const isPlay = event.target instanceof Element && event.target.closest('.story-play') !== null
      // Its own button does that by itself.
      const presses = !('key' in event) || event.key === 'Enter' || event.key === ' '
      if (!(isPlay && presses)) walk.play(false)
    }
    document.addEventListener('keydown', ended)
    box.current?.addEventListener('focusin', ended)
    return () => {
      document.removeEventListener('keydown', ended)
      box.current?.removeEventListener('focusin', ended)
    }
  })
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (by !== 1 && by !== -1) return
    if (hasModifier(event) || !isOurs(event.target)) return
    event.preventDefault()
    if (event.shiftKey && onSmallStep !== undefined) onSmallStep(by)
    else go(open + by)
  }
  const goes = (by: 1 | -1) => {
    const says = by === 1 ? words.next : words.previous
    return (
      <Button
        class="button-quiet"
        disabled={!ready || stops[open + by] === undefined}
        aria-label={says}
        title={says}
        onClick={() => go(open + by)}
      >
        {by === 1 ? '→' : '←'}
      </Button>
    )
  }
  return (
    <div
      class={`story${own === undefined ? '' : ` ${own}`}`}
      role="group"
      tabIndex={0}
      aria-label={label}
      ref={box}
      onKeyDown={onKeyDown}
      {...swipe((by) => go(open + by))}
    >
      <div class="story-bar needs-script">
        <span class="story-count">{words.count(open + 1, stops.length)}</span>
        {goes(-1)}
        {goes(1)}
        {plays ? (
          <Button class="button-quiet story-play" disabled={!ready} onClick={() => walk.play(!playing)}>
            <span aria-hidden="true">{playing ? '❚❚' : '▶'}</span> {playing ? words.pause : words.play}
          </Button>
        ) : null}
        {playing ? (
          <span
            key={open}
            class="story-reading"
            aria-hidden="true"
            style={{ animationDuration: `${walk.readingMs}ms` }}
          />
        ) : null}
      </div>
      <ol class="story-stops" onPointerEnter={() => playing && walk.play(false)}>
        {stops.map(({ name, title, at, id, isAwaited = false, body }, index) => (
          <li
            key={name}
            class="story-stop"
            id={id}
            style={{ '--step': index }}
            data-stop={name}
            data-done={walk.done.has(name)}
            data-state={isAwaited ? 'awaited' : index === open ? 'open' : 'there'}
            data-open={index === open}
            aria-current={index === open ? 'step' : undefined}
          >
            <button
              type="button"
              class="story-title"
              aria-expanded={index === open}
              disabled={!ready}
              onClick={() => go(index)}
            >
              <span>{title}</span>
              {at === undefined ? null : <span class="story-at">{at}</span>}
            </button>
            <div class="story-text">{body}</div>
          </li>
        ))}
      </ol>
      {heard === undefined ? null : (
        <p class="only-heard" aria-live={playing ? 'off' : 'polite'}>
          {heard}
        </p>
      )}
      {children}
    </div>
  )
}

/** Keys of the list act on the list itself and on its stops; other buttons and fields keep theirs. */
function isOurs(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    (target.classList.contains('story') || target.classList.contains('story-title'))
  )
}
