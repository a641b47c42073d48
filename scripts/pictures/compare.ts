/**
 * `npm run pictures -- compare BEFORE AFTER DIFFERENCES`: which pictures of two takes differ, and by how much; a picture of
 * each difference goes into the third folder.
 */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'

export interface Difference {
  readonly name: string
  /** `missing` in one of the folders, of another `size`, or so many `pixels` that differ. */
  readonly kind: 'missing' | 'size' | 'pixels'
  /** Pixels that differ; of pictures of two heights, in what both have. */
  readonly pixels: number
  /** That, of all pixels compared. 0 to 1. */
  readonly share: number
}

/** The pictures that differ, by name. Writes what differs, in red over the faded picture, into `folder`. */
export function comparePictures(before: string, after: string, folder: string): readonly Difference[] {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const names = new Set([before, after].flatMap((each) => globSync('*.png', { cwd: each })))
  return [...names].sort().flatMap((name) => {
    const [a, b] = [read(join(before, name)), read(join(after, name))]
    if (a === undefined || b === undefined) return [{ name, kind: 'missing', pixels: 0, share: 1 } as const]
    if (a.equals(b)) return []
    return difference(name, PNG.sync.read(a), PNG.sync.read(b), join(folder, name))
  })
}

function difference(name: string, a: PNG, b: PNG, file: string): readonly Difference[] {
  const width = Math.min(a.width, b.width)
  const height = Math.min(a.height, b.height)
  const out = new PNG({ width, height })
  const pixels = pixelmatch(cut(a, width, height), cut(b, width, height), out.data, width, height)
  const isSameSize = a.width === b.width && a.height === b.height
  if (pixels === 0 && isSameSize) return []
  writeFileSync(file, PNG.sync.write(out))
  return [{ name, kind: isSameSize ? 'pixels' : 'size', pixels, share: pixels / (width * height) }]
}

function cut(picture: PNG, width: number, height: number): Uint8Array {
  const out = new PNG({ width, height })
  PNG.bitblt(picture, out, 0, 0, width, height, 0, 0)
  return out.data
}

function read(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch {
    return undefined
  }
}
