/** One slice as a row: time, direction, gist, size, and thin nested brackets of what it carries. */
import type { BenchWords } from '../../i18n/bench-words.ts'
import type { Selection } from '../../lab/bench-model.ts'
import { TRANSPORT_GLYPHS } from '../../ui/transport-glyphs.ts'
import type { Direction } from '../../wire/bytes.ts'
import type { Bracket, WireRow } from './wire-rows.ts'

const ARROWS: Readonly<Record<Direction, string>> = { 'client-to-server': '↑', 'server-to-client': '↓' }

interface Props {
  /** Only the active row needs one. */
  readonly id: string | undefined
  readonly row: WireRow
  readonly origin: number
  /** Where it stands in the whole list; a page without script has no list to scroll by rows. */
  readonly position: number | undefined
  readonly of: number | undefined
  readonly top: number
  /** `moment`: this slice is the moment on show. `before`: it is the last one before it. */
  readonly state: 'moment' | 'before' | 'other'
  readonly words: BenchWords
  readonly onSelect: (selection: Selection) => void
}

export function WireRowView({ id, row, origin, position, of, top, state, words, onSelect }: Props) {
  return (
    <div
      id={id}
      class={`wire-row${state === 'other' ? '' : ` wire-row-${state}`} hue-${row.transport}`}
      style={{ top: `${top}px` }}
      role="option"
      aria-selected={state !== 'other'}
      aria-posinset={position}
      aria-setsize={of}
      onClick={() => onSelect({ moment: row.moment })}
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
      <span class="wire-gist">{row.gist}</span>
      <span class="wire-size">{words.bytes(row.bytes)}</span>
      <span class="wire-brackets">
        <span class="only-heard">{words.wire.carries}: </span>
        {row.brackets.map((bracket) => (
          <BracketView
            key={bracket.unit}
            bracket={bracket}
            title={of === undefined ? undefined : `${bracket.label}: ${words.bytes(bracket.bytes)}`}
            onOpen={() => onSelect({ moment: row.moment, unit: bracket.unit })}
          />
        ))}
      </span>
    </div>
  )
}

/** As wide as the square root of its bytes: a head of 300 and content of 40 are both to be seen. */
function BracketView({
  bracket,
  title,
  onOpen,
}: {
  readonly bracket: Bracket
  readonly title: string | undefined
  readonly onOpen: () => void
}) {
  return (
    <span
      class={bracket.cut ? 'wire-bracket wire-bracket-cut' : 'wire-bracket'}
      style={{ flexGrow: Math.round(Math.sqrt(bracket.bytes)) }}
      title={title}
      onClick={(event) => {
        event.stopPropagation()
        onOpen()
      }}
    >
      <span class="wire-bracket-label">{bracket.label}</span>
      {bracket.inner.map((inner, index) => (
        <span key={index} class="wire-inner">
          {bracket.inner.length < 3 ? inner.label : inner.short}
        </span>
      ))}
    </span>
  )
}
