/** What a race needs once something runs, or once its bytes are looked into: what a bench needs, and the fold of a race. */
export * from '../../bench/model/live-parts.ts'
export { createRaceStore } from './race-store.ts'
