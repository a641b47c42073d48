import type { StormStrategy } from './simulation.ts'
import type { Words } from '../../words/languages.ts'
import spanEn from '../../words/numbers.en.ts'

const en = {
  title: (clients: number) => `${clients} clients lose their server at once`,
  /** What it is: no run of anybody's. */
  simulated: 'a simulation, no traffic',
  strategies: {
    fixed: 'A fixed wait',
    exponential: 'Doubling, no jitter',
    'full-jitter': 'Doubling, full jitter',
    'this-site': 'This site’s own',
    'event-source': 'EventSource by itself',
    'own-retry': 'EventSource, a retry for each',
  } satisfies Record<StormStrategy, string>,
  /** Of what a strategy waits, in a few words. */
  waits: {
    fixed: '1 s, each time',
    exponential: '0.25 s, 0.5 s … 8 s',
    'full-jitter': 'anything up to 0.25 s, 0.5 s … 8 s',
    'this-site': 'half of that fixed, the rest random',
    'event-source': '3 s, each time',
    'own-retry': 'its own, between 1 s and 5 s',
  } satisfies Record<StormStrategy, string>,
  columns: {
    strategy: 'How long each waits before a try',
    back: 'All are back after',
    tries: 'Tries',
    wasted: 'In vain',
    peak: 'Most in 0.1\u00a0s',
  },
  tableCaption:
    'Simulated: the same clients and the same server, six ways to wait. Choose one to see its tries.',
  tableFoot: (ms: number) => `No way to wait could bring all back sooner than ${spanEn(ms)} after the loss.`,
  back: spanEn,
  missing: (clients: number, limitMs: number) => `${clients} missing after ${spanEn(limitMs)}`,
  clients: 'clients',
  clientsValue: String,
  capacity: 'server accepts',
  capacityValue: (perSecond: number) => `${perSecond} a second`,
  down: 'server is away',
  downValue: spanEn,
  seed: (seed: number) => `Other random numbers (seed ${seed})`,
  play: (times: string) => `Play in time${times}`,
  showAll: 'Show at once',
  countAxis: 'tries in each 0.1 s',
  timeAxis: 'seconds since the loss',
  accepted: 'let in',
  refused: 'turned away',
  unanswered: 'nobody there',
  capacityLine: (perTenth: number) => `room for ${perTenth}`,
  away: 'server away',
  allBack: (ms: number) => `all back: ${spanEn(ms)}`,
  soFar: (ms: number, back: number, clients: number) => `${spanEn(ms)}: ${back} of ${clients} back`,
  drawing: (strategy: string, outcome: string, peak: number) =>
    `Simulated tries in each tenth of a second. ${strategy}: ${outcome}; at most ${peak} tries in one tenth.`,
  asTable: 'The same second by second',
  second: 'Second',
  needsScript: 'With script you can choose among them and change the numbers.',
}

export type StormWords = Words<typeof en>

export default en
