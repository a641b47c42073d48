import type { Words } from '../../words/languages.ts'
import spanEn from '../../words/numbers.en.ts'

type Of = 'WebSocket' | 'EventSource'

const en = {
  title: (of: Of) => `readyState of the ${of}`,
  transitions: {
    created: 'a new object',
    'ws-open': '101, and Accept is right: open',
    'ws-fail': 'no connection, no 101, a wrong Accept, or close() before that: error, then close 1006',
    'ws-lost': 'the connection is gone, or a frame was broken: close 1006',
    'ws-closing': 'a Close frame came, or close() was called',
    'ws-closed': 'Close frames both ways and the end of TCP, or the wait for them was in vain: close',
    'es-open': '200 and text/event-stream: open',
    'es-again': 'the body ends, or the connection is gone: error, and it asks again by itself',
    'es-refused': 'another status or type, or refused by CORS: error, for good; or close() was called',
    'es-closed': 'close() was called',
  },
  leadsTo: (state: string) => `leads to ${state}`,
  history: 'How it went',
  at: spanEn,
  code: (code: number) => `code ${code}`,
  none: 'No socket has been made up to this moment.',
  fromWire:
    'No event tells a script of CLOSING. Where a Close frame led there, the frame on the wire gives the time.',
}

export type StateMachineWords = Words<typeof en>

export default en
