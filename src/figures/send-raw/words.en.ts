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
    opcode: 'opcode 3',
    utf8: 'a text that is not UTF-8',
    'fragmented-ping': 'a ping without FIN',
    continuation: 'a continuation of nothing',
    'long-form': 'a short length in the longer form',
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
}

export type SendRawWords = Words<typeof en>

export default en
