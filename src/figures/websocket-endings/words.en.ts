import type { CauseName } from './facts.ts'
import type { Words } from '../../words/languages.ts'
import spanEn from '../../words/numbers.en.ts'

interface EndNumbers {
  /** Of the close event. */
  readonly code: number
  readonly clean: string
  /** What the server was told, as its cell has it. */
  readonly server: string
  readonly after: string
}

const en = {
  title: 'How a WebSocket ends',
  goodbyes: 'Five goodbyes',
  breaks: 'Ten ends without one',
  columns: {
    cause: 'What is done',
    wire: 'What crosses',
    server: 'What the server is told',
    script: 'What your script is told',
    after: 'After',
  },
  /** `done`: what is done, where the name does not say it. */
  causes: {
    normal: { name: 'The server is done', done: 'It closes with 1000 and a reason.' },
    restart: { name: 'The server restarts', done: 'It closes everything with 1012.' },
    policy: { name: 'A text it does not want', done: 'The page sends what is no event.' },
    'too-big': { name: 'A message that is too big', done: 'The page sends a byte more than 64 KiB.' },
    'page-closes': { name: 'The page calls close()', done: 'Silence makes it give up; then the stall ends.' },
    refused: { name: 'The handshake is refused', done: 'The page comes back before the server does.' },
    reset: { name: 'Reset', done: 'The TCP connection is reset (RST).' },
    fin: { name: 'End', done: 'The TCP connection is ended, in order (FIN).' },
    silence: { name: 'Silence', done: 'The line stalls; once the page has given up, it is cut.' },
    idle: { name: 'A middlebox', done: 'It drops the connection after a silence.' },
    masked: { name: 'A masked frame', done: 'The server masks, as only a client may.' },
    opcode: { name: 'A reserved opcode', done: 'The server sends a frame with opcode 3.' },
    utf8: { name: 'A text that is not UTF-8', done: 'The server sends it as text.' },
    'long-ping': { name: 'A ping that is too long', done: 'The server sends one of 126 bytes.' },
    'forbidden-code': { name: '1006 in a Close frame', done: 'The server writes what nobody may send.' },
  } satisfies Record<CauseName, unknown>,
  tryIt: (cause: string) => `Try: ${cause}`,
  tryShort: 'Try',
  trying: 'trying …',
  tryingNow: (cause: string) => `Trying: ${cause}`,
  tryAll: 'Try all that are left',
  stopTrying: 'Stop trying',
  notTried: 'not tried yet',
  show: 'show',
  showLong: (cause: string) => `Show in the figure: ${cause}`,
  tally: (tried: number, all: number, with1006: number) =>
    tried === 0
      ? `None of the ${all} without a goodbye tried yet.`
      : `${tried} of ${all} without a goodbye tried. Code 1006: ${with1006} of ${tried}.`,
  wire: {
    status: (status: number) => `Answer ${status}, not 101`,
    server: (what: string) => `Server: ${what}`,
    browser: (what: string) => `Browser: ${what}`,
    close: (code: number | undefined, reason: string) =>
      `Close ${code ?? 'without a code'}${reason === '' ? '' : `, “${reason}”`}`,
    brokenFrame: 'a broken frame',
    fin: 'Server: FIN (TCP)',
    rst: 'Server: RST (TCP)',
    finFromBrowser: 'Browser: FIN (TCP)',
    dropped: 'nothing, then cut on the way',
    nothing: 'nothing more',
  },
  learnsNothing: 'no Close frame came',
  withoutCode: 'a Close frame without a code',
  /** A standard's close code where the browser sent another. */
  standardSays: (code: number) => `the standard has ${code} for this`,
  noReason: 'no reason',
  errorBefore: 'error event before it',
  noError: 'no error event',
  clean: (wasClean: boolean) => `wasClean ${wasClean}`,
  silent: 'had given up waiting',
  /** Between the things a script was told. */
  between: ' · ',
  at: spanEn,
  /** What the rows show together, with what was measured. */
  steps: {
    normal: {
      title: 'A goodbye: both sides know the same',
      text: ({ code, server, after }: EndNumbers) =>
        `A Close frame each way, then the server ends TCP. Server: ${server}. Script: ${code}, ${after} after the cause.`,
    },
    'too-big': {
      title: 'Half a goodbye counts as one',
      text: ({ code, server, clean }: EndNumbers) =>
        `Only the server’s Close crossed before TCP ended. The script has ${code} and ${clean}; the server: ${server}.`,
    },
    reset: {
      title: 'Gone without a word: 1006',
      text: ({ code, after }: EndNumbers) =>
        `No Close frame came, so the browser makes up a code for the script: ${code}, which nobody may send. ${after} after the reset.`,
    },
    silence: {
      title: 'Nobody is told',
      text: ({ code, after }: EndNumbers) =>
        `The line froze, and TCP says nothing of that. A heartbeat that did not come made the page give up; the close event came ${after} after the freeze: ${code}.`,
    },
    masked: {
      title: 'Here the server learns more than the script',
      text: ({ code, server }: EndNumbers) =>
        `A broken frame: the browser tells the server what it minds, ${server}. The script has only ${code}.`,
    },
  },
}

export type EndingsWords = Words<typeof en>

export default en
