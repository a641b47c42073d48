import type { ByteKind } from '../../wire/trace/queries/byte-counts.ts'
import type { RacePreset } from '../model/race-presets.ts'
import type { Transport } from '../../wire/trace/transports.ts'
import type { Words } from '../../words/languages.ts'
import { bytesText } from '../../words/numbers.ts'

const en = {
  title: 'The race: one feed, five transports',
  ladders: 'Five ladders on one time axis',
  laddersHelp:
    'Up and down arrow keys go from event to event, left and right from lane to lane, Home and End to the first and the last.',
  leave: 'Disconnect all five',
  comeBack: 'Connect again',
  away: 'disconnected · events go on, nobody here to get them',
  /** What there is to stage; what is asked and said of it comes with the question, in `preset-words.en.ts`. */
  surprises: {
    title: 'Stage a surprise',
    names: {
      'quiet-day': 'A quiet day',
      'goal-rush': 'A goal rush',
      'bad-train-ride': 'A bad train ride',
      'buffering-proxy': 'The buffering proxy',
      deploy: 'The deploy',
    } satisfies Record<RacePreset, string>,
  },
  /** Beside Start, while a staged race is chosen. */
  startPlays: (surprise: string) => `plays the surprise: ${surprise}`,
  burst: (count: number) => `${count} goals at once`,
  conditions: 'Conditions and faults',
  /** One event, lane by lane, for someone who never saw one. */
  home: {
    todo: 'After Start, the first event brings it.',
    news: {
      title: 'Something happens, and only the server knows',
      text: (event: string, seconds: string) =>
        `At second ${seconds}, “${event}”: the black diamond on each server’s line. Time runs down. Five pages want to know of it at once, without asking in vain: that is what push is for. Short polling cannot, and is here for comparison; the other four each have a way.`,
    },
    lanes: {
      'short-poll': {
        title: 'Short poll: ask again and again',
        text: (late: string, requests: number) =>
          `A server can only answer, so this page keeps asking, news or not: ${requests} requests in this run. The event had to wait for the next of them, ${late}.`,
      },
      'long-poll': {
        title: 'Long poll: ask, and be kept waiting',
        text: (late: string, requests: number) =>
          `The request was there already; the server had kept it without a response (the bar). The event is its response, ${late} late, and then the page asks again: ${requests} requests.`,
      },
      'iframe-stream': {
        title: 'Iframe stream: a page that never ends',
        text: (late: string) =>
          `One request, and a response that is not finished. It is an HTML page in a hidden iframe; each event is one more script in it, ${late} late.`,
      },
      sse: {
        title: 'SSE: a response that goes on, by design',
        text: (late: string) =>
          `The same idea with a format of its own: the browser reads the response as it grows, and asks again by itself when it breaks. ${late} late.`,
      },
      ws: {
        title: 'WebSocket: a connection for both sides',
        text: (late: string) =>
          `One request asks to leave HTTP. From then on either side sends when it has something to say; here it was the server, and the page had it after ${late}.`,
      },
    } satisfies Record<Transport, unknown>,
  },
  groups: { feed: 'The feed', page: 'The page', wire: 'The wire', break: 'Faults' },
  simulated: 'simulated by our server',
  brokenBy: 'real cuts, made by our server',
  /** Events a minute, in words a reader can picture. */
  rate: (perMinute: number) => {
    if (perMinute === 0) return 'none'
    if (perMinute < 60) return `${perMinute}/min`
    return `${Number((perMinute / 60).toFixed(perMinute < 600 ? 1 : 0))}/s`
  },
  whom: 'transport',
  wholeRace: 'all five',
  deploy: 'Deploy (down 3 s)',
  /** How many of a browser's six connections the race holds. */
  connections: (held: number, left: number) =>
    `Of the six connections a browser opens to one host over HTTP/1.1 the race holds ${held}; ${
      left > 0 ? `${left} ${left === 1 ? 'is' : 'are'} left` : 'none is left'
    } for polls, publishing and the rest of this page. WebSockets are not among the six.`,
  noneChosen: 'Choose an event: how late was it, lane by lane?',
  noEvents: 'No event yet.',
  /** One event and how late it was, lane by lane. */
  /** On a narrow screen: all five lanes, thin, in one drawing. */
  allLanes: 'all five',
  /** Below all five, where there is no room over each. */
  lifelines: 'in each lane the browser is on the left, the server on the right',
  chosen: (event: string, lanes: readonly string[]) => `${event}: ${lanes.join(' · ')}`,
  laneLate: (transport: string, duration: string) => `${transport} ${duration}`,
  laneWaiting: (transport: string) => `${transport} not yet`,
  laneLost: (transport: string) => `${transport} never`,
  previousEvent: '← event',
  nextEvent: 'event →',
  folded: (second: string) => `What happened before second ${second} is counted below and no longer drawn.`,
  thinned:
    'So many events: marks that would touch are drawn as one, without labels and brackets; the rows and the table count each.',
  rows: {
    title: 'Measured, transport by transport',
    axis: 'from publishing to JavaScript, logarithmic',
    /** What a mark on the axis is. */
    key: {
      event: 'one event',
      p95: '95 of 100 are no later',
      theory: 'what the conditions alone predict',
    },
    transport: 'Transport',
    delays: 'Delay',
    median: 'median',
    p95: 'p95',
    p99: 'p99',
    mean: 'mean',
    least: 'least',
    greatest: 'greatest',
    theory: 'Theory',
    theorySays: (least: string, mean: string, greatest: string) => `${least} to ${greatest}, mean ${mean}`,
    noTheory: 'none under these conditions',
    requests: 'requests',
    silentRepeats: (count: number) => `${count} of them the browser’s own repeats`,
    connections: 'connections',
    open: 'open',
    bytes: 'bytes',
    up: 'up',
    down: 'down',
    kind: { head: 'heads', framing: 'framing', payload: 'events' } satisfies Record<ByteKind, string>,
    perEvent: 'overhead per event',
    delivered: 'delivered',
    lost: 'lost',
    repeated: 'repeated',
    outOfOrder: 'out of order',
    pending: 'on their way',
    disturbed: 'hit by a break',
    bytesText: (count: number) => bytesText(count, [' B', ' kB', ' MB']),
  },
  table: 'All numbers of the race',
  tableOpen: 'The same as a table',
  saveRows: 'Numbers as CSV',
  saveDelays: 'Delays as CSV',
  saveDelaysHint: (most: number) => `the newest ${most} of each transport, one by one`,
  toRace: 'Set the conditions yourself',
}

export type RaceWords = Words<typeof en>

export default en
