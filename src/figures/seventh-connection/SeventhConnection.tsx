/**
 * Six connections, drawn; streams fill them one by one, and the seventh waits, with everything else the page asks for. The streams
 * are EventSources of the reader's own browser; who has a connection is what the server's tap says. Lets go of all of them soon.
 */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { FigureFrame } from '../../bench/view/figure-frame/FigureFrame.tsx'
import { FigureSteps } from '../../bench/view/story/FigureSteps.tsx'
import { useFigureBench, type BenchFigure } from '../../bench/view/figure-frame/use-figure-bench.ts'
import { SEVENTH_CONNECTION_WORDS, type SeventhConnectionWords } from './words.ts'
import type { BenchModel } from '../../bench/model/bench-model.ts'
import { openBenches } from '../../bench/model/open-benches.ts'
import {
  CONNECTIONS_TO_ONE_HOST,
  MOST_STREAMS,
  sevenConnections,
  type SevenConnections,
} from './seven-connections.ts'
import { useRestWhenAway } from '../../bench/view/use-bench-model.ts'
import { ProbeState } from '../../bench/view/figure-frame/ProbeState.tsx'
import {
  createStepMoments,
  endedAt,
  socketRows,
  STEPS,
  type AskRow,
  type Step,
  type StreamRow,
} from './facts.ts'
import { Button, QuietButton } from '../../ui/Button.tsx'
import '../../ui/hues.css'
import '../../ui/panes.css'
import '../../bench/view/controls/run-controls.css'
import './seventh-connection.css'

/** These streams keep every other tab of the site waiting, so nobody out of sight may hold them. */
const AWAY_MS = 3000
const TICK_MS = 200
/** The page's own first requests are through by then. */
const ELSEWHERE_AFTER_MS = 1500

export function SeventhConnection({ scene, language }: BenchFigure) {
  const { model, ready } = useFigureBench(scene)
  const root = useRef<HTMLDivElement>(null)
  const connections = useRef<SevenConnections | undefined>(undefined)
  const [stopped, setStopped] = useState(0)
  const [step, setStep] = useState<Step>()
  const readMoments = useMemo(createStepMoments, [])
  useRestWhenAway(model, root, AWAY_MS)
  useLetGo(model, connections)

  const words = SEVENTH_CONNECTION_WORDS[language]
  const state = model.state.value
  const isRunning = state.kind === 'running'
  const moments = readMoments(model.conversation, model.events)
  // A recorded run is shown as it was at the open step; one that runs, as it is.
  const upTo = step === undefined || isRunning ? undefined : moments[step]
  const shown = upTo === undefined ? model.shown.value : upTo + 1
  const rows = socketRows(model.conversation, model.events, shown)
  const now = useTraceNow(model, isRunning)
  const at = isRunning ? now : endedAt(model.conversation, model.events, shown, rows)
  const has = rows.streams.filter(({ kind }) => kind === 'has')
  const waiting = rows.streams.filter(({ kind }) => kind === 'waits')
  const slots = slotsOf(has)
  const isElsewhere =
    has.length < CONNECTIONS_TO_ONE_HOST && waiting.some(({ openedAt }) => at - openedAt > ELSEWHERE_AFTER_MS)

  async function act(what: (connections: SevenConnections) => void): Promise<void> {
    if (model.state.peek().kind !== 'running') {
      setStopped(stopOthers(scene.name))
      await model.start()
      if (model.state.peek().kind !== 'running') return
      connections.current = sevenConnections(model)
    }
    const current = (connections.current ??= sevenConnections(model))
    what(current)
  }

  const closeButton = ({ number, run }: StreamRow) => (
    <QuietButton
      class="needs-script"
      disabled={!isRunning}
      aria-label={words.closeLabel(number)}
      onClick={() => connections.current?.close(run)}
    >
      {words.close}
    </QuietButton>
  )
  return (
    <FigureFrame class="probe seventh" title={words.title} as="group" box={root}>
      <div class="controls needs-script">
        <Button
          class="button-main"
          disabled={!ready || state.kind === 'starting' || (isRunning && rows.streams.length >= MOST_STREAMS)}
          onClick={() => void act((each) => each.open())}
        >
          {words.open}
        </Button>
        <Button
          disabled={!ready || state.kind === 'starting' || (isRunning && rows.asks.some(isOpen))}
          onClick={() => void act((each) => each.ask())}
        >
          {words.ask}
        </Button>
      </div>
      <ProbeState model={model} language={language} />
      <p class="seventh-head">
        {words.sockets(model.isRecorded.value || !ready ? undefined : location.host)}
      </p>
      <ol class="seventh-sockets">
        {slots.map((stream, i) => (
          <li key={i} class={stream === undefined ? 'seventh-free' : 'seventh-taken hue-sse'}>
            <span class="seventh-number">{words.socket(i + 1)}</span>
            {stream === undefined ? (
              <span>{words.free}</span>
            ) : (
              <>
                <strong>{words.stream(stream.number)}</strong>
                <span class="seventh-since">{sinceText(stream, words)}</span>
                {closeButton(stream)}
              </>
            )}
          </li>
        ))}
      </ol>
      <p class="seventh-head">{words.queue}</p>
      <ul class="seventh-queue">
        {waiting.map((stream) => (
          <li key={stream.run}>
            <strong>{words.stream(stream.number)}</strong>
            <span>{words.waits(at - stream.openedAt)}</span>
            <span class="seventh-since">{words.noByte}</span>
            {closeButton(stream)}
          </li>
        ))}
        {rows.asks.slice(-3).map((ask) => (
          <li key={ask.run} class={isOpen(ask) ? undefined : 'seventh-done'}>
            <strong>{words.asking(ask.target)}</strong>
            <span>{askText(ask, at, words)}</span>
          </li>
        ))}
        {waiting.length + rows.asks.length === 0 ? <li class="seventh-done">{words.nobody}</li> : null}
      </ul>
      <FigureSteps
        figure="seventh-connection"
        language={language}
        steps={STEPS.map((name) => {
          const { title, text, todo } = words.steps[name]
          const isAwaited = moments[name] === undefined
          return { name, title, text: isAwaited ? todo : text, isAwaited }
        })}
        ready={ready}
        shown={isRunning ? STEPS.findLast((name) => moments[name] !== undefined) : undefined}
        onStep={(name) => setStep(name as Step)}
      />
      <p class="only-heard" aria-live="polite">
        {words.said(has.length, waiting.length)}
      </p>
      {isRunning && isElsewhere ? <p class="probe-note seventh-elsewhere">{words.elsewhere}</p> : null}
      {isRunning ? <p class="probe-note">{words.accounts(stopped)}</p> : null}
    </FigureFrame>
  )
}

function slotsOf(has: readonly StreamRow[]): readonly (StreamRow | undefined)[] {
  const most = Math.max(CONNECTIONS_TO_ONE_HOST - 1, ...has.map(({ slot = 0 }) => slot))
  return Array.from({ length: most + 1 }, (_, slot) => has.find((each) => each.slot === slot))
}

function isOpen({ answeredAt, isGivenUp }: AskRow): boolean {
  return answeredAt === undefined && !isGivenUp
}

function sinceText({ openedAt, reachedAt }: StreamRow, words: SeventhConnectionWords): string {
  const waitedMs = Math.max(0, (reachedAt ?? openedAt) - openedAt)
  return waitedMs > ELSEWHERE_AFTER_MS ? words.waited(waitedMs) : words.atOnce(waitedMs)
}

function askText(ask: AskRow, at: number, words: SeventhConnectionWords): string {
  if (ask.answeredAt !== undefined) return words.answered(ask.status ?? 0, ask.answeredAt - ask.askedAt)
  return ask.isGivenUp ? words.givenUp : words.askWaits(at - ask.askedAt)
}

/** Stops what else runs on this page: it would hold some of the six. Gives how many that were. */
function stopOthers(own: string): number {
  let stopped = 0
  for (const [scene, bench] of openBenches.peek()) {
    const { kind } = bench.state.peek()
    if (scene === own || (kind !== 'running' && kind !== 'starting')) continue
    bench.stop('room')
    stopped++
  }
  return stopped
}

/** Lets go at once where the tab goes out of sight, and of the sources themselves wherever the run ends. */
function useLetGo(model: BenchModel, connections: { current: SevenConnections | undefined }): void {
  useEffect(() => {
    const letGo = (): void => {
      connections.current?.letGo()
      connections.current = undefined
    }
    const look = (): void => {
      if (document.visibilityState === 'hidden') model.stop('hidden')
    }
    const unsubscribe = model.state.subscribe(({ kind }) => {
      if (kind !== 'running') letGo()
    })
    // The next page needs a connection before this one is left, and would wait for these for ever.
    const leave = (): void => model.stop('away')
    document.addEventListener('visibilitychange', look)
    window.addEventListener('beforeunload', leave)
    return () => {
      window.removeEventListener('beforeunload', leave)
      document.removeEventListener('visibilitychange', look)
      unsubscribe()
      letGo()
    }
  }, [model, connections])
}

/** Now on the trace's clock, told a few times a second while it runs: counted on from the last event. */
function useTraceNow(model: BenchModel, isRunning: boolean): number {
  const last = useRef({ version: -1, end: 0, seen: 0 })
  const [, tick] = useState(0)
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => tick((n) => n + 1), TICK_MS)
    return () => clearInterval(timer)
  }, [isRunning])
  if (typeof performance === 'undefined') return model.timeline.end
  if (last.current.version !== model.version.value) {
    last.current = { version: model.version.value, end: model.timeline.end, seen: performance.now() }
  }
  return last.current.end + (performance.now() - last.current.seen)
}
