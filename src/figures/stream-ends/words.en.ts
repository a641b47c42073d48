import type { Place, StreamEndKind } from './facts.ts'
import type { ConnectionEnd } from '../../wire/trace/trace.ts'
import type { Words } from '../../words/languages.ts'
import spanEn from '../../words/numbers.en.ts'

const en = {
  title: 'What ends an EventSource for good',
  place: 'The response goes',
  places: { first: 'to the first request', later: 'when the browser comes back' } satisfies Record<
    Place,
    string
  >,
  placeNotes: {
    first:
      'The first request of a new EventSource gets the response you pick. After it, the lab serves its ordinary stream.',
    later:
      'First a good stream: it sets the reconnection time to one second, sends an event with the id 7, and ends. The request that comes back gets the response you pick. After it, the lab serves its ordinary stream.',
  } satisfies Record<Place, string>,
  end: {
    finished: 'a stream that ends',
    reset: 'a stream that is cut (RST)',
    '204': '204 No Content',
    '301': '301, with a Location',
    '401': '401 Unauthorized',
    '404': '404 Not Found',
    '500': '500 Internal Server Error',
    '503': '503, Retry-After: 1',
    json: '200, application/json',
    charset: '200, charset=gbk',
  } satisfies Record<StreamEndKind, string>,
  try: 'Try',
  tryLabel: (end: string) => `Try: ${end}`,
  trying: 'trying …',
  columns: {
    end: 'the server answers',
    wire: 'on the wire',
    errors: 'error events',
    state: 'readyState then',
    again: 'asked again',
    lastEventId: 'Last-Event-ID sent',
  },
  notTried: 'not tried yet',
  /** The answer's status and type, and how it ended. */
  wire: (answer: string, how: string) => `${answer}, ${how}`,
  /** How the answer ended on the wire. */
  whole: 'whole',
  goesOn: 'goes on',
  cut: {
    fin: 'the browser hung up',
    reset: 'cut by RST',
    timeout: 'timed out',
    'closed-by-server': 'closed by the server',
  } satisfies Record<ConnectionEnd, string>,
  againAfter: (ms: number) => `after ${spanEn(ms)}`,
  followed: (ms: number) => `at once, as told (${spanEn(ms)})`,
  neverAgain: (ms: number) => `no, in ${spanEn(ms)}`,
  watching: 'watching …',
  noLastEventId: 'none',
  summary: (gaveUp: number, cameBack: number) => `Gave up for good: ${gaveUp}. Came back: ${cameBack}.`,
  said: (end: string, what: string) => `${end}: ${what}`,
  /** What the rows show together; `after` is measured. */
  steps: {
    again: {
      title: 'An end, or a cut: it comes back',
      text: (after: string) =>
        `A stream that ends and one that is cut are the same to an EventSource: an error event, then it asks again by itself, ${after}.`,
    },
    moved: {
      title: 'A redirect is followed',
      text: (after: string) => `It goes where Location says, without an event to the script: ${after}.`,
    },
    'no-content': {
      title: '204 is how a server says: enough',
      text: (after: string) => `readyState is 2 and stays so. Asked again: ${after}.`,
    },
    errors: {
      title: 'Any other status ends it for good',
      text: (after: string) =>
        `401, 404, 500, and 503 in spite of its Retry-After. Asked again after the 503: ${after}. To come back is now your code’s business.`,
    },
    type: {
      title: 'A wrong type ends it',
      /** `charset`: what the row with the wrong charset came to. */
      text: (after: string, charset: 'refused' | 'taken' | 'unknown') =>
        `JSON is no event stream: for good. Asked again after the JSON: ${after}. By the standard a charset changes nothing, since a stream is always read as UTF-8, and Firefox 140 took it${charset === 'refused' ? '; the browser of this run hung up on it.' : '.'}`,
    },
  },
  /** Where a step’s row was not tried. */
  notMeasured: 'not tried yet',
}

export type StreamEndsWords = Words<typeof en>

export default en
