/**
 * Ways to end an event stream, each a row: the reader tries one, the server really answers so, and the row says what the browser's
 * own EventSource did about it, all of it read from the trace. Shows the recorded tries until the reader's first.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import { OWN_RUN_WORDS } from '../../words/own-run-words.ts'
import { STREAM_ENDS_WORDS, type StreamEndsWords } from '../../words/stream-ends-words.ts'
import type { Language } from '../../words/languages.ts'
import type { Scene } from '../../bench/model/scenes.ts'
import { useBenchModel, useRestWhenAway } from '../../bench/view/use-bench-model.ts'
import { ProbeState } from '../../bench/view/figure-frame/ProbeState.tsx'
import {
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

export interface StreamEndsProps {
  readonly scene: Scene
  readonly language: Language
}

export function StreamEnds({ scene, language }: StreamEndsProps) {
  const model = useBenchModel(scene)
  const root = useRef<HTMLDivElement>(null)
  const [ready, setReady] = useState(false)
  const [place, setPlace] = useState<Place>('later')
  const [trying, setTrying] = useState<StreamEndKind>()
  const current = useRef<AbortController | undefined>(undefined)
  const count = useRef(0)
  useEffect(() => setReady(true), [])
  useEffect(() => () => current.current?.abort(), [])
  useRestWhenAway(model, root)

  const words = STREAM_ENDS_WORDS[language]
  void model.version.value
  const rows = endRows(model.conversation, model.events, model.shown.value, place)
  const isStarting = model.state.value.kind === 'starting'

  async function attempt(end: StreamEndKind): Promise<void> {
    current.current?.abort()
    const given = (current.current = new AbortController())
    setTrying(end)
    await model.start()
    if (model.state.peek().kind === 'running' && !given.signal.aborted) {
      await tryStreamEnd(model, { end, place, number: ++count.current }, given.signal)
    }
    if (current.current === given) setTrying(undefined)
  }

  return (
    <div class="probe stream-ends" role="group" aria-label={words.title} ref={root}>
      <h3 class="probe-title">{words.title}</h3>
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
      <table class="probe-table">
        <thead>
          <tr>
            <th scope="col">{words.columns.end}</th>
            <th scope="col">{words.columns.wire}</th>
            <th scope="col">{words.columns.errors}</th>
            <th scope="col">{words.columns.state}</th>
            <th scope="col">{words.columns.again}</th>
            <th scope="col">{words.columns.lastEventId}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.end}
              row={row}
              words={words}
              language={language}
              button={{
                isTrying: trying === row.end,
                disabled: !ready || isStarting || trying === row.end,
                press: () => void attempt(row.end),
              }}
            />
          ))}
        </tbody>
      </table>
      <p class="stream-ends-summary" aria-live="polite">
        {summary(rows, words)}
      </p>
    </div>
  )
}

interface RowProps {
  readonly row: EndRow
  readonly words: StreamEndsWords
  readonly language: Language
  readonly button: { readonly isTrying: boolean; readonly disabled: boolean; readonly press: () => void }
}

function Row({ row: { end, tried }, words, language, button }: RowProps) {
  const dead = tried?.state === 2
  return (
    <tr class={dead ? 'stream-ends-dead' : undefined} data-end={end}>
      <th scope="row">
        <button
          type="button"
          class="quiet-button needs-script"
          disabled={button.disabled}
          aria-label={button.isTrying ? words.trying : words.tryLabel(words.end[end])}
          onClick={button.press}
        >
          {button.isTrying ? words.trying : words.try}
        </button>
        <span>{words.end[end]}</span>
      </th>
      {tried?.status === undefined ? (
        <td colSpan={5} class="stream-ends-open">
          {button.isTrying ? words.trying : words.notTried}
        </td>
      ) : (
        <>
          <td data-label={words.columns.wire}>{wireText(tried, words)}</td>
          <td data-label={words.columns.errors}>{tried.errors}</td>
          <td data-label={words.columns.state}>
            {tried.state === undefined ? '' : <code>{OWN_RUN_WORDS[language].readyState(tried.state)}</code>}
          </td>
          <td data-label={words.columns.again}>{againText(tried.again, words)}</td>
          <td data-label={words.columns.lastEventId}>
            {'afterMs' in tried.again ? (
              tried.again.lastEventId === undefined ? (
                words.noLastEventId
              ) : (
                <code>{tried.again.lastEventId}</code>
              )
            ) : (
              '–'
            )}
          </td>
        </>
      )}
    </tr>
  )
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
