/** The exchanges of a tapped run, the newest last; one is chosen, and its units are in the list beside it. */
import { useLayoutEffect, useRef } from 'preact/hooks'
import { TRACE_WORDS } from '../../words/trace-words.ts'
import type { Language } from '../../words/languages.ts'
import { named } from '../../words/punctuation.ts'
import { ColumnHeads } from '../../ui/ColumnHeads.tsx'
import { Glyph } from '../../ui/Glyph.tsx'
import type { ExchangeView } from '../../wire/trace/views.ts'
import type { AboutExchange } from '../model/tap-store.ts'
import { bytesOf, isHeld, problemsOf } from '../model/tapped-exchanges.ts'
import type { TapWords } from './words.ts'
import { BareButton } from '../../ui/Button.tsx'

interface Props {
  readonly exchanges: readonly ExchangeView[]
  /** How many there are without filters. */
  readonly all: number
  readonly chosen: string | undefined
  readonly about: (exchange: ExchangeView) => AboutExchange
  /** Epoch milliseconds that the table calls 0, and that are now. */
  readonly origin: number
  readonly now: number
  readonly words: TapWords
  readonly language: Language
  readonly onChoose: (exchange: ExchangeView) => void
}

/** A page holds so many rows. */
const MOST_ROWS = 200
/** Pixels. */
const NEAR_END = 24

export function ExchangeTable({ exchanges, all, words, ...rest }: Props) {
  const rows = exchanges.slice(-MOST_ROWS)
  const { columns } = words
  const list = useRef<HTMLDivElement>(null)
  /** The newest is shown for as long as nobody has scrolled away from it. */
  const isAtEnd = useRef(true)
  useLayoutEffect(() => {
    if (isAtEnd.current) list.current?.scrollTo({ top: list.current.scrollHeight })
  }, [rows.at(-1)?.id])
  return (
    <section class="tap-exchanges" aria-label={words.exchanges}>
      <div class="pane-head">
        <h3>{words.exchanges}</h3>
        <span class="pane-note">{words.count(exchanges.length, all)}</span>
      </div>
      {exchanges.length > rows.length ? (
        <p class="workbench-quiet">{words.earlier(exchanges.length - rows.length)}</p>
      ) : null}
      <div
        ref={list}
        class="tap-scroll"
        tabIndex={0}
        role="group"
        aria-label={words.exchanges}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
          isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END
        }}
      >
        {rows.length === 0 ? <p class="workbench-quiet">{all === 0 ? words.none : words.nothing}</p> : null}
        {rows.length === 0 ? null : (
          <table class="tap-table">
            <ColumnHeads
              columns={[
                columns.at,
                columns.what,
                columns.target,
                columns.status,
                columns.bytes,
                columns.connection,
              ]}
            />
            <tbody>
              {rows.map((exchange) => (
                <Row key={exchange.id} exchange={exchange} words={words} {...rest} />
              ))}
            </tbody>
          </table>
        )}
      </div>
    </section>
  )
}

function Row({
  exchange,
  chosen,
  about,
  origin,
  now,
  words,
  language,
  onChoose,
}: Omit<Props, 'exchanges' | 'all'> & { readonly exchange: ExchangeView }) {
  const { id, transport, method, target, status, closedAt, openedAt, sides, connection } = exchange
  const held = isHeld(exchange, now)
  const kind = held ? 'long-poll' : transport
  const notes = notesOf(exchange, about(exchange), words)
  const seconds = Math.round((now - openedAt) / 1000)
  return (
    <tr aria-current={id === chosen ? 'true' : undefined}>
      <td>{((openedAt - origin) / 1000).toFixed(2)}</td>
      <td class={`hue-${kind}`}>
        <Glyph of={kind} /> {TRACE_WORDS[language].transport[kind]}
      </td>
      <td>
        <BareButton class="tap-target" onClick={() => onChoose(exchange)}>
          {method} {target ?? '…'}
        </BareButton>
        {notes.map((note) => (
          <span key={note} class="tap-note">
            {note}
          </span>
        ))}
      </td>
      <td>
        {status ?? (held ? words.held(seconds) : words.waits)}
        {status !== undefined && closedAt === undefined ? ` · ${words.open}` : ''}
      </td>
      <td class="tap-number">
        ↑{bytesOf(sides['client-to-server'])} ↓{bytesOf(sides['server-to-client'])}
      </td>
      <td>{connection}</td>
    </tr>
  )
}

function notesOf(exchange: ExchangeView, about: AboutExchange, words: TapWords): readonly string[] {
  const problems = problemsOf(exchange)
  const isFolded = Object.values(exchange.sides).some(({ missing }) => missing.length > 0)
  return [
    ...(about.failure === undefined ? [] : [words.ownAnswer(about.failure)]),
    ...about.waysPast.map(({ how, address }) => words.wayPast(how, address)),
    ...about.rewritten.map(({ name, was, now }) =>
      named(words.rewritten, words.rewrittenLine(name, was, now)),
    ),
    ...(isFolded ? [words.folded] : []),
    ...(problems === 0 ? [] : [words.wrong(problems)]),
  ]
}
