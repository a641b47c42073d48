/**
 * Does a cause to a running bench, as a reader's hand would: waits for an open socket, shows with one event that it lives, ends
 * it, waits for the close event, and puts right what the next one needs. The figure calls it, and so does its capture's score.
 */
import type { BenchModel } from '../../bench/model/bench-model.ts'
import { socketLives, type SocketLife } from '../../wire/trace/queries/socket-lives.ts'
import { until } from '../../bench/model/until.ts'
import { CAUSES, type CauseAct } from './causes.ts'
import type { CauseName } from './facts.ts'
import { socketLane } from '../../bench/model/socket-lane.ts'

/** Longer than the page's silence. */
const CLOSED_WITHIN_MS = 30_000
/** Longer than the longest wait before a new try. */
const OPEN_WITHIN_MS = 12_000
const DELIVERED_WITHIN_MS = 3000
/** Between the sign of life and the end, so that a ladder can tell them apart. */
const APART_MS = 250

/** Resolves whether the cause was done and the socket it was done to has closed. False when the run ends, or `signal` aborts, first. */
export async function tryCause(model: BenchModel, name: CauseName, signal: AbortSignal): Promise<boolean> {
  const { act, then } = CAUSES[name]
  const lives = (): readonly SocketLife[] => socketLives(socketLane(model)?.notes ?? [])
  const isOpen = (): boolean => {
    const life = lives().at(-1)
    return life?.opened !== undefined && life.closed === undefined && life.silent === undefined
  }

  if (!(await until(model, signal, OPEN_WITHIN_MS, isOpen))) return false
  const which = lives().length - 1
  // An event that arrives also has the page forget its failures, so that it comes back soon.
  const before = delivered(model)
  model.publish('goal', { by: 'reader', number: before + 1 })
  await until(model, signal, DELIVERED_WITHIN_MS, () => delivered(model) > before)
  await until(model, signal, APART_MS, () => false)
  if (signal.aborted || !isOpen()) return false

  perform(model, act)
  // The handshake that is refused is the next socket's, which never opens.
  const target = name === 'refused' ? which + 1 : which
  if (then?.when === 'silent') {
    const silent = await until(model, signal, CLOSED_WITHIN_MS, () => lives()[target]?.silent !== undefined)
    perform(model, then.act)
    if (!silent) return false
  }
  const closed = await until(model, signal, CLOSED_WITHIN_MS, () => lives()[target]?.closed !== undefined)
  if (then?.when === 'closed') perform(model, then.act)
  return closed
}

function perform(model: BenchModel, act: CauseAct): void {
  if (act.kind === 'fault') model.fault(act.fault)
  else if (act.kind === 'send') model.send(act.text)
  else model.patch(act.settings)
}

function delivered(model: BenchModel): number {
  return socketLane(model)?.deliveries.length ?? 0
}
