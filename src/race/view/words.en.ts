import type { ByteKind } from '../../wire/trace/queries/byte-kinds.ts'
import type { Words } from '../../words/languages.ts'
import { bytesText } from '../../words/numbers.ts'

const en = {
  title: 'The race: one feed, five transports',
  ladders: 'Five ladders on one time axis',
  laddersHelp:
    'Up and down arrow keys go from event to event, left and right from lane to lane, Home and End to the first and the last.',
  leave: 'Leave the page',
  comeBack: 'Come back',
  away: 'the page has left · events go on, nobody here to get them',
  burst: (count: number) => `${count} goals at once`,
  conditions: 'Conditions and faults',
  groups: { feed: 'The feed', page: 'The page', wire: 'The wire', break: 'Faults' },
  simulated: 'simulated by our server',
  brokenBy: 'real cuts, made by our server',
  /** Events a minute, in words a reader can picture. */
  rate: (perMinute: number) => {
    if (perMinute === 0) return 'none'
    if (perMinute < 60) return `${perMinute}/min`
    return `${Number((perMinute / 60).toFixed(perMinute < 600 ? 1 : 0))}/s`
  },
  whom: 'which',
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
    perEvent: 'overhead an event',
    delivered: 'delivered',
    lost: 'lost',
    repeated: 'repeated',
    outOfOrder: 'out of order',
    pending: 'on their way',
    disturbed: 'met a break on the way',
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
