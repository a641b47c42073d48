/**
 * The compressed copies that the build leaves beside the site, so that no start has to make them: it takes seconds of a processor.
 * Each lies under the hash of what it is a copy of, so that none is ever taken for another's.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { compressed, isWorthCompressing, type Compressed } from './compressed.ts'
import { filesBelow, hashOf, typeOf } from './site-files.ts'

/** Makes the copies of all files below `root`, in `folder` and nothing else there. */
export async function writeCopies(root: string, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const names = (await filesBelow(root)) ?? []
  await Promise.all(
    names.map(async (name) => {
      const bytes = await readFile(join(root, name))
      const copies = await compressed(bytes, typeOf(name), 'once')
      if (copies === 'none') return
      const place = join(folder, hashOf(bytes))
      await Promise.all([writeFile(`${place}.br`, copies.br), writeFile(`${place}.gzip`, copies.gzip)])
    }),
  )
}

/** The copies of `bytes`, which have this hash: those in `folder`, or made now where the build has left none. */
export async function copiesOf(
  bytes: Buffer,
  type: string,
  folder: string | undefined,
  hash: string,
): Promise<Compressed> {
  if (folder === undefined || !isWorthCompressing(bytes, type)) return compressed(bytes, type)
  const place = join(folder, hash)
  try {
    const [br, gzip] = await Promise.all([readFile(`${place}.br`), readFile(`${place}.gzip`)])
    return { br, gzip }
  } catch {
    return compressed(bytes, type)
  }
}
