/**
 * One clock for all processes of a bench: loaded first in each, so that one's time can be taken from another's. Each
 * would else read the system's clock as it starts and count on from there; that clock is set now and then, and between
 * its reading and the counting a busy machine may do something else. Delays came out as negative.
 */

/** The variable in which a process tells those it starts its `epochMs`. */
export const EPOCH = 'BENCH_EPOCH_MS'

/** When the machine's monotonic clock stood at 0, in milliseconds since the Unix epoch: as given, else as read here. */
export const epochMs: number = process.env[EPOCH] === undefined ? readEpoch() : Number(process.env[EPOCH])

// Where the process is held up between the two readings their difference is too small, so the largest of some is taken.
const startedMs = Math.max(...Array.from({ length: 9 }, () => monotonicMs() - performance.now()))
Object.defineProperty(performance, 'timeOrigin', { value: epochMs + startedMs })

function readEpoch(): number {
  return performance.timeOrigin + performance.now() - monotonicMs()
}

function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6
}
