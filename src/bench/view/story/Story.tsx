/**
 * The story of a figure: its stops as an ordered list beside the ladder, one open, and below it a sentence for the moment on show,
 * whatever moment that is. Arrow keys go from stop to stop while the focus is in it, a swipe does the same, Play goes by itself.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Found } from '../../../wire/trace/queries/query.ts'
import type { Pane } from '../../model/stop.ts'
import type { Frame } from '../frame.ts'
import { momentText } from '../moment-text.ts'
import { copyLink, stopAnchor, type Linked } from './moment-link.ts'
import { fillText, numberKey } from './story-stop.ts'
import { StopBytes } from './StopBytes.tsx'
import { swipe } from './swipe.ts'
import type { StoryState } from './use-story.ts'
import './story.css'

interface Props {
  readonly frame: Frame
  readonly story: StoryState
  /** The scene's name, by which links find the figure. */
  readonly scene: string
  readonly ready: boolean
  /** From slice to slice, where no stop is. */
  readonly onStep: (direction: 1 | -1) => void
  readonly onOpen: (pane: Pane) => void
}

export function Story({ frame, story, scene, ready, onStep, onOpen }: Props) {
  const { words } = frame
  const says = words.story
  const { stops, found, open, playing, go } = story
  const box = useRef<HTMLDivElement>(null)
  const [linked, setLinked] = useState('')
  const number = (index: number) => (of: string, at?: string) =>
    story.live === undefined
      ? toldAt(index)?.numbers[numberKey(of, at)]
      : story.live.numberTold({ of, at }, index, stops, found, { view: frame, words, origin: frame.origin })
  const toldAt = (index: number) => stops[index]?.told[frame.model.variant.value ?? '']
  const stop = (): void => {
    if (playing) story.play(false)
  }
  useEffect(() => {
    if (!playing) return
    const ended = (event: KeyboardEvent | FocusEvent): void => {
      const isPlay = event.target instanceof Element && event.target.closest('.story-play') !== null
      // Its own button does that by itself.
      const presses = !('key' in event) || event.key === 'Enter' || event.key === ' '
      if (!(isPlay && presses)) story.play(false)
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
    if (by === undefined || event.altKey || event.ctrlKey || event.metaKey || !isOurs(event.target)) return
    event.preventDefault()
    go(open + by)
  }
  const onStepKey = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
    if (by !== 1 && by !== -1) return
    event.preventDefault()
    onStep(by)
  }
  const here = stops[open]
  const link = async (): Promise<void> => {
    const said: Readonly<Record<Linked, string>> = {
      copied: says.linkCopied,
      'in-address': says.linkFailed,
      saved: says.runSaved,
    }
    setLinked(said[await copyLink(frame, scene, isAtStop ? here?.name : undefined)])
  }
  const isAtStop = found[open] !== undefined && found[open].moment === frame.moment
  return (
    <div
      class="story"
      role="group"
      tabIndex={0}
      aria-label={says.label}
      ref={box}
      onKeyDown={onKeyDown}
      {...swipe((by) => go(open + by))}
    >
      <div class="story-bar needs-script">
        <span class="story-count">{says.count(open + 1, stops.length)}</span>
        <button
          type="button"
          class="button button-quiet"
          disabled={!ready || open === 0}
          aria-label={says.previous}
          title={says.previous}
          onClick={() => go(open - 1)}
        >
          ←
        </button>
        <button
          type="button"
          class="button button-quiet"
          disabled={!ready || open === stops.length - 1}
          aria-label={says.next}
          title={says.next}
          onClick={() => go(open + 1)}
        >
          →
        </button>
        <button
          type="button"
          class="button button-quiet story-play"
          disabled={!ready}
          aria-pressed={playing}
          onClick={() => story.play(!playing)}
        >
          <span aria-hidden="true">{playing ? '❚❚' : '▶'}</span> {playing ? says.pause : says.play}
        </button>
      </div>
      <ol class="story-stops" onPointerEnter={stop}>
        {stops.map(({ name, title, todo, html }, index) => {
          const at = found[index]
          const state = at === undefined ? 'awaited' : index === open ? 'open' : 'there'
          return (
            <li
              key={name}
              class="story-stop"
              id={stopAnchor(scene, name)}
              data-stop={name}
              data-done={story.done.has(name)}
              data-state={state}
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
                {at === undefined ? null : <span class="story-at">{seconds(at, frame)}</span>}
              </button>
              <div class="story-text">
                {at === undefined ? (
                  <p class="story-todo">{todo}</p>
                ) : (
                  <>
                    <div dangerouslySetInnerHTML={{ __html: fillText(html, number(index)) }} />
                    <StopBytes
                      bytes={
                        story.live === undefined ? toldAt(index)?.bytes : story.live.stopBytes(frame, at)
                      }
                    />
                    <p class="story-opens needs-script">
                      <button type="button" class="story-open" onClick={() => onOpen('bytes')}>
                        {says.openBytes}
                      </button>
                      <button type="button" class="story-open" onClick={() => onOpen('code')}>
                        {says.openLine}
                      </button>
                    </p>
                  </>
                )}
              </div>
            </li>
          )
        })}
      </ol>
      <div class="story-moment needs-script">
        <p aria-live={playing || frame.live ? 'off' : 'polite'}>
          {here !== undefined && (isAtStop || found[open] === undefined) ? (
            <span class="only-heard">
              {says.heard(open + 1, stops.length, here.title)} {isAtStop ? '' : here.todo}
            </span>
          ) : null}{' '}
          {frame.moment === undefined ? '' : momentText(frame, frame.moment)}
        </p>
        <span class="story-steps" role="group" aria-label={words.bench.stepHelp} onKeyDown={onStepKey}>
          <button type="button" class="quiet-button" disabled={!ready} onClick={() => onStep(-1)}>
            {words.bench.stepBack}
          </button>
          <button type="button" class="quiet-button" disabled={!ready} onClick={() => onStep(1)}>
            {words.bench.stepForward}
          </button>
        </span>
        <span class="story-link">
          <button type="button" class="quiet-button" disabled={!ready} onClick={() => void link()}>
            {says.link}
          </button>{' '}
          <span role="status">{linked}</span>
        </span>
      </div>
    </div>
  )
}

function seconds({ at }: Found, { origin, words }: Frame): string {
  return words.story.at(((at - origin) / 1000).toFixed(3))
}

/** Keys of the story act on the story itself and on its stops; other buttons and fields keep theirs. */
function isOurs(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    (target.classList.contains('story') || target.classList.contains('story-title'))
  )
}
