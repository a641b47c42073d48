/** How much memory this process has: its heap, and the machine or the container it runs in. */
import { totalmem } from 'node:os'
import { getHeapStatistics } from 'node:v8'

export interface MachineMemory {
  /** What labs may keep unless the operator says otherwise. */
  readonly budgetBytes: number
  /** What an operator may let them keep: past that Node would end the process before requests are refused. */
  readonly mostBytes: number
}

/** Node counts the young generation into its limit, though nothing lives there for long: three semi-spaces of 32 MiB (26.10). */
const YOUNG_BYTES = 96 * 1024 * 1024

/** Of the heap: the server itself, what requests need while they run, and what is not collected yet have to fit too. */
const SHARE_OF_HEAP = 0.4
const MOST_OF_HEAP = 0.6
/** Of the machine or the container: what is kept outside the heap has to fit too, and others run there. */
const SHARE_OF_MACHINE = 0.25

/** Reads them from Node. */
export function machineMemory(): MachineMemory {
  const limit = getHeapStatistics().heap_size_limit
  // What may live there for long; `--max-old-space-size` sets it.
  const heapBytes = Math.max(limit - YOUNG_BYTES, limit / 4)
  // 0, or more than there is, where no limit is set.
  const container = process.constrainedMemory() || Infinity
  const machine = Math.min(totalmem(), container)
  return {
    budgetBytes: Math.min(heapBytes * SHARE_OF_HEAP, machine * SHARE_OF_MACHINE),
    mostBytes: heapBytes * MOST_OF_HEAP,
  }
}
