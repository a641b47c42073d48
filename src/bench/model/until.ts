/** Waits for something in a bench's trace, with an end: what figures do that act on a run step by step. */
import type { BenchModel } from './bench-model.ts'

/** Has a bench run, where it does not already. Resolves whether it does. */
export async function running(model: BenchModel): Promise<boolean> {
  if (model.state.peek().kind !== 'running') await model.start()
  return model.state.peek().kind === 'running'
}

/** Resolves true once `holds` does, looked at whenever the trace grows; false after `withinMs`, or when the run or the signal ends. */
export function until(
  model: BenchModel,
  signal: AbortSignal | undefined,
  withinMs: number,
  holds: () => boolean,
): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve(false)
    const stops: (() => void)[] = []
    const settle = (held: boolean): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
      // A subscription calls at once, before it has given its end.
      queueMicrotask(() => stops.forEach((stop) => stop()))
      resolve(held)
    }
    const abort = (): void => settle(false)
    const timer = setTimeout(() => settle(holds()), withinMs)
    signal?.addEventListener('abort', abort, { once: true })
    stops.push(model.version.subscribe(() => holds() && settle(true)))
    stops.push(
      model.state.subscribe(({ kind }) => {
        if (kind !== 'running' && kind !== 'starting') settle(false)
      }),
    )
  })
}
