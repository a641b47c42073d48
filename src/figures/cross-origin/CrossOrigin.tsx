/**
 * A page from elsewhere, in a sandboxed iframe, tries a WebSocket or an EventSource on a lab of the reader's. Shown: its request as
 * it crossed, the server's answer, what its script learnt. A lab of its own, without runs; the recorded tries until Start.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import { FigureFrame } from '../../bench/view/figure-frame/FigureFrame.tsx'
import { useFigureBench, type BenchFigure } from '../../bench/view/figure-frame/use-figure-bench.ts'
import { BENCH_WORDS } from '../../bench/view/words.ts'
import { TRACE_WORDS } from '../../words/trace-words.ts'
import { CROSS_ORIGIN_WORDS, type CrossOriginWords } from './words.ts'
import type { Language } from '../../words/languages.ts'
import { lossText } from '../../bench/view/loss-text.ts'
import { useRestWhenAway } from '../../bench/view/use-bench-model.ts'
import { crossOriginView, type CrossOriginTry, type CrossOriginView } from './facts.ts'
import { tryCrossOrigin } from './try-cross-origin.ts'
import { Button } from '../../ui/Button.tsx'
import '../../ui/panes.css'
import '../../bench/view/controls/run-controls.css'
import './cross-origin.css'

interface Props extends BenchFigure {
  readonly api: 'WebSocket' | 'EventSource'
}

const TRIES: Readonly<Record<Props['api'], readonly CrossOriginTry[]>> = {
  WebSocket: ['ws'],
  EventSource: ['sse', 'sse-allowed'],
}

/** Header lines that the figure is about. */
const TELLING = /^(?:origin|access-control-allow-origin):/i

export function CrossOrigin({ scene, api, language }: Props) {
  const { model, ready, live } = useFigureBench(scene)
  const words = CROSS_ORIGIN_WORDS[language]
  const root = useRef<HTMLDivElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const [tried, setTried] = useState(false)
  useRestWhenAway(model, root)

  const state = model.state.value
  const running = state.kind === 'running'
  const starting = { recorded: words.starting, live: words.starting }
  // What the iframe holds open ends with the run.
  useEffect(() => {
    if (!running) {
      host.current?.replaceChildren()
      setTried(false)
    }
  }, [running])

  const tryIt = async (which: CrossOriginTry): Promise<void> => {
    if (model.state.peek().kind !== 'running') await model.start()
    const place = host.current
    if (model.state.peek().kind !== 'running' || place === null) return
    setTried(true)
    await tryCrossOrigin(model, which, place, (frame) => {
      frame.title = words.frame
      frame.src = '/foreigner.html'
    })
  }
  return (
    <FigureFrame
      class="cross-origin"
      title={words.title(api)}
      as="region"
      says={state.kind === 'starting' ? starting : TRACE_WORDS[language].whose}
      live={live}
      box={root}
    >
      <p class="pane-part">{words.needsScript}</p>
      <div class="cross-origin-controls needs-script">
        {TRIES[api].map((which) => (
          <Button
            key={which}
            disabled={!ready || state.kind === 'starting'}
            onClick={() => void tryIt(which)}
          >
            {words.tryIt[which]}
          </Button>
        ))}
        {running ? (
          <Button class="button-quiet" onClick={() => model.stop()}>
            {words.stop}
          </Button>
        ) : null}
        <span class="cross-origin-trouble" role="status">
          {state.kind === 'server-gone'
            ? words.gone
            : state.kind === 'refused'
              ? words.refused(state.message)
              : ''}{' '}
          {lossText(state, BENCH_WORDS[language])}
        </span>
      </div>
      <div class="cross-origin-page needs-script">
        <p class="cross-origin-label">{words.frame}</p>
        <div class="cross-origin-frame" data-empty={!tried}>
          <p class="cross-origin-quiet" hidden={tried}>
            {words.frameEmpty}
          </p>
          <div ref={host} />
        </div>
      </div>
      {TRIES[api].map((which) => (
        <Try
          key={which}
          which={which}
          view={crossOriginView(which, model.conversation, model.events)}
          words={words}
          language={language}
          named={TRIES[api].length > 1}
        />
      ))}
    </FigureFrame>
  )
}

interface TryProps {
  readonly which: CrossOriginTry
  readonly view: CrossOriginView | undefined
  readonly words: CrossOriginWords
  readonly language: Language
  readonly named: boolean
}

function Try({ which, view, words, language, named }: TryProps) {
  const say = TRACE_WORDS[language].run
  const opened = view?.notes.some((note) => note.kind === 'ready-state' && note.value === 1) === true
  return (
    <div class="cross-origin-try" role="group" aria-label={words.tries[which]}>
      {named ? <p class="cross-origin-name">{words.tries[which]}</p> : null}
      {view === undefined ? (
        <p class="cross-origin-quiet cross-origin-none">{words.none}</p>
      ) : (
        <>
          <div class="cross-origin-heads">
            <Head label={words.request} lines={view.request} words={words} />
            <div>
              <Head label={words.answer} lines={view.answer} words={words} />
              <p class="cross-origin-label">{words.script}</p>
              <ol class="cross-origin-notes">
                {view.notes.map((note, i) => (
                  <li key={i}>{say.note(note)}</li>
                ))}
              </ol>
            </div>
          </div>
          {view.status === undefined ? null : (
            <p class="cross-origin-sum">
              {opened
                ? words.taken
                : view.status >= 400
                  ? words.turnedAway(view.status)
                  : words.kept(view.status)}
            </p>
          )}
        </>
      )}
    </div>
  )
}

interface HeadProps {
  readonly label: string
  readonly lines: readonly string[]
  readonly words: CrossOriginWords
}

/** A head's first line and those that the figure is about; the others are opened. */
function Head({ label, lines, words }: HeadProps) {
  const isShown = (line: string, at: number) => at === 0 || TELLING.test(line)
  return (
    <>
      <p class="cross-origin-label">{label}</p>
      <Lines label={label} lines={lines.filter(isShown)} />
      <details>
        <summary>{words.allLines(lines.length)}</summary>
        <Lines label={words.allLines(lines.length)} lines={lines} />
      </details>
    </>
  )
}

function Lines({ label, lines }: Pick<HeadProps, 'label' | 'lines'>) {
  return (
    <pre class="cross-origin-lines" tabIndex={0} role="group" aria-label={label}>
      {lines.map((line, i) => (
        <span key={i} data-telling={TELLING.test(line)}>
          {`${line}\n`}
        </span>
      ))}
    </pre>
  )
}
