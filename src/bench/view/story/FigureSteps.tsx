/** The steps of a figure that plays no trace: what it shows, one thing after another, with the numbers that are on show. */
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { Language } from '../../../words/languages.ts'
import { bringIntoSight } from './into-sight.ts'
import { linkedStop, stopAnchor } from './moment-link.ts'
import { StopList } from './StopList.tsx'
import { useWalk } from './use-walk.ts'
import { STORY_WORDS } from './words.ts'

export interface FigureStep {
  readonly name: string
  readonly title: string
  readonly text: string
  readonly at?: string | undefined
  /** What it tells of is not on show yet; the text says how it comes to be. */
  readonly isAwaited?: boolean
  /** What stands in it beside the text. */
  readonly more?: ComponentChildren
}

interface Props {
  /** Names the steps in the reader's memory; absent where they are those of the run on show. */
  readonly figure?: string
  readonly language: Language
  readonly steps: readonly FigureStep[]
  readonly ready: boolean
  readonly plays?: boolean
  /** The figure lists by itself what the steps are: only the open one is shown. */
  readonly listed?: boolean
  /** Its own class, in place of that of steps under a figure's drawing. */
  readonly class?: string
  /** What the list is called, where its steps are no figure's. */
  readonly label?: string
  /** The step that the figure shows by itself: it opens. */
  readonly shown?: string | undefined
  /** Shows in the figure what a step is about. */
  readonly onStep: (name: string) => void
}

export function FigureSteps({
  figure,
  language,
  steps,
  ready,
  plays = true,
  listed = false,
  class: own = listed ? 'figure-steps figure-steps-listed' : 'figure-steps',
  label,
  shown,
  onStep,
}: Props) {
  const words = STORY_WORDS[language]
  const walked = steps.map(({ name, text }) => ({ name, characters: text.length }))
  const [come, setCome] = useState<string>()
  const walk = useWalk(figure, walked, (index) => {
    const step = steps[index]
    if (step === undefined) return
    setCome(step.name)
    onStep(step.name)
  })
  // A link that leads here.
  useEffect(() => {
    const at = linkedStop(location.hash, figure, steps)
    if (at < 0 || figure === undefined) return
    walk.go(at)
    const title = document.getElementById(stopAnchor(figure, steps[at]?.name ?? ''))?.firstElementChild
    const whole = title?.closest('.bench, .figure')
    if (whole) bringIntoSight(whole, () => [title])
  }, [figure])
  const shownAt = steps.findIndex(({ name }) => name === shown)
  useEffect(() => {
    if (shownAt >= 0) walk.show(shownAt)
  }, [shown, shownAt])
  const here = steps[walk.open]
  // Where the figure moved by itself, the figure says so.
  const isHeard = here !== undefined && here.name === come
  return (
    <StopList
      words={words}
      label={label ?? words.steps}
      class={own}
      stops={steps.map(({ text, more, ...step }) => ({
        ...step,
        ...(figure === undefined ? {} : { id: stopAnchor(figure, step.name) }),
        body: (
          <>
            <p>{text}</p>
            {more}
          </>
        ),
      }))}
      walk={walk}
      ready={ready}
      plays={plays}
      heard={isHeard ? `${words.heard(walk.open + 1, steps.length, here.title)} ${here.text}` : ''}
    />
  )
}
