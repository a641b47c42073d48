/**
 * The story of a figure: its stops as an ordered list beside the ladder, one open, and below it a sentence for the moment on show,
 * whatever moment that is.
 */
import { useState } from 'preact/hooks'
import type { Found } from '../../../wire/trace/queries/query.ts'
import type { Pane } from '../../model/stop.ts'
import type { BenchViewState } from '../bench-view-state.ts'
import { timeShown } from '../moments.ts'
import { momentText } from '../moment-text.ts'
import { copyLink, stopAnchor, type Linked } from './moment-link.ts'
import { fillText, numberKey } from './story-stop.ts'
import { StopBytes } from './StopBytes.tsx'
import { StopList } from './StopList.tsx'
import type { StoryState } from './use-story.ts'
import { QuietButton } from '../../../ui/Button.tsx'

interface Props {
  readonly viewState: BenchViewState
  readonly story: StoryState
  /** The scene's name, by which links find the figure. */
  readonly scene: string
  readonly ready: boolean
  /** From slice to slice, where no stop is. */
  readonly onStep: (direction: 1 | -1) => void
  readonly onOpen: (pane: Pane) => void
}

export function Story({ viewState, story, scene, ready, onStep, onOpen }: Props) {
  const { words } = viewState
  const says = words.story
  const { stops, found, walk } = story
  const { open, playing } = walk
  const [linked, setLinked] = useState('')
  const number = (index: number) => (of: string, at?: string) =>
    story.live === undefined
      ? toldAt(index)?.numbers[numberKey(of, at)]
      : story.live.numberTold({ of, at }, index, stops, found, {
          view: viewState,
          words,
          origin: viewState.origin,
        })
  const toldAt = (index: number) => stops[index]?.told[viewState.model.variant.value ?? '']
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
    setLinked(said[await copyLink(viewState, scene, isAtStop ? here?.name : undefined)])
  }
  const isAtStop = found[open] !== undefined && found[open].moment === viewState.moment
  return (
    <StopList
      words={says}
      label={says.label}
      walk={walk}
      ready={ready}
      onSmallStep={onStep}
      stops={stops.map(({ name, title, todo, html }, index) => {
        const at = found[index]
        return {
          name,
          title,
          id: stopAnchor(scene, name),
          at: at && seconds(at, viewState),
          isAwaited: at === undefined,
          body:
            at === undefined ? (
              <p class="story-todo">{todo}</p>
            ) : (
              <>
                <div dangerouslySetInnerHTML={{ __html: fillText(html, number(index)) }} />
                <StopBytes
                  bytes={
                    story.live === undefined ? toldAt(index)?.bytes : story.live.stopBytes(viewState, at)
                  }
                />
                <p class="story-opens needs-script">
                  {hasCrossed(viewState, at) ? (
                    <button type="button" class="story-open" onClick={() => onOpen('bytes')}>
                      {says.openBytes}
                    </button>
                  ) : null}
                  <button type="button" class="story-open" onClick={() => onOpen('code')}>
                    {says.openLine}
                  </button>
                </p>
              </>
            ),
        }
      })}
    >
      <div class="story-moment needs-script">
        <p aria-live={playing || viewState.live ? 'off' : 'polite'}>
          {here !== undefined && (isAtStop || found[open] === undefined) ? (
            <span class="only-heard">
              {says.heard(open + 1, stops.length, here.title)} {isAtStop ? '' : here.todo}
            </span>
          ) : null}{' '}
          {viewState.moment === undefined ? '' : momentText(viewState, viewState.moment)}
        </p>
        <span class="story-steps" role="group" aria-label={words.bench.stepHelp} onKeyDown={onStepKey}>
          <QuietButton disabled={!ready} onClick={() => onStep(-1)}>
            {words.bench.stepBack}
          </QuietButton>
          <QuietButton disabled={!ready} onClick={() => onStep(1)}>
            {words.bench.stepForward}
          </QuietButton>
        </span>
        <span class="story-link">
          <QuietButton disabled={!ready} onClick={() => void link()}>
            {says.link}
          </QuietButton>{' '}
          <span role="status">{linked}</span>
        </span>
      </div>
    </StopList>
  )
}

/** Whether there is a byte to open: none is where nothing has crossed yet. */
function hasCrossed({ timeline }: BenchViewState, { moment }: Found): boolean {
  return timeline.lanes.some(({ arrows }) => arrows.some((arrow) => arrow.moment <= moment))
}

function seconds({ at, moment }: Found, viewState: BenchViewState): string {
  return viewState.words.story.at(
    (((timeShown(viewState, moment) ?? at) - viewState.origin) / 1000).toFixed(3),
  )
}
