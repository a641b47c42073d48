/** The ladder's text equivalent: its marks as a table that anyone can open and a screen reader can read. */
import { useState } from 'preact/hooks'
import type { BenchWords } from '../words.ts'
import { useMounted } from '../../../ui/use-mounted.ts'
import type { Timeline } from '../../../wire/trace/views.ts'
import { marksOf, withFolds } from './ladder-marks.ts'
import type { Fold } from './time-map.ts'
import { ColumnHeads } from '../../../ui/ColumnHeads.tsx'
import { BareButton } from '../../../ui/Button.tsx'

/** A long run has thousands of marks; the newest are listed. */
const MOST_ROWS = 300

interface Props {
  readonly timeline: Timeline
  readonly shown: number
  /** Silences that the drawing leaves out, or left out before the reader opened them. */
  readonly folds: readonly Fold[]
  readonly origin: number
  readonly words: BenchWords
  readonly onSelect: (moment: number) => void
}

/** Its rows are made when it is opened, and in what the build draws only for readers without script: they are most of a page's elements. */
export function LadderTable(props: Props) {
  const { words } = props
  const [isOpen, setOpen] = useState(false)
  return (
    <details class="ladder-table" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.table.summary}</summary>
      {isOpen ? <Rows {...props} /> : null}
      <noscript>{typeof window === 'undefined' ? <Rows {...props} /> : null}</noscript>
    </details>
  )
}

function Rows({ timeline, shown, folds, origin, words, onSelect }: Props) {
  const { time, where, what, size } = words.table
  const mounted = useMounted()
  const marks = withFolds(marksOf(timeline, shown, words), folds, words)
  const listed = marks.slice(-MOST_ROWS)
  const secondsOf = (at: number): string => ((at - origin) / 1000).toFixed(3)
  return (
    <>
      {marks.length > listed.length ? <p>{words.table.truncated(listed.length)}</p> : null}
      <div class="ladder-table-scroll" tabIndex={0} role="group" aria-label={words.table.summary}>
        <table>
          <ColumnHeads columns={[time, where, what, size]} />
          <tbody>
            {listed.map(({ moment, ...mark }) => (
              <tr key={`${moment ?? mark.at} ${mark.run ?? ''}`}>
                <td>
                  {mounted && moment !== undefined ? (
                    <BareButton class="ladder-table-time" onClick={() => onSelect(moment)}>
                      {secondsOf(mark.at)}
                    </BareButton>
                  ) : (
                    secondsOf(mark.at)
                  )}
                </td>
                <td>{mark.run ?? (moment === undefined ? '' : words.table.feed)}</td>
                <td>{mark.what}</td>
                <td>{mark.bytes ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
