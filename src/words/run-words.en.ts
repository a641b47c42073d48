/**
 * What a run does and what a stream carries, in words: notes, parts of slices, faults, ends. English and Simplified Chinese;
 * a part of `trace-words.ts`.
 */
import type { ConnectionEnd, FaultKind, FaultMoment, RunNote } from '../wire/trace/trace.ts'
import type { StreamPart } from '../wire/trace/views.ts'
import type { Words } from './languages.ts'
import spanEn from './numbers.en.ts'
import { closeCode, readyState, stateName } from './ready-states.ts'

/** Choices of a scene that are no file's name. */
const variants: Readonly<Record<string, string>> = {
  charset: 'with charset=utf-8',
  'no-charset': 'without a charset',
  stream: 'one response for all events',
  once: 'once=1: one response per event',
  plain: 'without compression',
  buffered: 'with a proxy that collects',
  unbuffered: 'without a proxy',
  'heartbeat-shorter': 'heartbeat clearly shorter',
  'heartbeat-equal': 'heartbeat and timeout equal',
  'heartbeat-longer': 'heartbeat longer',
  deflate: 'permessage-deflate',
}

const en = {
  /** A note as a sentence's part, for the table. */
  note(note: RunNote): string {
    switch (note.kind) {
      case 'answer':
        return `the script sees status ${note.status}`
      case 'failed':
        return 'the request failed'
      case 'waiting':
        return `waits ${spanEn(note.delayMs)}`
      case 'gap':
        return `told that ${note.missed} ${note.missed === 1 ? 'event is' : 'events are'} gone`
      case 'loop-ended':
        return 'the code has come to its end'
      case 'ready-state':
        return `${note.of}: ${readyState(note)}`
      case 'closed':
        return `close event: code ${note.code}, ${note.reason === '' ? 'no reason' : `reason “${note.reason}”`}, wasClean ${note.wasClean}`
      case 'error':
        return 'error event, without a reason'
      case 'heartbeat':
        return 'the script gets a heartbeat'
      case 'silent':
        return 'silent for too long: the page gives up on this connection'
      case 'message':
        return `the script gets a ${note.type} message of ${note.bytes} bytes`
      case 'asked':
        return `the page asks for ${note.target}`
      case 'dispatched':
        return `the browser dispatches ${note.type}`
    }
  },
  /** The same in few words for the ladder, and in fewer for a narrow lane; none where the ladder leaves it out. */
  marks(note: RunNote): readonly string[] {
    switch (note.kind) {
      case 'ready-state':
        return [readyState(note), stateName(note)]
      case 'closed':
        return [
          `close ${note.code}${note.reason === '' ? '' : ` “${note.reason}”`}${note.wasClean ? '' : ', not clean'}`,
          `close ${note.code}`,
          String(note.code),
        ]
      case 'silent':
        return ['silent too long', 'silent']
      case 'waiting':
        return [`waits ${spanEn(note.delayMs)}`]
      case 'error':
        return ['error']
      case 'message':
        return [`${note.type}, ${note.bytes} B`, note.type]
      case 'asked':
        return [note.target]
      case 'dispatched':
        return [note.type]
      case 'answer':
      case 'failed':
      case 'gap':
      case 'loop-ended':
      case 'heartbeat':
        return []
    }
  },
  /** A part of a slice; `name` names an event of the feed. */
  part(part: StreamPart, name: (event: number) => string): string {
    switch (part.kind) {
      case 'event':
        return name(part.event)
      case 'heartbeat':
        return 'heartbeat'
      case 'field':
        return part.name === ':' ? 'comment' : part.name
      case 'script':
        return 'script'
      case 'markup':
        return 'markup'
      case 'last-chunk':
        return 'last chunk'
      case 'text':
      case 'binary':
      case 'continuation':
        return `${part.kind}, ${part.bytes} B`
      case 'ping':
      case 'pong':
        return part.kind
      case 'close':
        return closeCode(part.code, part.reason === undefined ? '' : ` “${part.reason}”`)
      case 'broken':
        return 'broken frame'
    }
  },
  faults: {
    reset: 'Reset (RST)',
    fin: 'End (FIN)',
    stall: 'Stall',
    resume: 'End the stall',
    restart: 'Restart the server',
    'ws-close': 'Close from the server',
    'ws-raw': 'Raw bytes',
  } satisfies Record<FaultKind, string>,
  /** The same where a lane is narrow. */
  shortFaults: {
    reset: 'RST',
    fin: 'FIN',
    stall: 'stall',
    resume: 'stall over',
    restart: 'restart',
    'ws-close': 'close',
    'ws-raw': 'raw',
  } satisfies Record<FaultKind, string>,
  all: 'all',
  fault: ({ fault, affected }: FaultMoment, transport: string) =>
    `fault: ${en.faults[fault]} (${transport}), ${affected} open ${affected === 1 ? 'exchange' : 'exchanges'} hit`,
  end: {
    fin: 'ended by FIN',
    reset: 'reset',
    timeout: 'dropped on the way',
    'closed-by-server': 'closed by the server',
    complete: 'complete',
  } satisfies Record<ConnectionEnd | 'complete', string>,
  /** The same where a lane is narrow. */
  shortEnd: {
    fin: 'FIN',
    reset: 'reset',
    timeout: 'dropped',
    'closed-by-server': 'closed',
    complete: 'whole',
  } satisfies Record<ConnectionEnd | 'complete', string>,
  /** In a table: how a stream ended. */
  ended: (how: ConnectionEnd | 'complete') => `the stream is over: ${en.end[how]}`,
  /** The same of a request that waited, and was cut off before a byte of its response. */
  unanswered: (how: ConnectionEnd | 'complete') => `the request stays without a response: ${en.end[how]}`,
  open: (duration: string) => `open ${duration}`,
  stillOpen: 'open',

  variants,
}

export type RunWords = Words<typeof en>

export default en
