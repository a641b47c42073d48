/**
 * The event-stream parser of the HTML standard, line by line: each line, what it does, and the buffers after the line
 * that is looked at. Takes rows, wherever their bytes are from: the inspector gives what crossed, an editor what a reader
 * typed. All lines stand in the page, so that it can be read by scrolling and on paper.
 */
import { useEffect, useRef, useState } from 'preact/hooks'
import { INSPECTOR_WORDS, type InspectorWords } from '../words.ts'
import type { Language } from '../../words/languages.ts'
import { rowAfterKey, takeKey } from '../../ui/list-keys.ts'
import { reveal } from '../../ui/reveal.ts'
import type { ParserBuffers } from '../../wire/event-stream/parser.ts'
import type { ParserRow, ParserRows } from './parser-rows.ts'
import { named, sentences } from '../../words/punctuation.ts'
import { Heard } from '../../ui/Heard.tsx'
import './parser-steps.css'

/** So many lines are in the page at once: those around the current one. */
const MOST_LINES = 200

/** Of the parser's buffers those that hold text. */
const BUFFERS = ['data', 'eventType', 'lastEventId'] as const

interface Props {
  readonly rows: ParserRows
  readonly language: Language
  /** The line that is looked at, by its number. Where it is left out, the table keeps it itself and begins at the last. */
  readonly line?: number
  readonly onSelect?: (row: ParserRow) => void
}

export function ParserSteps({ rows: { before, rows }, language, line, onSelect }: Props) {
  const words = INSPECTOR_WORDS[language].parser
  const [own, setOwn] = useState<number | undefined>(undefined)
  const [said, setSaid] = useState('')
  const box = useRef<HTMLDivElement>(null)
  const wanted = line ?? own
  const found = rows.findIndex((row) => row.line === wanted)
  const at = found < 0 ? rows.length - 1 : found
  const here = rows[at]
  const first = Math.max(0, Math.min(at - MOST_LINES / 2, rows.length - MOST_LINES))
  useEffect(() => {
    const head = box.current?.querySelector('thead')?.clientHeight
    reveal(box.current, box.current?.querySelector<HTMLElement>('[aria-current]'), head)
  }, [here?.line, rows.length])

  const choose = (row: ParserRow | undefined): void => {
    if (row === undefined) return
    setOwn(row.line)
    onSelect?.(row)
    setSaid(
      sentences(
        named(`${words.line} ${row.line}`, row.text === '' ? words.blank : row.text),
        did(row, words),
      ),
    )
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = rowAfterKey(event.key, at, rows.length - 1)
    if (to === undefined) return
    takeKey(event)
    choose(rows[to])
  }
  return (
    <div class="parser">
      <Buffers here={here} before={rows[at - 1]?.buffers ?? before} words={words} />
      <div
        class="thin-scroll parser-lines"
        ref={box}
        role="group"
        tabIndex={0}
        aria-label={sentences(words.label, words.help)}
        onKeyDown={onKeyDown}
      >
        {rows.length === 0 ? <p class="parser-none">{words.none}</p> : null}
        {first === 0 ? null : <p class="parser-none">{words.hidden(first)}</p>}
        <table>
          <thead>
            <tr>
              <th scope="col">{words.line}</th>
              <th scope="col">{words.did}</th>
              {BUFFERS.map((buffer) => (
                <th key={buffer} scope="col" class="parser-wide">
                  {words[buffer]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(first, first + MOST_LINES).map((row) => (
              <tr
                key={row.line}
                class={row.action?.kind === 'dispatch' ? 'parser-dispatch' : undefined}
                aria-current={row === here ? 'true' : undefined}
                onClick={() => choose(row)}
              >
                <td class="parser-line">
                  <span class="parser-number">{row.line}</span>
                  {row.text === '' ? <i>{words.blank}</i> : <code>{row.text}</code>}
                </td>
                <td>{did(row, words)}</td>
                {BUFFERS.map((buffer) => (
                  <td key={buffer} class="parser-wide">
                    <Held text={row.buffers[buffer]} words={words} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Heard>{line === undefined ? said : ''}</Heard>
    </div>
  )
}

/** The buffers after the line that is looked at; those it changed are marked. */
function Buffers({
  here,
  before,
  words,
}: {
  readonly here: ParserRow | undefined
  readonly before: ParserBuffers
  readonly words: InspectorWords['parser']
}) {
  const now = here?.buffers ?? before
  const changed = (key: keyof ParserBuffers): string | undefined =>
    now[key] === before[key] ? undefined : 'parser-changed'
  const event = here?.action?.kind === 'dispatch' ? here.action.event : undefined
  return (
    <dl class="parser-buffers" aria-label={words.buffers}>
      {BUFFERS.map((buffer) => (
        <div key={buffer} class={changed(buffer)}>
          <dt>{words[buffer]}</dt>
          <dd>
            <Held text={now[buffer]} words={words} />
          </dd>
        </div>
      ))}
      <div class={changed('reconnectionTimeMs')}>
        <dt>{words.retry}</dt>
        <dd>
          {now.reconnectionTimeMs === undefined ? (
            <i>{words.browserOwn}</i>
          ) : (
            <code>{now.reconnectionTimeMs} ms</code>
          )}
        </dd>
      </div>
      <div class={event === undefined ? undefined : 'parser-changed'}>
        <dt>{words.dispatched}</dt>
        <dd>
          {event === undefined ? (
            <i>{words.notDispatched}</i>
          ) : (
            <>
              {words.event(event.type, event.lastEventId)} <code>{shown(event.data)}</code>
            </>
          )}
        </dd>
      </div>
    </dl>
  )
}

function Held({ text, words }: { readonly text: string; readonly words: InspectorWords['parser'] }) {
  return text === '' ? <i>{words.empty}</i> : <code>{shown(text)}</code>
}

/** Line feeds as they are written in code: a buffer's line ends matter. */
function shown(text: string): string {
  return text.replaceAll('\n', '\\n')
}

function did({ action }: ParserRow, words: InspectorWords['parser']): string {
  if (action === undefined) return words.waits
  switch (action.kind) {
    case 'comment':
      return words.comment
    case 'append-data':
      return words.appendData
    case 'set-event-type':
      return words.setEventType
    case 'set-last-event-id':
      return words.setLastEventId
    case 'set-reconnection-time':
      return words.setRetry(action.ms)
    case 'ignore':
      return words.ignore
    case 'dispatch':
      return words.dispatch
    case 'nothing-to-dispatch':
      return words.nothing
  }
}
