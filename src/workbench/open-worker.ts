/** Opens what a reader brought away from the page: a file, or pasted text. It is asked once. */
import { openFile, openText } from '../wire/import/open.ts'
import { portionsOf } from './portions.ts'

addEventListener('message', ({ data }: MessageEvent<File | string>) => {
  const read = async (): Promise<void> => {
    const opened =
      typeof data === 'string' ? openText(data) : openFile(new Uint8Array(await data.arrayBuffer()))
    for (const portion of portionsOf(opened)) postMessage(portion, { transfer: [...portion.buffers] })
  }
  // A folder, or a file that went away.
  read().catch(() => postMessage(undefined))
})
