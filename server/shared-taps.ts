/**
 * One tap of a lab that several instances serve. While a lab is observed here, the others tell this instance what they
 * record of it, and that stands in this instance's log as its own does: so an observer reads one log, wherever it is.
 * While it is observed elsewhere, this instance tells there. What nobody observes is told to nobody.
 */
import { whenKnown, type Awaitable } from './awaitable.ts'
import type { Clock } from './clock.ts'
import type { TapMessage, Taps } from './lab/lab-store.ts'
import { timeOf, type ForeignRow } from './wiretap/foreign-rows.ts'
import { ForeignTap } from './wiretap/foreign-tap.ts'
import type { Recorder } from './wiretap/recorder.ts'
import { REPLAYED, TapSender } from './wiretap/tap-sender.ts'

export interface SharedTaps {
  /** Resolves once the lab's log has what crossed in it elsewhere, and goes on so until `leave`. */
  watch(labId: string): Awaitable<{ leave(): void }>
  /** A lab is served here from now on: who watches it elsewhere is told. */
  begin(labId: string): void
  /** A lab is served here no more. */
  forget(labId: string): void
}

/** So long an observer waits for what others have to tell of the past. */
const GATHER_MS = 1_000

/** Another instance that tells of a lab. */
interface Other {
  readonly tap: ForeignTap
  /** Of the message that comes next; -1 until it begins anew. */
  number: number
  /** When the latest of what it told happened. */
  latest: number
}

interface TimedRow {
  readonly at: number
  readonly row: ForeignRow
}

/** What is shared of one lab. */
interface Shared {
  readonly recorder: Recorder
  readonly senders: Map<string, TapSender>
  readonly others: Map<string, Other>
  observers: number
  /** While the past comes in: its rows, and who has told all of theirs, some more than once. */
  gathering: { readonly rows: TimedRow[]; readonly replayed: Set<string>; done(): void } | undefined
  gathered: Promise<void> | undefined
}

/** Where there is one instance its log has all there is. */
export const OWN_TAP_ALONE: SharedTaps = {
  watch: () => ({ leave: () => undefined }),
  begin: () => undefined,
  forget: () => undefined,
}

/** The taps of all labs of this instance; `find` knows those that it serves. */
export function createSharedTaps(
  taps: Taps,
  instance: string,
  clock: Clock,
  recorderOf: (labId: string) => Recorder | undefined,
): SharedTaps {
  const labs = new Map<string, Shared>()

  function sharedOf(labId: string): Shared | undefined {
    const known = labs.get(labId)
    const recorder = recorderOf(labId)
    if (known !== undefined || recorder === undefined) return known
    const made = { recorder, senders: new Map(), others: new Map(), observers: 0 }
    const shared: Shared = { ...made, gathering: undefined, gathered: undefined }
    labs.set(labId, shared)
    return shared
  }

  function tell(labId: string, { recorder, senders }: Shared, to: string): void {
    senders.get(to)?.end()
    const send = (number: number, lines: string): Promise<unknown> =>
      taps.send(to, { labId, from: instance, number, uncertaintyMs: taps.uncertaintyMs, lines })
    senders.set(to, new TapSender(recorder, instance, send))
  }

  function heard({ labId, from, number, uncertaintyMs, lines }: TapMessage): void {
    const shared = labs.get(labId)
    if (shared === undefined || shared.observers === 0) return
    const known = shared.others.get(from)
    const other = known ?? { tap: new ForeignTap(from), number: 0, latest: 0 }
    if (known === undefined) shared.others.set(from, other)
    if (number !== 0 && number !== other.number) {
      // Messages were lost on the way. Asked once: what follows until it begins anew is passed over.
      if (other.number >= 0) void taps.watch(labId, true).catch(() => undefined)
      other.number = -1
      return
    }
    other.number = number + 1
    const withinMs = uncertaintyMs + taps.uncertaintyMs
    const told = lines.split('\n').filter((line) => line !== '')
    const rows = told.flatMap((line) => other.tap.rowsOf(line, withinMs))
    const { gathering } = shared
    if (gathering === undefined) return shared.recorder.adopt(rows.filter(isNoEvent), false)
    for (const row of rows) {
      // Each keeps its own order, whatever its times say.
      other.latest = Math.max(other.latest, timeOf(row.kind, row.subject, row.arrived))
      gathering.rows.push({ at: other.latest, row })
    }
    if (told.includes(REPLAYED)) gathering.replayed.add(from)
    gathering.done()
  }

  /** Has all others tell what they have, and puts it between what this instance has. */
  async function gather(labId: string, shared: Shared): Promise<void> {
    const rows: TimedRow[] = []
    await new Promise<void>((resolve) => {
      let expected = Infinity
      const timer = clock.after(GATHER_MS, resolve)
      const gathering = {
        rows,
        replayed: new Set<string>(),
        done() {
          if (gathering.replayed.size < expected) return
          timer.cancel()
          resolve()
        },
      }
      shared.gathering = gathering
      taps.watch(labId, true).then(
        (others) => {
          expected = others
          gathering.done()
        },
        // Nobody can be asked now; when they can, they tell by themselves.
        () => resolve(),
      )
    })
    shared.gathering = undefined
    const inTime = rows.toSorted((one, other) => one.at - other.at)
    shared.recorder.adopt(
      inTime.map(({ row }) => row),
      true,
    )
  }

  function watchersAre(labId: string, instances: readonly string[]): void {
    const shared = sharedOf(labId)
    if (shared === undefined) return
    for (const [to, sender] of shared.senders) {
      if (instances.includes(to)) continue
      sender.end()
      shared.senders.delete(to)
    }
    for (const to of instances) if (!shared.senders.has(to)) tell(labId, shared, to)
  }

  taps.listen({
    watchers: watchersAre,
    restart(labId, to) {
      const shared = sharedOf(labId)
      if (shared === undefined) return
      for (const each of to === undefined ? [...shared.senders.keys()] : [to]) tell(labId, shared, each)
    },
    heard,
    gone(isAlive) {
      for (const { recorder, others } of labs.values()) {
        for (const [other, { tap }] of others) {
          if (isAlive(other)) continue
          others.delete(other)
          recorder.adopt(tap.gone(clock.now()), false)
        }
      }
    },
  })

  return {
    watch(labId) {
      const shared = sharedOf(labId)
      if (shared === undefined) return { leave: () => undefined }
      shared.observers += 1
      shared.gathered ??= gather(labId, shared)
      return whenKnown(shared.gathered, () => ({
        leave() {
          shared.observers -= 1
          if (shared.observers > 0) return
          shared.gathered = undefined
          void taps.watch(labId, false).catch(() => undefined)
        },
      }))
    },
    begin(labId) {
      watchersAre(labId, taps.watchers(labId))
    },
    forget(labId) {
      const shared = labs.get(labId)
      labs.delete(labId)
      for (const sender of shared?.senders.values() ?? []) sender.end()
    },
  }
}

function isNoEvent({ subject }: ForeignRow): boolean {
  return !('json' in subject)
}
