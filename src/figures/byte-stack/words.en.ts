import type { ByteKind } from '../../wire/trace/queries/byte-counts.ts'
import type { Direction } from '../../wire/bytes/bytes.ts'
import type { Words } from '../../words/languages.ts'
import { timesText } from '../../words/numbers.ts'

const en = {
  title: { conversation: 'The bytes of the conversation above', kilobyte: 'A kilobyte, up and down again' },
  recorded: 'recorded run',
  live: 'your run, live',
  columns: {
    message: 'message',
    by: 'carried by',
    ways: {
      'client-to-server': 'up, from the browser',
      'server-to-client': 'down, from the server',
    } satisfies Record<Direction, string>,
  },
  kinds: { head: 'head', framing: 'framing', payload: 'payload' } satisfies Record<ByteKind, string>,
  /** What a kind is, in the key. */
  kindMeaning: {
    head: 'HTTP heads',
    framing: 'what holds messages apart: chunk sizes, field names, frame headers, masking keys',
    payload: 'the message itself',
  } satisfies Record<ByteKind, string>,
  rows: {
    heard: { name: 'One event down', what: 'The last event that both brought.' },
    said: { name: 'One message up', what: 'The last text that both sent. A POST is answered.' },
    opening: { name: 'To begin', what: 'The heads of the first request and of its response.' },
    whole: { name: 'All of it', what: 'Every byte of each lane so far.' },
    'bytes-up': { name: '1,024 bytes up', what: 'In a POST as base64 inside JSON; in a binary frame.' },
    'bytes-down': {
      name: 'The same bytes down',
      what: 'As an event of the stream; as the frame that our server echoes.',
    },
  },
  count: (count: number) => count.toLocaleString('en'),
  total: (count: number) => `${count.toLocaleString('en')} B`,
  nothing: 'nothing',
  notYet: 'not yet in this run',
  lanes: { posts: 'SSE and POST', ws: 'WebSocket' },
  /** Both directions together: of the stream with its POSTs, and of the WebSocket. */
  compare: (sse: number, ws: number) => {
    if (sse >= 2 * ws) return `${timesText(sse / ws)} times as many bytes by SSE and POST`
    if (sse === ws) return 'the same number of bytes'
    const [more, by] = sse > ws ? [sse - ws, 'SSE'] : [ws - sse, 'WebSocket']
    return `${more.toLocaleString('en')} B more by ${by}`
  },
  scale: 'Each pair of bars has a scale of its own.',
  sendKilobyte: (bytes: number) => `Send ${bytes.toLocaleString('en')} random bytes by both`,
  sending: 'Sending …',
  sendNote: 'Starts the figure above where it is not running.',
  /** What a row tells, of the stream with its POSTs and of the WebSocket. */
  step: (by: string, total: number, payload: number) =>
    `${by}: ${total.toLocaleString('en')} bytes, of which ${payload.toLocaleString('en')} are payload`,
  steps: {
    heard: (sse: string, ws: string) =>
      `Down, neither has a head to send any more: the response, or the connection, is open already. ${sse}. ${ws}.`,
    said: (sse: string, ws: string) =>
      `Up, the stream cannot carry anything. A POST is a request with a head of its own, and is answered with another. ${sse}. ${ws}.`,
    opening: (sse: string, ws: string) =>
      `Both begin with one request and one response over HTTP. ${sse}. ${ws}.`,
    whole: (sse: string, ws: string) =>
      `Everything that crossed so far. How much the page says decides it, not how much it hears. ${sse}. ${ws}.`,
    'bytes-up': (sse: string, ws: string) =>
      `Base64 makes four characters of three bytes, and the response to the POST brings them once more; a frame takes them as they are. ${sse}. ${ws}.`,
    'bytes-down': (sse: string, ws: string) =>
      `An event stream can hold nothing but text, so the same bytes are a third longer on the way down as well. ${sse}. ${ws}.`,
  },
}

export type ByteStackWords = Words<typeof en>

export default en
