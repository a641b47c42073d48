import type { Words } from '../../words/languages.ts'
import spanEn from '../../words/numbers.en.ts'

const en = {
  title: 'Six connections, and the seventh',
  open: 'Open another stream',
  ask: 'Ask for /healthz',
  close: 'Close',
  closeLabel: (stream: number) => `Close stream ${stream}`,
  closeAll: 'Release all',
  /** Without a host where none is known: in a recorded run. */
  sockets: (host?: string) => `The browser’s HTTP/1.1 connections to ${host ?? 'this host'}`,
  socket: (number: number) => `connection ${number}`,
  free: 'free',
  stream: (number: number) => `stream ${number}`,
  queue: 'Waiting in the browser',
  nobody: 'nobody',
  waits: (ms: number) => `CONNECTING for ${spanEn(ms)}`,
  askWaits: (ms: number) => `waits, ${spanEn(ms)} by now`,
  waited: (ms: number) => `got its connection after ${spanEn(ms)}`,
  atOnce: (ms: number) => `reached the server after ${spanEn(ms)}`,
  noByte: 'not a byte of it has reached the server, and no event says so',
  answered: (status: number, ms: number) => `answered ${status} after ${spanEn(ms)}`,
  asking: (target: string) => `GET ${target}`,
  givenUp: 'given up',
  accounts: (stopped: number) =>
    `${stopped === 0 ? 'Nothing else runs on this page.' : `${stopped === 1 ? 'One other figure' : `${stopped} other figures`} of this page ${stopped === 1 ? 'was' : 'were'} stopped first, to have all six for this.`} The observer that brings these lines is a WebSocket, which Chromium counts in another pool. Another tab on this site would share the six.`,
  elsewhere:
    'Fewer than six streams have a connection, and yet one waits: something else of this browser holds connections to this host. Another tab?',
  said: (has: number, waits: number) => `${has} streams have a connection, ${waits} wait.`,
}

export type SeventhConnectionWords = Words<typeof en>

export default en
