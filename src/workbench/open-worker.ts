/** Opens what a reader brought away from the page: a file, or pasted text. It is asked once. */
import { openFile, openText } from '../wire/import/open.ts'
import { parcelsOf } from './parcels.ts'

addEventListener('message', ({ data }: MessageEvent<File | string>) => {
  const read = async (): Promise<void> => {
    const opened =
      typeof data === 'string' ? openText(data) : openFile(new Uint8Array(await data.arrayBuffer()))
    for (const parcel of parcelsOf(opened)) postMessage(parcel, { transfer: [...parcel.buffers] })
  }
  // A folder, or a file that went away.
  read().catch(() => postMessage(undefined))
})
