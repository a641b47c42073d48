/** What every view of a run says of it, whichever view it is. English and Simplified Chinese. */
import type { Direction } from '../wire/bytes/bytes.ts'
import type { UnitKind } from '../wire/field/field.ts'
import type { TracedKind } from '../wire/trace/transports.ts'
import type { Words } from './languages.ts'
import spanEn from './numbers.en.ts'
import run from './run-words.en.ts'

/** Types of the feeds' events; one that is not here is shown as it is. */
const eventType: Readonly<Record<string, string>> = {
  'kick-off': 'kick-off',
  chance: 'chance',
  goal: 'goal',
  card: 'card',
  substitution: 'change',
  'half-time': 'half-time',
  'second-half': 'second half',
  'full-time': 'full-time',
  quote: 'quote',
  note: 'note',
}

const en = {
  /** A duration with its unit: `1.2 s`, `120 ms`. */
  duration: spanEn,
  /** What runs do and streams carry. */
  run,
  /** On an axis, behind its first number. */
  seconds: 's',
  bytes: (count: number) => `${count} B`,
  /** Between the things of a list. */
  listComma: ', ',
  transport: {
    'short-poll': 'short poll',
    'long-poll': 'long poll',
    'iframe-stream': 'iframe stream',
    sse: 'SSE',
    ws: 'WebSocket',
    events: 'publish',
    http: 'HTTP',
    frames: 'WebSocket, handshake not seen',
    stream: 'stream, head not seen',
    bytes: 'bytes',
  } satisfies Record<TracedKind, string>,
  direction: {
    'client-to-server': 'browser to server',
    'server-to-client': 'server to browser',
  } satisfies Record<Direction, string>,
  unit: {
    'request-head': 'request head',
    'response-head': 'response head',
    content: 'content',
    bytes: 'bytes',
    chunk: 'chunk',
    'last-chunk': 'last chunk',
    upgraded: 'after the upgrade',
    hole: 'behind a hole',
    frame: 'frame',
    payload: 'payload',
    message: 'message',
    'event-block': 'event block',
    script: 'script',
    markup: 'markup',
  } satisfies Record<UnitKind, string>,
  eventType,
  /** A type with its score or its number. */
  eventName: (type: string, detail: string) => `${type} ${detail}`,
  /** An event of which only the ID is known. */
  eventWithId: (id: number) => `event ${id}`,
  /** Whose run a figure shows. */
  whose: { recorded: 'recorded run', live: 'your run, live' },
}

export type TraceWords = Words<typeof en>

export default en
