/** The lines of a stream as they crossed, the parser's buffers after each, and beside the blank lines what the browser dispatched. */
import { useEffect, useState } from 'preact/hooks'
import { FigureSteps, type FigureStep } from '../../bench/view/story/FigureSteps.tsx'
import { useMounted } from '../../ui/use-mounted.ts'
import type { EventStreamEditorWords } from './words.ts'
import type { Language } from '../../words/languages.ts'
import { PROBE_WORDS } from '../../bench/view/figure-frame/probe-words.ts'
import type { BrowserEvent, LineRow, Match, StreamReading } from './facts.ts'
import { hexText, visibleParts } from './stream-text.ts'

interface Props {
  readonly reading: StreamReading
  readonly words: EventStreamEditorWords
  readonly language: Language
}

/** What has crossed is dispatched within a frame or two; after so long nothing more is coming. */
const PATIENCE_MS = 1500

export function StreamTable({ reading, words, language }: Props) {
  const { rows, rest, extra, crossed, isOver, state, errors, again } = reading
  const isStill = useStill(`${reading.run} ${crossed.bytes}`)
  const ready = useMounted()
  const [lit, setLit] = useState<string>()
  const matches = rows.flatMap(({ match }) => match ?? [])
  const count = (kind: Match['kind']): number => matches.filter((match) => match.kind === kind).length
  const differ = count('differs')
  const missing = count('missing')
  const origin = matches.flatMap((match) => (match.kind === 'missing' ? [] : [match.event.origin])).at(0)
  const isPending = rest.length > 0 || (rows.at(-1)?.step.buffers.data ?? '') !== ''
  return (
    <div class="stream-reading">
      <FigureSteps language={language} steps={stepsOf(rows, words)} ready={ready} onStep={setLit} />
      <div class="stream-table-scroll" tabIndex={0} role="group" aria-label={words.columns.line}>
        <table class="probe-table">
          <thead>
            <tr>
              <th scope="col">{words.columns.line}</th>
              <th scope="col">{words.columns.action}</th>
              <th scope="col">{words.columns.data}</th>
              <th scope="col">{words.columns.type}</th>
              <th scope="col">{words.columns.id}</th>
              <th scope="col" class="stream-browser">
                {words.columns.browser}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <Line key={at} row={row} before={rows[at - 1]} words={words} lit={lit === String(at)} />
            ))}
            {rest.length === 0 ? null : (
              <tr class="stream-rest">
                <th scope="row">
                  <LineText bytes={rest} />
                </th>
                <td colSpan={5}>{isOver ? words.unfinishedOver : words.unfinished}</td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      {isOver && isPending ? <p class="probe-note">{words.pendingOver}</p> : null}
      {extra.length === 0 ? null : (
        <p class="stream-differs">
          {words.extra}{' '}
          {extra.map((event, at) => (
            <Dispatched key={at} event={event} />
          ))}
        </p>
      )}
      <p
        class={`stream-verdict${differ + extra.length > 0 || (missing > 0 && isStill) ? ' stream-differs' : ''}`}
        aria-live="polite"
      >
        {words.verdict(count('same'), differ, missing, extra.length, !isStill)}
      </p>
      <p class="probe-note">
        {[
          words.crossed(crossed.bytes, crossed.chunks),
          state === undefined ? '' : words.state(PROBE_WORDS[language].readyState(state), errors),
          again === undefined ? '' : words.again(again.afterMs, again.lastEventId),
          origin === undefined ? '' : words.origin(origin),
        ]
          .filter((sentence) => sentence !== '')
          .join(words.gap)}
      </p>
    </div>
  )
}

/** So many lines are gone through one by one; the table has the others. */
const MOST_STEPS = 8

function stepsOf(rows: readonly LineRow[], words: EventStreamEditorWords): readonly FigureStep[] {
  const said = (text: string): string => (text === '' ? words.empty : JSON.stringify(text))
  return rows.slice(0, MOST_STEPS).map(({ step: { action, buffers } }, at) => ({
    name: String(at),
    title: words.action(action),
    at: words.step.line(at + 1),
    text: words.step.holds(said(buffers.data), said(buffers.eventType), said(buffers.lastEventId)),
  }))
}

function Line({
  row: { bytes, step, match },
  before,
  words,
  lit,
}: {
  readonly row: LineRow
  readonly before: LineRow | undefined
  readonly words: EventStreamEditorWords
  readonly lit: boolean
}) {
  const { buffers } = step
  const was = before?.step.buffers
  return (
    <tr class={`stream-line stream-${step.action.kind}`} data-lit={lit}>
      <th scope="row">
        <LineText bytes={bytes} />
      </th>
      <td>{words.action(step.action)}</td>
      <Buffer text={buffers.data} was={was?.data ?? ''} words={words} label={words.columns.data} />
      <Buffer text={buffers.eventType} was={was?.eventType ?? ''} words={words} label={words.columns.type} />
      <Buffer
        text={buffers.lastEventId}
        was={was?.lastEventId ?? ''}
        words={words}
        label={words.columns.id}
      />
      <td class="stream-browser" data-label={match === undefined ? undefined : words.columns.browser}>
        {match === undefined ? null : match.kind === 'missing' ? (
          words.missing
        ) : (
          <>
            <Dispatched event={match.event} />
            <span class={match.kind === 'same' ? 'stream-same' : 'stream-differs'}>
              {match.kind === 'same' ? words.same : words.differs}
            </span>
          </>
        )}
      </td>
    </tr>
  )
}

function LineText({ bytes }: { readonly bytes: Uint8Array }) {
  return (
    <>
      <Visible bytes={bytes} class="stream-line-text" />
      <code class="stream-line-hex">{hexText(bytes)}</code>
    </>
  )
}

/** Text as it is, and in little frames what has no picture of its own. */
function Visible({ bytes, class: name }: { readonly bytes: Uint8Array; readonly class?: string }) {
  return (
    <code class={name}>
      {visibleParts(bytes).map(({ kind, text }, at) =>
        kind === 'text' ? (
          text
        ) : (
          <span key={at} class="stream-named">
            {text}
          </span>
        ),
      )}
    </code>
  )
}

interface BufferProps {
  readonly text: string
  readonly was: string
  readonly words: EventStreamEditorWords
  readonly label: string
}

/** What changed is set apart from what only stays. */
function Buffer({ text, was, words, label }: BufferProps) {
  return (
    <td class={text === was ? 'stream-kept' : 'stream-changed'} data-label={label}>
      {text === '' ? (
        <span class="stream-empty">{words.empty}</span>
      ) : (
        <Visible bytes={new TextEncoder().encode(text)} />
      )}
    </td>
  )
}

function Dispatched({ event: { type, data, lastEventId } }: { readonly event: BrowserEvent }) {
  return (
    <span class="stream-event">
      <code class="stream-event-type">{type}</code> <code>{JSON.stringify(data)}</code>{' '}
      <code class="stream-event-id">lastEventId {JSON.stringify(lastEventId)}</code>
    </span>
  )
}

/** True once `what` has not changed for a while. */
function useStill(what: string): boolean {
  const [still, setStill] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setStill(what), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [what])
  return still === what
}
