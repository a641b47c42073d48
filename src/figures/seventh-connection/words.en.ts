import type { Words } from '../../words/languages.ts'
import spanEn from '../../words/numbers.en.ts'

const en = {
  title: 'Six connections, and the seventh',
  open: 'Open another stream',
  ask: 'Ask for /healthz',
  close: 'Close',
  closeLabel: (stream: number) => `Close stream ${stream}`,
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
  /** What the boxes show, one after another. */
  steps: {
    one: {
      title: 'A stream keeps a connection to itself',
      text: 'The response to an EventSource never ends. As long as it goes on, its connection carries nothing else.',
      todo: 'Open a stream to see it take one.',
    },
    six: {
      title: 'Six streams, six connections',
      text: 'Over HTTP/1.1 the browser opens six to one host, and not one more: six for all tabs together.',
      todo: 'Open six.',
    },
    seventh: {
      title: 'The seventh waits, and nothing says so',
      text: 'Its readyState is CONNECTING. No error comes, and the server has not had a byte of it.',
      todo: 'Open one more.',
    },
    ask: {
      title: 'So does everything else',
      text: 'A plain request to the same host waits in the same queue: a click, an image, a login.',
      todo: 'Ask for /healthz while all six are taken.',
    },
    freed: {
      title: 'One goes, one gets through',
      text: 'Closing a stream frees its connection at once, and whoever waited longest gets it.',
      todo: 'Close one of the six: the recorded run ends before that.',
    },
  },
}

export type SeventhConnectionWords = Words<typeof en>

export default en
