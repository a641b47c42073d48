/** What a reader is told whose run lost its lab with the server. */
import type { BenchWords } from './words.ts'
import type { LiveState } from '../model/bench-model.ts'

/** Gives what is gone and what comes next; nothing where no lab was lost. */
export function lossText(state: LiveState, { bench }: BenchWords): string | undefined {
  if (state.kind !== 'server-gone' && state.kind !== 'running') return undefined
  return state.hasLostLab === true ? bench.labLost[state.kind] : undefined
}
