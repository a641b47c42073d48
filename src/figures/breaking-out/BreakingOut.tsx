/**
 * Data that tries to break out of its script: each note as it was published, as its bytes crossed, and what an HTML parser
 * would have made of it unescaped. Below, the reader's own data goes the same way, once the scene's bench runs.
 */
import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import { FigureFrame } from '../../bench/view/figure-frame/FigureFrame.tsx'
import { useLiveView, type FedFigure } from '../../bench/view/figure-frame/use-live-view.ts'
import { TRACE_WORDS } from '../../words/trace-words.ts'
import { BREAKING_OUT_WORDS } from './words.ts'
import { findBench } from '../../bench/model/open-benches.ts'
import { useMounted } from '../../ui/use-mounted.ts'
import { CrossingView } from './CrossingView.tsx'
import { HOSTILE_JSON, type HostileName } from './hostile-data.ts'
import { crossingsOf, type Crossing } from './facts.ts'
import { QuietButton } from '../../ui/Button.tsx'
import './breaking-out.css'

const MOST_ROWS = 4
const LONGEST_TEXT = 200
const NAMES = Object.keys(HOSTILE_JSON) as readonly HostileName[]

export function BreakingOut({ scene, language, recorded }: FedFigure<readonly Crossing[]>) {
  const words = BREAKING_OUT_WORDS[language]
  const id = useId()
  const mounted = useMounted()
  const text = useSignal('')
  const own = useLiveView(scene, (bench) => ({
    rows: crossingsOf(bench.timeline, bench.conversation, MOST_ROWS),
    running: bench.state.peek().kind === 'running',
  }))

  const live = own !== undefined
  const running = own?.running === true
  const publish = (json: string): void => findBench(scene)?.publish('note', JSON.parse(json) as unknown)
  return (
    <FigureFrame class="breaking" title={words.title} says={TRACE_WORDS[language].whose} live={live}>
      <ol class="breaking-rows">
        {(own?.rows ?? recorded).map((row) => (
          <CrossingView key={row.event} row={row} words={words} asksBrowser={mounted} />
        ))}
      </ol>
      <form
        class="breaking-form needs-script"
        onSubmit={(event) => {
          event.preventDefault()
          if (text.peek() !== '') publish(JSON.stringify({ text: text.peek() }))
        }}
      >
        <label for={id}>{words.try}</label>
        <span class="breaking-entry">
          <input
            id={id}
            type="text"
            autocomplete="off"
            spellcheck={false}
            maxLength={LONGEST_TEXT}
            placeholder="</script>"
            aria-label={words.text}
            disabled={!running}
            value={text.value}
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
          <QuietButton type="submit" disabled={!running}>
            {words.publish}
          </QuietButton>
        </span>
        <span class="breaking-examples">
          <span>{words.examples}</span>
          {NAMES.map((name) => (
            <QuietButton key={name} disabled={!running} onClick={() => publish(HOSTILE_JSON[name])}>
              {words.example[name]}
            </QuietButton>
          ))}
        </span>
        {running ? null : <p class="breaking-hint">{words.needsRun}</p>}
      </form>
    </FigureFrame>
  )
}
