/**
 * What belongs to a lab beside the lab itself: its transports and its recorder. The lab knows neither, the wiretap
 * knows no lab, the transports know no wiretap; here they stand side by side under the lab's id.
 */
import type { Fault } from '../src/contract/faults.ts'
import { NO_CONDITIONS } from '../src/contract/settings.ts'
import { whenKnown, type Awaitable } from './awaitable.ts'
import { createBudget, type Budget, type SharedBudget } from './budget.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { isRefusal, labNotFound, type Refusal } from './errors.ts'
import type { Report } from './http/answer.ts'
import type { Lab } from './lab/lab.ts'
import type { LabStore } from './lab/lab-store.ts'
import { createMemoryStore } from './lab/memory-store.ts'
import { createRegistry, isLabId, type Registry } from './lab/registry.ts'
import { createScriptedAnswers, type ScriptedAnswers } from './transports/answer-queue.ts'
import { openTransports, type LabTransports } from './transports/table.ts'
import { createSharedTaps, OWN_TAP_ALONE, type SharedTaps } from './shared-taps.ts'
import { createWatchedTap, type WatchedTap } from './watched-tap.ts'
import { Recorder } from './wiretap/recorder.ts'
import type { TappedLab } from './wiretap/tap.ts'

export interface LabContext {
  readonly lab: Lab
  readonly transports: LabTransports
  readonly scripted: ScriptedAnswers
  /** The lab as the wiretap sees it. */
  readonly tapped: TappedLab
  /** The same for those who watch by the lab's link. */
  readonly watched: WatchedTap
}

export interface LabContexts {
  readonly registry: Registry
  /** What all that is kept for them takes. */
  readonly budget: SharedBudget
  /** That of a lab which this instance serves already. */
  find(labId: string): LabContext | undefined
  /** That of a lab that somebody asks for, as it is now. */
  reach(labId: string): Awaitable<LabContext | Refusal>
  /** That of the lab that a key is the link to. */
  reachWatched(key: string): Awaitable<LabContext | Refusal>
  /** A lab as the wiretap sees it; one that the store has to be asked for first is `known` later. */
  tapped(labId: string): TappedLab | undefined
  /** What crosses in them elsewhere. */
  readonly taps: SharedTaps
}

/** Where labs are kept, and how much that may take here. */
export type OpenStore = (budget: SharedBudget) => LabStore

export interface LabContextParts {
  readonly clock: Clock
  /** In memory unless told. */
  readonly openStore?: OpenStore | undefined
  /** Called after a PATCH took effect. */
  readonly settingsChanged: () => void
  /** Called when what was open in a lab has been told to end. */
  readonly labEnded: (labId: string) => void
  /** Does a fault to what is open in a lab here, and tells how many it met. */
  readonly fault: (lab: Lab, fault: Fault) => number
  /** Told of our own mistakes. */
  readonly report: Report
}

/** No labs yet, and what stands beside each new one. */
export function createLabContexts(
  config: Config,
  { clock, openStore, settingsChanged, labEnded, fault, report }: LabContextParts,
): LabContexts {
  const host = { streamLifetimeMs: config.streamLifetimeMs, report }
  const contexts = new Map<string, LabContext>()
  const budget = createBudget(config.maxMemoryBytes, config.maxMemoryBytesPerAddress)
  const store = openStore?.(budget) ?? createMemoryStore({ clock, limits: config, budget })
  /** Labs that somebody asks for, and that nobody here knows yet: what crosses is recorded meanwhile. */
  const asked = new Map<string, TappedLab>()

  const taps =
    store.taps === undefined
      ? OWN_TAP_ALONE
      : createSharedTaps(store.taps, store.instance, clock, (labId) => contexts.get(labId)?.tapped.recorder)

  function newTapped(labId: string, own: Budget, known?: Promise<void>): TappedLab {
    return {
      recorder: new Recorder({ account: own.account('tap'), instance: store.instance }),
      get wire() {
        return contexts.get(labId)?.lab.settings.wire ?? NO_CONDITIONS
      },
      get known() {
        return asked.has(labId) ? known : undefined
      },
    }
  }

  function ask(labId: string): TappedLab {
    const known = Promise.resolve(registry.reach(labId)).then(() => {
      // What nobody has: its recorder is let go of.
      if (!contexts.has(labId)) asked.get(labId)?.recorder.close()
      asked.delete(labId)
    })
    const tapped = newTapped(labId, budget, known)
    asked.set(labId, tapped)
    return tapped
  }

  function contextOf(lab: Lab | Refusal): LabContext | Refusal {
    return isRefusal(lab) ? lab : (contexts.get(lab.id) ?? labNotFound())
  }

  const registry = createRegistry({
    clock,
    limits: config,
    budget,
    store,
    fault,
    opened(lab) {
      const tapped = asked.get(lab.id) ?? newTapped(lab.id, lab.budget)
      const { recorder } = tapped
      lab.feed.subscribe((kept) => recorder.published(kept.json, kept.sizeBytes))
      lab.onChange((change) => {
        if (change === 'settings') settingsChanged()
      })
      contexts.set(lab.id, {
        lab,
        transports: openTransports(lab, clock, host),
        scripted: createScriptedAnswers(lab, clock, host),
        tapped,
        watched: createWatchedTap(lab, recorder, clock),
      })
      taps.begin(lab.id)
    },
    closed(lab) {
      labEnded(lab.id)
      const context = contexts.get(lab.id)
      context?.tapped.recorder.close()
      context?.watched.close()
      contexts.delete(lab.id)
      taps.forget(lab.id)
    },
  })

  // Cheapest to lose first: answers past their minute, then the past of labs in which nobody is, the longest unused first.
  // Who comes back to one is told of what is gone: by the tap, and by a gap in the events.
  budget.freeBy((isEnough, share) => {
    const all = [...contexts.values()].filter(({ lab }) => share === undefined || lab.budget === share)
    for (const { lab } of all) lab.forgetOld()
    const idle = all
      .filter(({ lab }) => lab.connections === 0)
      .sort((one, other) => one.lab.lastUseAt - other.lab.lastUseAt)
    for (const { tapped } of idle) if (!isEnough()) tapped.recorder.forget()
    for (const { lab } of idle) if (!isEnough()) lab.feed.forget()
  })
  return {
    registry,
    budget,
    taps,
    find: (labId) => contexts.get(labId),
    reach: (labId) => whenKnown(registry.reach(labId), contextOf),
    reachWatched: (key) => whenKnown(registry.reachWatched(key), contextOf),
    tapped(labId) {
      const tapped = contexts.get(labId)?.tapped ?? asked.get(labId)
      return tapped ?? (store.isShared && isLabId(labId) ? ask(labId) : undefined)
    },
  }
}
