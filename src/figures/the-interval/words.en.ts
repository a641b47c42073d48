import type { Words } from '../../words/languages.ts'

const en = {
  title: 'How late each event was',
  waiting: 'Waiting for the first event of this run',
  delayAxis: 'from published to delivered, seconds',
  countAxis: 'events',
  predicted: 'predicted',
  /** Milliseconds as seconds with two decimals and the unit. */
  seconds: (ms: number) => `${(ms / 1000).toFixed(2)} s`,
  samples: (count: number) => (count === 1 ? '1 event' : `${count} events`),
  measuredMean: 'measured mean',
  predictedMean: 'predicted mean',
  emptyShare: 'answers without an event',
  predictedEmptyShare: 'predicted share',
  unknownRate: 'not known for this feed',
  conditions: (intervalMs: number, latencyMs: number) =>
    `wait ${intervalMs} ms between polls, ${latencyMs} ms added each way`,
  network: (ms: number) => `about ${ms} ms each way by the network itself`,
  outside: (count: number) => `${count} later than the axis shows`,
  asTable: 'The same as a table',
  from: 'delay, seconds',
  measuredCount: 'events measured',
  predictedCount: 'events predicted',
  none: 'none yet',
}

export type HistogramWords = Words<typeof en>

export default en
