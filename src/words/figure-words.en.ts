import type { Words } from './languages.ts'

const en = {
  guess: {
    /** The summary of the folded answer. */
    reveal: 'What happens',
    give: 'That is my guess',
    right: 'You guessed right.',
    wrong: (answer: string) => `You guessed otherwise; the answer is: ${answer}`,
  },
  goals: {
    reached: 'reached',
    open: 'not yet reached',
    /** Said once, politely, when a goal is reached. */
    announce: (goal: string) => `Goal reached: ${goal}`,
    progress: (reached: number, all: number) => `${reached} of ${all} reached`,
    reset: 'Start the goals over',
  },
  histogram: {
    title: 'How late each event was',
    recorded: 'recorded run',
    live: 'live, yours',
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
  },
}

export type FigureWords = Words<typeof en>

export default en
