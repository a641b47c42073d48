/** What reads the bytes of a recorded run: a page loads it once they are asked for, or with a figure that draws what was said. */
export { decodeTrace } from '../../wire/trace/trace-codec.ts'
export { createTraceStore } from './trace-store.ts'
