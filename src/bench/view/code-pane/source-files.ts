/** The coloured sources, fetched when they are looked at, unpacked once and shared by a page's figures. */
import { signal, type ReadonlySignal } from '@preact/signals'
import { readPageData } from '../page-data.ts'
import { sourceData } from '../scene-data.ts'
import { unpackFile, type PaintedFile } from './packed-file.ts'

/** Undefined while it is on its way; `missing` where it cannot be had. */
export type Source = PaintedFile | 'missing' | undefined

const known = new Map<string, ReadonlySignal<Source>>()

/** The source of a run. */
export function sourceOf(run: string): ReadonlySignal<Source> {
  const had = known.get(run)
  if (had !== undefined) return had
  const given = readPageData(sourceData(run))
  const source = signal<Source>(given === undefined ? undefined : unpackFile(given))
  // A development server builds pages again and again while the sources change.
  if (typeof document === 'undefined') return source
  known.set(run, source)
  if (given === undefined) {
    fetch(`/sources/${run}.json`)
      .then(async (answer) => {
        source.value = answer.ok ? unpackFile(await answer.text()) : 'missing'
      })
      .catch(() => {
        source.value = 'missing'
      })
  }
  return source
}

/** Has what could not be had asked for anew: once for each pane that opens, never by a pane that is only drawn again. */
export function askAgainForMissing(): void {
  for (const [run, source] of known) if (source.peek() === 'missing') known.delete(run)
}
