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
  emptyShare: 'responses without an event',
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
  /** What the drawing shows, with its numbers. */
  steps: {
    soonest: {
      title: 'Nothing comes sooner than one trip',
      text: (measured: string, predicted: string) =>
        `The soonest took ${measured}. It was published just before a poll, and even its response had to travel: ${predicted} at least.`,
    },
    even: {
      title: 'Then every delay is as likely as another',
      text: (period: string) =>
        `A poll comes every ${period}. An event may happen at any moment between two of them, and none is likelier: that is why the predicted box is flat.`,
    },
    latest: {
      title: 'And hardly later than a whole round',
      text: (measured: string, predicted: string) =>
        `Published just after a poll had asked, an event waits for the next: ${predicted} by the prediction, which leaves out what the page and the server take. The latest took ${measured}.`,
    },
    mean: {
      title: 'Half a round, on average',
      text: (measured: string, predicted: string) =>
        `Measured ${measured}, predicted ${predicted}: half of the time between two polls, and one trip. A shorter interval makes it less, and asks more often.`,
    },
    empty: {
      title: 'What the asking costs',
      text: (empty: number, answers: number) =>
        `${empty} of ${answers} responses had no event. Each was a request with its head, and a response with its head, for nothing.`,
    },
  },
}

export type HistogramWords = Words<typeof en>

export default en
