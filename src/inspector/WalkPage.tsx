/**
 * The walk as a page: every field of the unit in order, each with its value and its sentence, for who reads by
 * scrolling, and for paper. The same selection as the grid; choosing a field here opens it there.
 */
import { useEffect, useRef } from 'preact/hooks'
import { rowAfterKey, takeKey } from '../ui/list-keys.ts'
import { reveal } from '../ui/reveal.ts'
import { hex, valueText } from './byte-text.ts'
import { FIELD_TINTS } from './field-tints.ts'
import { Clause } from './FieldSentence.tsx'
import { leavesOf, type Placed } from './field-walk.ts'
import type { LensProps } from './lens.ts'
import { sentences } from '../words/punctuation.ts'

/** So many fields are in the page at once: those around the current one. */
const MOST_FIELDS = 120
/** So many bytes of a field stand before its sentence. */
const MOST_BYTES = 8

export function WalkPage({ unit, source, field, say, words, select }: LensProps) {
  const box = useRef<HTMLDivElement>(null)
  const leaves = leavesOf(unit.fields)
  const at = Math.max(
    0,
    leaves.findIndex((leaf) => leaf.field === field),
  )
  const first = Math.max(0, Math.min(at - MOST_FIELDS / 2, leaves.length - MOST_FIELDS))
  const shown = leaves.slice(first, first + MOST_FIELDS)
  useEffect(
    () => reveal(box.current, box.current?.querySelector<HTMLElement>('[aria-current]')),
    [at, unit.id],
  )

  const onKeyDown = (event: KeyboardEvent): void => {
    const to = rowAfterKey(event.key, at, leaves.length - 1)
    if (to === undefined) return
    takeKey(event)
    const leaf = leaves[to]
    if (leaf !== undefined) select(leaf.path)
  }
  const rest = leaves.length - first - shown.length
  return (
    <div class="thin-scroll lens-scroll walk-page" ref={box}>
      {first === 0 ? null : <p class="lens-note">{words.walk.more(first)}</p>}
      <ol
        class="walk"
        start={first + 1}
        tabIndex={0}
        aria-label={sentences(words.walk.label, words.walk.help)}
        onKeyDown={onKeyDown}
      >
        {shown.map((leaf) => (
          <li
            key={leaf.path.join('.')}
            aria-current={leaf.field === field ? 'true' : undefined}
            onClick={() => select(leaf.path)}
          >
            <p class="walk-head">
              <code class={`walk-bytes tint-${FIELD_TINTS[leaf.field.kind]}`}>
                {bytesOf(leaf, source.bytes)}
              </code>{' '}
              <b>{say.label(leaf.field)}</b>{' '}
              <code class="walk-value">{valueText(leaf.field, source.bytes, 36)}</code>
            </p>
            <p>
              {say.sentence(leaf.field)}{' '}
              {leaf.field.citation === undefined ? null : <Clause citation={leaf.field.citation} />}
            </p>
            {leaf.field.problems.map((problem) => (
              <p key={problem.code} class="sentence-problem">
                <b>{words[problem.severity]}:</b> {say.problem(problem)}
              </p>
            ))}
          </li>
        ))}
      </ol>
      {rest === 0 ? null : <p class="lens-note">{words.walk.more(rest)}</p>}
    </div>
  )
}

/** A field's first bytes in hex; of one narrower than a byte its bits, the others as dots. */
function bytesOf({ field: { range, bits } }: Placed, bytes: Uint8Array): string {
  if (bits !== undefined) {
    const all = (bytes[range.start] ?? 0).toString(2).padStart(8, '0')
    return [...all].map((bit, index) => (index >= bits.start && index < bits.end ? bit : '·')).join('')
  }
  const own = bytes.subarray(range.start, range.end)
  const shown = Array.from(own.subarray(0, MOST_BYTES), hex).join(' ')
  return own.length > MOST_BYTES ? `${shown} …` : shown
}
