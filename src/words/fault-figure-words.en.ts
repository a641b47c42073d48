import type { Words } from './languages.ts'
import spanEn from './numbers.en.ts'

const en = {
  recorded: 'recorded run',
  live: 'live, yours',
  /** On an axis, behind its first number. */
  seconds: 's',
  duration: spanEn,
  lives: {
    title: 'How long a quiet connection lives',
    columns: { transport: 'Transport', time: 'The run', drops: 'Dropped' },
    conditions: (heartbeatMs: number, idleTimeoutMs: number) =>
      `Heartbeat after ${spanEn(heartbeatMs)}, idle timeout ${spanEn(idleTimeoutMs)}`,
    noTimeout: (heartbeatMs: number) => `Heartbeat after ${spanEn(heartbeatMs)}, no idle timeout`,
    yours: 'yours, now',
    dropped: (times: number) => (times === 1 ? 'once' : `${times} times`),
    neverDropped: 'never',
    told1006: (times: number) => `told 1006 ${times === 1 ? 'once' : `${times} times`}`,
    beats: (count: number) => (count === 1 ? '1 heartbeat' : `${count} heartbeats`),
    key: { lives: 'connected', beat: 'heartbeat', death: 'dropped on the way' },
  },
  cuts: {
    title: 'What the page saw of the cut, and when',
    columns: { transport: 'Transport', notice: 'What the page saw', late: 'The next event came' },
    cut: { reset: 'Reset: told at once', stall: 'Stall: nobody is told' },
    notTried: 'not tried in this run',
    browserAskedAgain: (ms: number) => `nothing; its browser asked again by itself, ${spanEn(ms)} after`,
    noneYet: 'nothing so far',
    after: (ms: number) => `after ${spanEn(ms)}`,
    notYet: 'not yet',
    key: { unaware: 'cut, and the page does not know', noticed: 'it knows' },
  },
  buffer: {
    title: 'Five events through the stream',
    before: 'Nothing on the way',
    after: (bytes: string) => `A box that waits for ${bytes}`,
    event: 'Event',
    eventName: (number: number) => `${number}`,
    late: (ms: number) => `${spanEn(ms)} late`,
    held: 'held',
    noEvents: 'no event in this run so far',
    key: { published: 'published', reached: 'reached the page' },
  },
}

export type FaultFigureWords = Words<typeof en>

export default en
