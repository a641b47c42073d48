/**
 * How a WebSocket can end: the reader picks a cause, it is done to the run of the bench above, and its row fills with what
 * crossed, what the server was told and what the script was told. Until Start the rows are the recorded run's.
 */
import { FigureFrame } from '../../bench/view/figure-frame/FigureFrame.tsx'
import { FigureSteps } from '../../bench/view/story/FigureSteps.tsx'
import { TriedTable, type TriedRow } from '../../bench/view/figure-frame/TriedTable.tsx'
import { useState } from 'preact/hooks'
import { useFigureBench, type BenchFigure } from '../../bench/view/figure-frame/use-figure-bench.ts'
import { useTries } from '../../bench/view/figure-frame/use-tries.ts'
import { TRACE_WORDS } from '../../words/trace-words.ts'
import { ENDINGS_WORDS, type EndingsWords } from './words.ts'
import type { BenchModel } from '../../bench/model/bench-model.ts'
import { socketLane } from '../../bench/model/socket-lane.ts'
import { tryCause } from './try-cause.ts'
import { ScriptCell, ServerCell, WireCell } from './EndCells.tsx'
import { BREAKS, CAUSE_NAMES, endsOf, GOODBYES, latestByCause, type CauseName, type End } from './facts.ts'
import { QuietButton } from '../../ui/Button.tsx'
import '../../ui/panes.css'
import '../../bench/view/controls/run-controls.css'
import './websocket-endings.css'

const ABNORMAL = 1006

export function WebSocketEndings({ scene, language }: BenchFigure) {
  const { model, ready, live } = useFigureBench(scene)
  const words = ENDINGS_WORDS[language]
  const { trying, tryThem, stop } = useTries(model, (name: CauseName, signal) =>
    tryCause(model, name, signal),
  )
  const [lit, setLit] = useState<string>()
  const lane = socketLane(model)
  const ends = latestByCause(lane === undefined ? [] : endsOf(lane, model.timeline, model.conversation))
  const tried = BREAKS.flatMap((name) => ends.get(name) ?? [])
  const left = CAUSE_NAMES.filter((name) => !live || !ends.has(name))

  const row = (name: CauseName): TriedRow<CauseName> => {
    const { name: title, done } = words.causes[name]
    const end = ends.get(name)
    const row = {
      name,
      title,
      more: done,
      label: words.tryIt(title),
      disabled: !ready || trying !== undefined,
      lit: lit === name,
    }
    if (end === undefined) return row
    const cells = [
      <WireCell end={end} words={words} />,
      <ServerCell end={end} words={words} />,
      <ScriptCell end={end} words={words} />,
      <>
        <span class="ends-after">{words.at(end.afterMs)}</span>
        <QuietButton
          class="needs-script"
          disabled={!ready}
          aria-label={words.showLong(title)}
          onClick={() => show(model, end, scene.name)}
        >
          {words.show}
        </QuietButton>
      </>,
    ]
    return { ...row, cells }
  }
  const { cause, wire, server, script, after } = words.columns
  return (
    <FigureFrame
      class="figure-wide ends"
      title={words.title}
      says={TRACE_WORDS[language].whose}
      live={live}
      tools={
        trying === undefined ? (
          <QuietButton disabled={!ready || left.length === 0} onClick={() => void tryThem(left)}>
            {words.tryAll}
          </QuietButton>
        ) : (
          <QuietButton onClick={stop}>{words.stopTrying}</QuietButton>
        )
      }
    >
      <FigureSteps
        figure="websocket-endings"
        language={language}
        steps={STEPS.map((name) => ({
          name,
          title: words.steps[name].title,
          text: told(name, ends.get(name), words),
          isAwaited: !ends.has(name),
        }))}
        ready={ready}
        onStep={setLit}
      />
      <TriedTable
        class="ends-table"
        columns={[cause, wire, server, script, after]}
        groups={[
          { title: words.goodbyes, rows: GOODBYES.map(row) },
          { title: words.breaks, rows: BREAKS.map(row) },
        ]}
        trying={trying}
        words={{ ...words, try: words.tryShort }}
        onTry={(name) => void tryThem([name])}
      />
      <p class="ends-tally">
        {words.tally(
          tried.length,
          BREAKS.length,
          tried.filter(({ script: { code } }) => code === ABNORMAL).length,
        )}
      </p>
      <p class="only-heard" role="status">
        {trying === undefined ? '' : words.tryingNow(words.causes[trying].name)}
      </p>
    </FigureFrame>
  )
}

/** Causes that stand for their kind. */
const STEPS = ['normal', 'too-big', 'reset', 'silence', 'masked'] as const

function told(name: (typeof STEPS)[number], end: End | undefined, words: EndingsWords): string {
  if (end === undefined) return words.notTried
  const { fromBrowser, script, afterMs } = end
  const server =
    fromBrowser === undefined
      ? words.learnsNothing
      : `${fromBrowser.code ?? words.withoutCode}${fromBrowser.reason === '' ? '' : `${words.between}“${fromBrowser.reason}”`}`
  return words.steps[name].text({
    code: script.code,
    clean: words.clean(script.wasClean),
    server,
    after: words.at(afterMs),
  })
}

/** The moment goes into the bench, and the bench into sight. */
function show(model: BenchModel, end: End, scene: string): void {
  if (model.state.peek().kind === 'running') model.paused.value = true
  model.selection.value = { moment: end.moment }
  document.querySelector(`.bench[data-scene="${scene}"]`)?.scrollIntoView({ block: 'start' })
}
