/** One slice as a row: time, direction, summary, size, and thin nested brackets of what it carries. */
import type { BenchWords } from '../words.ts'
import type { RowAttributes } from '../../../ui/RowList.tsx'
import { TRANSPORT_GLYPHS } from '../../../ui/transport-glyphs.ts'
import type { Direction } from '../../../wire/bytes/bytes.ts'
import { named } from '../../../words/punctuation.ts'
import type { Bracket, WireRow } from './wire-rows.ts'

const ARROWS: Readonly<Record<Direction, string>> = { 'client-to-server': '↑', 'server-to-client': '↓' }

/** More brackets side by side than this are named shortly. */
const MOST_LONG = 2

interface Props {
  readonly row: WireRow
  readonly attributes: RowAttributes
  readonly origin: number
  /** `moment`: this slice is the moment on show. `before`: it is the last one before it. */
  readonly state: 'moment' | 'before' | 'other'
  readonly words: BenchWords
  readonly onOpen: (unit: string) => void
}

export function WireRowView({ row, attributes, origin, state, words, onOpen }: Props) {
  // A page without script has no list to scroll by rows, and nothing to point at.
  const isStill = attributes['aria-setsize'] === undefined
  return (
    <div
      class={`list-row wire-row${state === 'other' ? '' : ` wire-row-${state}`} hue-${row.transport}`}
      {...attributes}
    >
      <span class="wire-time">{((row.at - origin) / 1000).toFixed(3)}</span>
      <span class="wire-direction">
        <span aria-hidden="true">
          {ARROWS[row.direction]}
          <span class="glyph wire-glyph">{TRANSPORT_GLYPHS[row.transport]}</span>
        </span>
        <span class="only-heard">
          {words.transport[row.transport]}, {words.direction[row.direction]}:{' '}
        </span>
      </span>
      <span class="wire-summary">{row.summary}</span>
      <span class="wire-size">{words.bytes(row.bytes)}</span>
      <span class="wire-brackets">
        <span class="only-heard">{words.wire.carries}: </span>
        {row.brackets.map((bracket) => (
          <BracketView
            key={bracket.unit}
            bracket={bracket}
            short={row.brackets.length > MOST_LONG}
            title={isStill ? undefined : (each) => named(each.label, words.bytes(each.bytes))}
            onOpen={onOpen}
          />
        ))}
      </span>
    </div>
  )
}

interface BracketProps {
  readonly bracket: Bracket
  readonly short: boolean
  readonly title: ((bracket: Bracket) => string) | undefined
  readonly onOpen: (unit: string) => void
}

/** As wide as the square root of its bytes: a head of 300 and content of 40 are both to be seen. */
function BracketView({ bracket, short, title, onOpen }: BracketProps) {
  const { inner } = bracket
  return (
    <span
      class={bracket.cut ? 'wire-bracket wire-bracket-cut' : 'wire-bracket'}
      style={{ flexGrow: Math.round(Math.sqrt(bracket.bytes)) }}
      title={title?.(bracket)}
      onClick={(event) => {
        event.stopPropagation()
        onOpen(bracket.unit)
      }}
    >
      <span class="wire-bracket-label">{short ? bracket.short : bracket.label}</span>
      {inner.map((each, index) => (
        <BracketView
          key={index}
          bracket={each}
          short={short || inner.length > MOST_LONG}
          title={title}
          onOpen={onOpen}
        />
      ))}
    </span>
  )
}
