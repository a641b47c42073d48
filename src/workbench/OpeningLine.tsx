/** How far a long run is read, a way to leave it at that, and what is heard of it: one line, at the end. */
import type { WorkbenchWords } from './words.ts'
import type { OpenedRun } from './use-opening.ts'
import { QuietButton } from '../ui/Button.tsx'

interface Props {
  readonly opened: Pick<OpenedRun, 'progress' | 'rows'>
  readonly words: WorkbenchWords
}

export function OpeningLine({ opened, words }: Props) {
  const { progress, rows } = opened
  if (progress === undefined) return null
  const { doneBytes, totalBytes, state, stop } = progress
  const [done, total] = [megabytes(doneBytes), megabytes(totalBytes)]
  const isReading = state === 'reading'
  return (
    <div class="opening">
      {isReading ? (
        <>
          <p>{words.reading.progress(done, total)}</p>
          <progress max={totalBytes} value={doneBytes} aria-label={words.reading.progress(done, total)} />
          <QuietButton onClick={stop}>{words.reading.stop}</QuietButton>
        </>
      ) : null}
      <p role="status">
        {isReading
          ? ''
          : state === 'done'
            ? words.reading.done(total, rows.length)
            : words.reading.stopped(done, total)}
      </p>
    </div>
  )
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1)
}
