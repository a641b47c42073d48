/**
 * Over a row's bytes, the brackets of the levels they lie in, outermost on top; a bracket that goes on beyond the row or
 * the unit is open there. A name opens what it names. For the pointer: "Where this field is" has the same names for the
 * keyboard and for screen readers.
 */
import type { BracketPiece } from './byte-brackets.ts'
import type { LevelKind } from './byte-levels.ts'
import type { LaneAt } from './byte-rows.ts'
import { BareButton } from '../ui/Button.tsx'

interface Props {
  readonly lanes: readonly {
    readonly kind: LevelKind
    readonly at: LaneAt
    readonly pieces: readonly BracketPiece[]
  }[]
  /** The width of a byte, in characters. */
  readonly cell: number
  readonly openLabel: (name: string) => string
  readonly onOpen: (kind: LevelKind, column: number) => void
}

export function LevelStrip({ lanes, cell, openLabel, onOpen }: Props) {
  return (
    <span class="bytes-levels" aria-hidden="true">
      {lanes.map(({ kind, at, pieces }) =>
        pieces.map(({ from, to, opens, closes, label }) => (
          <span
            key={`${kind}-${from}`}
            class={levelClass(kind, opens, closes, label)}
            style={`left:${from * cell}ch;width:${(to - from) * cell}ch;top:${at.top}px;height:${at.height}px`}
          >
            {label === undefined ? null : (
              <BareButton
                class="bytes-level-name"
                tabIndex={-1}
                title={openLabel(label)}
                // The focus stays where the keys are.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onOpen(kind, from)}
              >
                {label}
              </BareButton>
            )}
          </span>
        )),
      )}
    </span>
  )
}

/** A line that only passes through the row is faint. */
function levelClass(kind: LevelKind, opens: boolean, closes: boolean, label: string | undefined): string {
  const passes = !opens && !closes && label === undefined
  return `bytes-level level-${kind}${opens ? ' opens' : ''}${closes ? ' closes' : ''}${passes ? ' passes' : ''}`
}
