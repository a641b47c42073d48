/**
 * Sends by all runs of a bench once all of them are open, starting it where it is not running: a message that only one
 * of two lanes could take would compare nothing.
 */
import type { BenchModel } from './bench-model.ts'
import { running, until } from './until.ts'

const OPEN_WITHIN_MS = 12_000
const OPEN = 1

/** Resolves whether the message was sent. False when the run ends, or `signal` aborts, before every lane is open. */
export async function sendWhenOpen(
  model: BenchModel,
  message: string | Uint8Array<ArrayBuffer>,
  signal: AbortSignal,
): Promise<boolean> {
  await running(model)
  if (!(await until(model, signal, OPEN_WITHIN_MS, () => areAllOpen(model)))) return false
  if (signal.aborted) return false
  model.send(message)
  return true
}

/** Whether the interface of every lane said last that it is open. EventSource and WebSocket call it by the same number. */
export function areAllOpen({ timeline }: Pick<BenchModel, 'timeline'>): boolean {
  return timeline.lanes.every(({ notes }) => {
    const last = notes.findLast(({ note }) => note.kind === 'ready-state')?.note
    return last?.kind === 'ready-state' && last.value === OPEN
  })
}
