import type { Words } from '../words/languages.ts'

/** What is said where a byte is changed and sent, and of what comes of it. */
const en = {
  change: {
    title: 'Change a bit',
    untouched: 'as it crossed',
    changed: (bytes: number) => (bytes === 1 ? '1 byte changed' : `${bytes} bytes changed`),
    byte: 'The byte in hexadecimal',
    previous: 'The byte before',
    next: 'The byte after',
    was: (hex: string) => `was ${hex}`,
    bits: (offset: string) => `Bits of the byte at ${offset}`,
    bit: (index: number, field: string, value: number) => `Bit ${index}, ${field}: ${value}`,
    restore: 'Put the original back',
    noPlace: 'This byte was inflated: no byte on the wire stands for it alone.',
    keys: 'Or type hexadecimal digits in the grid; Space flips a bit among the bits.',
  },
  verdict: {
    title: (receiver: 'server' | 'client') =>
      receiver === 'server' ? 'What the server makes of it' : 'What the client makes of it',
    waits: (receiver: 'server' | 'client') =>
      receiver === 'server'
        ? 'It is not complete: the server goes on waiting for the rest.'
        : 'It is not complete: the client goes on waiting for the rest.',
    fine: 'No rule is broken.',
  },
  send: {
    title: 'Send it',
    to: {
      browser: 'To my browser',
      server: 'To the server',
      stream: 'To my EventSource',
    },
    how: 'For real, in a lab of your own: the server writes these very bytes to a WebSocket of this page, or a raw client of that lab writes them to the server.',
    notThis: 'Frames, requests to a lab and event blocks can be sent; this is not one of them.',
    tooLong: (most: number) => `At most ${most} bytes are sent at once.`,
    busy: 'On its way …',
    trouble: {
      'not-running': 'The server does not answer; nothing was sent.',
      'not-open': 'No WebSocket opened in time; nothing was sent.',
      refused: 'The server did not take it.',
    },
    /** Of a frame that the other side's kind of sender wrote, by who is sent to. */
    otherMask: {
      browser:
        'A client masked this frame, and a server never masks: as it is, your browser fails the connection for the mask, whatever bit was changed. Unmasked, it judges the rest.',
      server:
        'A server sent this frame, unmasked, and a client masks every frame: as it is, the server fails the connection for the missing mask. Masked, it judges the rest.',
    },
    withOtherMask: { browser: 'To my browser, unmasked', server: 'To the server, masked' },
    cameBack: 'What came of it',
    /** `delayMs` is what the lab's conditions add, each way. */
    help: (delayMs: number) =>
      `Choose a line to see it on the ladder, or a mark on the ladder to see its line. Each way ${delayMs} ms are added, so that the arrows slope.`,
    nothing: 'Nothing has come back so far.',
    rawClient: 'raw client',
    after: (ms: number) => `${ms < 0 ? '−' : '+'}${Math.abs(Math.round(ms))} ms`,
    show: 'Open this run in the list',
  },
}

export type ChangeWords = Words<typeof en>

export default en
