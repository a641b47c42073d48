/**
 * Ways to end an event stream, each a row: the reader tries one, the server really answers so, and the row says what the browser's
 * own EventSource did about it, all of it read from the trace. Shows the recorded tries until the reader's first.
 */
import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import { FigureFrame } from '../../bench/view/figure-frame/FigureFrame.tsx'
import { FigureSteps } from '../../bench/view/story/FigureSteps.tsx'
import { TriedTable } from '../../bench/view/figure-frame/TriedTable.tsx'
import { useFigureBench, type BenchFigure } from '../../bench/view/figure-frame/use-figure-bench.ts'
import { useTries } from '../../bench/view/figure-frame/use-tries.ts'
import { PROBE_WORDS } from '../../bench/view/figure-frame/probe-words.ts'
import { STREAM_ENDS_WORDS, type StreamEndsWords } from './words.ts'
import { useRestWhenAway } from '../../bench/view/use-bench-model.ts'
import { ProbeState } from '../../bench/view/figure-frame/ProbeState.tsx'
import {
  charsetIn,
  endRows,
  PLACES,
  type Again,
  type EndRow,
  type Place,
  type StreamEndKind,
  type TriedEnd,
} from './facts.ts'
import { tryStreamEnd } from './try-stream-end.ts'
import '../../ui/panes.css'
import '../../bench/view/controls/run-controls.css'
import './stream-ends.css'

export function StreamEnds({ scene, language }: BenchFigure) {
  const { model, ready } = useFigureBench(scene)
  const root = useRef<HTMLDivElement>(null)
  const [place, setPlace] = useState<Place>('later')
  const count = useRef(0)
  const [lit, setLit] = useState<Step>()
  const { trying, tryThem } = useTries(model, (end: StreamEndKind, signal) =>
    tryStreamEnd(model, { end, place, number: ++count.current }, signal),
  )
  useRestWhenAway(model, root)

  const words = STREAM_ENDS_WORDS[language]
  const { columns } = words
  const { readyState } = PROBE_WORDS[language]
  const rows = endRows(model.conversation, model.events, model.shown.value, place)
  const isStarting = model.state.value.kind === 'starting'
  return (
    <FigureFrame class="probe stream-ends" title={words.title} as="group" box={root}>
      <div class="stream-ends-places needs-script" role="radiogroup" aria-label={words.place}>
        <span aria-hidden="true">{words.place}</span>
        {PLACES.map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="stream-ends-place"
              checked={place === each}
              disabled={!ready}
              onChange={() => setPlace(each)}
            />
            {words.places[each]}
          </label>
        ))}
      </div>
      <p class="probe-note">{words.placeNotes[place]}</p>
      <ProbeState model={model} language={language} />
      <FigureSteps
        figure="stream-ends"
        language={language}
        steps={STEPS.map((name) => ({
          name,
          title: words.steps[name].title,
          text: words.steps[name].text(afterOf(ROW_OF[name], rows, words), charsetIn(rows)),
        }))}
        ready={ready}
        onStep={(name) => setLit(name as Step)}
      />
      <TriedTable
        class="probe-table"
        columns={[
          columns.end,
          columns.wire,
          columns.errors,
          columns.state,
          columns.again,
          columns.lastEventId,
        ]}
        groups={[
          {
            rows: rows.map(({ end, tried }) => ({
              name: end,
              title: words.end[end],
              label: trying === end ? words.trying : words.tryLabel(words.end[end]),
              disabled: !ready || isStarting || trying === end,
              ...(tried?.status === undefined ? {} : { cells: cellsOf(tried, words, readyState) }),
              lit: lit !== undefined && ENDS_OF[lit].includes(end),
              ...(tried?.state === 2 ? { class: 'stream-ends-dead' } : {}),
            })),
          },
        ]}
        trying={trying}
        words={words}
        onTry={(end) => void tryThem([end])}
      />
      <p class="stream-ends-summary" aria-live="polite">
        {summary(rows, words)}
      </p>
    </FigureFrame>
  )
}

const STEPS = ['again', 'moved', 'no-content', 'errors', 'type'] as const
type Step = (typeof STEPS)[number]

/** The rows that a step is about. */
const ENDS_OF: Readonly<Record<Step, readonly StreamEndKind[]>> = {
  again: ['finished', 'reset'],
  moved: ['301'],
  'no-content': ['204'],
  errors: ['401', '404', '500', '503'],
  type: ['json', 'charset'],
}

/** The row whose number it tells. */
const ROW_OF: Readonly<Record<Step, StreamEndKind>> = {
  again: 'finished',
  moved: '301',
  'no-content': '204',
  errors: '503',
  type: 'json',
}

function afterOf(end: StreamEndKind, rows: readonly EndRow[], words: StreamEndsWords): string {
  const tried = rows.find((row) => row.end === end)?.tried
  return tried === undefined ? words.notMeasured : againText(tried.again, words)
}

function cellsOf(
  tried: TriedEnd,
  words: StreamEndsWords,
  readyState: (value: number) => string,
): readonly ComponentChildren[] {
  const { errors, state, again } = tried
  return [
    wireText(tried, words),
    errors,
    state === undefined ? '' : <code>{readyState(state)}</code>,
    againText(again, words),
    !('afterMs' in again) ? (
      '–'
    ) : again.lastEventId === undefined ? (
      words.noLastEventId
    ) : (
      <code>{again.lastEventId}</code>
    ),
  ]
}

function wireText(tried: TriedEnd, words: StreamEndsWords): string {
  const how = tried.cut !== undefined ? words.cut[tried.cut] : tried.isOver ? words.whole : words.goesOn
  const type = tried.contentType === undefined ? '' : ` ${tried.contentType}`
  return words.wire(`${tried.status ?? ''}${type}`, how)
}

function againText(again: Again, words: StreamEndsWords): string {
  switch (again.kind) {
    case 'unknown':
      return words.watching
    case 'no':
      return words.neverAgain(again.watchedMs)
    case 'yes':
      return words.againAfter(again.afterMs)
    case 'followed':
      return words.followed(again.afterMs)
  }
}

function summary(rows: readonly EndRow[], words: StreamEndsWords): string {
  const settled = rows.flatMap(({ tried }) => (tried?.isSettled ? [tried] : []))
  const gaveUp = settled.filter(({ state }) => state === 2).length
  return settled.length === 0 ? '' : words.summary(gaveUp, settled.length - gaveUp)
}
