/**
 * What a bench needs once something runs: transports, observer, dissectors, and what its run is saved with. A page loads it then; a
 * figure that is merely seen, stepped through and told does without (docs/decisions/code-and-bytes-when-asked.md).
 */
export { withoutLabId } from '../../wire/export/without-lab-id.ts'
export { encodeTrace } from '../../wire/trace/trace-codec.ts'
export { openSession } from './live-session.ts'
export { createTraceStore } from './trace-store.ts'
