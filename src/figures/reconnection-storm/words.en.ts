import type { StormStrategy } from './simulation.ts'
import type { Words } from '../../words/languages.ts'
import spanEn from '../../words/numbers.en.ts'

interface StormNumbers {
  readonly clients: number
  /** The most tries within a tenth of a second. */
  readonly peak: number
  readonly wasted: number
  readonly outcome: string
}

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
  play: (times: number) => `Play in time${times === 1 ? '' : ` (${times}×)`}`,
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
  /** Of each strategy: what its waves are like, with the numbers of the simulation on show. */
  steps: {
    'event-source': ({ clients, peak, wasted, outcome }: StormNumbers) =>
      `All ${clients} wait the same three seconds, so all knock at the same moment: ${peak} within a tenth of a second. Few are let in, the others wait three seconds more, together again. ${wasted} tries are in vain; ${outcome}.`,
    fixed: ({ peak, wasted, outcome }: StormNumbers) =>
      `A shorter wait brings the waves closer together and makes none of them lower: ${peak} at once in the worst tenth. ${wasted} tries in vain; ${outcome}.`,
    exponential: ({ peak, wasted, outcome }: StormNumbers) =>
      `Each failure doubles the wait, and for all alike. So they stay together, and the waves only come further apart: ${peak} at once, ${wasted} in vain; ${outcome}.`,
    'full-jitter': ({ peak, wasted, outcome }: StormNumbers) =>
      `Each draws its wait by chance, from nothing up to the doubled limit. The waves run into one another: ${peak} at once in the worst tenth, ${wasted} in vain; ${outcome}.`,
    'this-site': ({ peak, wasted, outcome }: StormNumbers) =>
      `Half of the wait is certain, half is chance: nobody knocks again at once, and nobody in step with the rest. ${peak} at once, ${wasted} in vain; ${outcome}.`,
    'own-retry': ({ peak, wasted, outcome }: StormNumbers) =>
      `Before it went, the server had sent each client a retry of its own. They come spread out from the first try on: ${peak} at once, ${wasted} in vain; ${outcome}.`,
  } satisfies Record<StormStrategy, unknown>,
  outcome: (text: string, isAll: boolean) => (isAll ? `all are back after ${text}` : text),
}

export type StormWords = Words<typeof en>

export default en
