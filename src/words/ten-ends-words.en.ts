import type { RawFrameName } from '../figures/send-raw/raw-frames.ts'
import type { CauseName } from '../figures/websocket-endings/facts.ts'
import type { Words } from './languages.ts'
import spanEn from './numbers.en.ts'

const en = {
  title: 'How a WebSocket ends',
  recorded: 'recorded run',
  live: 'live, yours',
  goodbyes: 'Five goodbyes',
  breaks: 'Ten ends without one',
  columns: {
    cause: 'What is done',
    wire: 'What crosses',
    server: 'What the server is told',
    script: 'What your script is told',
    after: 'After',
  },
  causes: {
    normal: {
      name: 'The server is done',
      /** What is done, where the name does not say it. */
      done: 'It closes with 1000 and a reason.',
    },
    restart: {
      name: 'The server restarts',
      /** What is done, where the name does not say it. */
      done: 'It closes everything with 1012.',
    },
    policy: {
      name: 'A text it does not want',
      /** What is done, where the name does not say it. */
      done: 'The page sends what is no event.',
    },
    'too-big': {
      name: 'A message that is too big',
      /** What is done, where the name does not say it. */
      done: 'The page sends a byte more than 64 KiB.',
    },
    'page-closes': {
      name: 'The page calls close()',
      /** What is done, where the name does not say it. */
      done: 'Silence makes it give up; then the line thaws.',
    },
    refused: {
      name: 'The handshake is refused',
      /** What is done, where the name does not say it. */
      done: 'The page comes back before the server does.',
    },
    reset: {
      name: 'Reset',
      /** What is done, where the name does not say it. */
      done: 'The TCP connection is reset.',
    },
    fin: {
      name: 'End',
      /** What is done, where the name does not say it. */
      done: 'The TCP connection is ended, in order.',
    },
    silence: {
      name: 'Silence',
      /** What is done, where the name does not say it. */
      done: 'The line freezes; when the page has given up, it is cut.',
    },
    idle: {
      name: 'A box on the way',
      /** What is done, where the name does not say it. */
      done: 'It drops the connection after a silence.',
    },
    masked: {
      name: 'A masked frame',
      /** What is done, where the name does not say it. */
      done: 'The server masks, as only a client may.',
    },
    opcode: {
      name: 'A reserved opcode',
      /** What is done, where the name does not say it. */
      done: 'The server sends a frame with opcode 3.',
    },
    utf8: {
      name: 'A text that is no UTF-8',
      /** What is done, where the name does not say it. */
      done: 'The server sends it as text.',
    },
    'long-ping': {
      name: 'A ping that is too long',
      /** What is done, where the name does not say it. */
      done: 'The server sends one of 126 bytes.',
    },
    'forbidden-code': {
      name: '1006 in a Close frame',
      /** What is done, where the name does not say it. */
      done: 'The server writes what nobody may.',
    },
  } satisfies Record<CauseName, unknown>,
  tryIt: (cause: string) => `Try: ${cause}`,
  tryShort: 'Try',
  trying: 'trying …',
  tryingNow: (cause: string) => `Trying: ${cause}`,
  tryAll: 'Try all that are left',
  stopTrying: 'Stop trying',
  notTried: 'not tried yet',
  show: 'show',
  showLong: (cause: string) => `Show in the bench: ${cause}`,
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
    fin: 'Server: FIN',
    rst: 'Server: RST',
    finFromBrowser: 'Browser: FIN',
    dropped: 'nothing, then cut on the way',
    nothing: 'nothing more',
  },
  learnsNothing: 'no Close frame came',
  withoutCode: 'a Close frame without a code',
  /** A standard's close code where the browser sent another. */
  standardSays: (code: number) => `the standard asks for ${code}`,
  noReason: 'no reason',
  errorBefore: 'error event before it',
  noError: 'no error event',
  clean: (wasClean: boolean) => `wasClean ${wasClean}`,
  silent: 'had given up waiting',
  /** Between the things a script was told. */
  between: ' · ',
  at: spanEn,
  raw: {
    title: 'Your own bytes, to your own browser',
    bytes: 'Bytes that the server writes, in hexadecimal',
    preset: 'Begin with',
    presets: {
      hello: 'Hello in one frame',
      fragments: 'Hello in two fragments, a ping between',
      masked: 'Hello, masked',
      rsv1: 'RSV1 set, no compression agreed',
      opcode: 'opcode 3',
      utf8: 'a text that is no UTF-8',
      'fragmented-ping': 'a ping without FIN',
      continuation: 'a continuation of nothing',
      'long-form': 'a short length in the longer form',
      'code-1006': 'Close with 1006',
    } satisfies Record<RawFrameName, string>,
    send: 'Write them',
    bad: 'These are no whole bytes in hexadecimal.',
    tooLong: (most: number) => `At most ${most} bytes.`,
    close: 'Or say goodbye, your way',
    code: 'Code',
    reason: 'Reason',
    closeNow: 'Close from the server',
    reasonTooLong: 'A reason has at most 123 bytes of UTF-8.',
    followed: 'What followed, in the order it happened',
    nothingYet: 'Nothing sent yet.',
    serverSent: (what: string) => `the server wrote: ${what}`,
    browserSent: (what: string) => `your browser answered: ${what}`,
    needsScript: 'Sending bytes needs JavaScript.',
  },
}

export type TenEndsWords = Words<typeof en>

export default en
