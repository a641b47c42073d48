/** Opens what a reader brought, in a worker that is fetched for it: however large, the page answers meanwhile. */
import type { Imported } from '../wire/import/imported.ts'
import type { Opened } from '../wire/import/open.ts'
import { createUnpacking, type Portion } from './portions.ts'

export interface OpeningBrought {
  /** `unreadable`: the browser could not read the file, or not fetch what reads it. Never settles once stopped. */
  readonly read: Promise<Imported<Opened> | 'unreadable'>
  readonly stop: () => void
}

/** Begins to open a file, or a text that was pasted. */
export function openBrought(brought: File | string): OpeningBrought {
  const worker = new Worker(new URL('./open-worker.ts', import.meta.url), { type: 'module' })
  const read = new Promise<Imported<Opened> | 'unreadable'>((resolve) => {
    const unpack = createUnpacking()
    const end = (result: Imported<Opened> | 'unreadable'): void => {
      worker.terminate()
      resolve(result)
    }
    worker.onmessage = ({ data }: MessageEvent<Portion | undefined>) => {
      const result = data === undefined ? 'unreadable' : unpack(data)
      if (result !== undefined) end(result)
    }
    worker.onerror = () => end('unreadable')
  })
  worker.postMessage(brought)
  return { read, stop: () => worker.terminate() }
}
