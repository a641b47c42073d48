/** One line of source. Redrawn only when its light changes: a running file changes lights many times a second. */
import { memo } from 'preact/compat'
import type { HighlightedLine } from './highlighted-file.ts'

interface Props {
  readonly id: string
  readonly line: HighlightedLine
  readonly number: number
  readonly light: 'acts' | 'waits' | 'trail' | 'none'
  /** The keyboard stands here. */
  readonly here: boolean
  readonly onSelect: (line: number) => void
}

function CodeLineView({ id, line, number, light, here, onSelect }: Props) {
  return (
    <div
      id={id}
      class={`code-line code-${light}${here ? ' code-here' : ''}`}
      role="option"
      // An empty line has no text to be named by.
      aria-label={line.text.trim() === '' ? String(number) : undefined}
      aria-selected={light === 'acts' || light === 'waits'}
      onClick={() => onSelect(number)}
    >
      {line.tokens.map((token, index) => (
        <span key={index} style={{ color: `light-dark(${token.light}, ${token.dark})` }}>
          {token.text}
        </span>
      ))}
      {'\n'}
    </div>
  )
}

export const CodeLine = memo(
  CodeLineView,
  (before, after) => before.line === after.line && before.light === after.light && before.here === after.here,
)
