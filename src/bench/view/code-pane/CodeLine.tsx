/** One line of source. Redrawn only when its light changes: a running file changes lights many times a second. */
import { memo } from 'preact/compat'
import { hangingIndent } from './hanging-indent.ts'
import type { PaintedLine } from './packed-file.ts'

interface Props {
  /** Only the line the keyboard stands at needs one. */
  readonly id: string | undefined
  readonly line: PaintedLine
  readonly number: number
  readonly light: 'acts' | 'waits' | 'trail' | 'none'
  /** The keyboard stands here. */
  readonly here: boolean
  readonly onSelect: (line: number) => void
}

/** Shorter lines fit into the narrowest pane, and need no indent for what goes on. */
const MAY_WRAP = 30

function CodeLineView({ id, line, number, light, here, onSelect }: Props) {
  const lit = light === 'none' ? '' : ` code-${light}`
  return (
    <div
      id={id}
      class={`code-line${lit}${here ? ' code-here' : ''}`}
      style={line.text.length > MAY_WRAP ? `--hang:${hangingIndent(line.text)}ch` : undefined}
      role="option"
      // An empty line has no text to be named by.
      aria-label={line.text.trim() === '' ? String(number) : undefined}
      aria-selected={light === 'acts' || light === 'waits' ? true : undefined}
      onClick={() => onSelect(number)}
    >
      {line.tokens.map((token, index) =>
        token.colour === 0 ? (
          token.text
        ) : (
          <span key={index} class={`t${token.colour}`}>
            {token.text}
          </span>
        ),
      )}
      {'\n'}
    </div>
  )
}

export const CodeLine = memo(
  CodeLineView,
  (before, after) =>
    before.id === after.id &&
    before.line === after.line &&
    before.light === after.light &&
    before.here === after.here,
)
