import type { RawFrameName } from './raw-frames.ts'
import type { Words } from '../../words/languages.ts'

const en = {
  title: 'Your own bytes, to your own browser',
  bytes: 'Bytes that the server writes, in hexadecimal',
  preset: 'Begin with',
  presets: {
    hello: 'Hello in one frame',
    fragments: 'Hello in two fragments, a ping between',
    masked: 'Hello, masked',
    rsv1: 'RSV1 set, no compression agreed',
    opcode: 'Opcode 3',
    utf8: 'A text that is not UTF-8',
    'fragmented-ping': 'A ping without FIN',
    continuation: 'A continuation of nothing',
    'long-form': 'A short length in the longer form',
    'code-1006': 'Close with 1006',
  } satisfies Record<RawFrameName, string>,
  send: 'Write them',
  bad: 'These are not whole bytes in hexadecimal.',
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
  /** What the bytes of a preset say, and what has to follow. */
  steps: {
    hello:
      '81: the last frame of a message, and it is text. 05: five bytes follow, no mask. Then the five letters. Your script gets a message.',
    fragments:
      '01 begins a text that is not done, 80 goes on with it and ends it. The ping between, 89, is answered before the text is whole. One message reaches your script.',
    masked:
      '85 instead of 05: the first bit of the length says that four bytes of masking key follow. Only a client may mask, so the browser fails the connection.',
    opcode:
      'The opcode is the last four bits of the first byte: 3 has no meaning yet. Whoever receives such a frame has to fail the connection.',
    utf8: 'C3 begins a letter of two bytes, and 28 cannot be its second. A text has to be UTF-8, so the browser fails the connection.',
    'code-1006':
      '88: a Close. Its two bytes 03 EE are 1006, the code that a browser makes up when no Close came. Nobody may send it.',
  } satisfies Partial<Record<RawFrameName, string>>,
}

export type SendRawWords = Words<typeof en>

export default en
