/** The coloured sources of this page, unpacked once and shared by its benches. */
import { readPageData } from '../page-data.ts'
import { sourceData } from '../scene-data.ts'
import { unpackFile } from './packed-file.ts'
import type { PaintedFile } from './packed-file.ts'

const unpacked = new Map<string, PaintedFile>()

/** The source of a run; `undefined` where the page does not hold it. */
export function sourceOf(run: string): PaintedFile | undefined {
  const known = unpacked.get(run)
  if (known !== undefined) return known
  const text = readPageData(sourceData(run))
  if (text === undefined) return undefined
  const file = unpackFile(text)
  // A development server builds pages again and again while the sources change.
  if (typeof document !== 'undefined') unpacked.set(run, file)
  return file
}
