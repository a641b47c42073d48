import type { Lane } from '../../wire/trace/views.ts'
import type { BenchModel } from './bench-model.ts'

/** The first WebSocket lane of a bench. */
export function socketLane({ timeline }: Pick<BenchModel, 'timeline'>): Lane | undefined {
  return timeline.lanes.find(({ spec }) => spec.transport === 'ws')
}
