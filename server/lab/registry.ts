/** The labs that this instance serves, by id. An id is the only key to a lab: random, never listed, never logged. */
import { randomBytes } from 'node:crypto'
import type { Fault } from '../../src/contract/faults.ts'
import { DEFAULT_SETTINGS } from '../../src/contract/settings.ts'
import { WATCH_KEY } from '../../src/contract/watch.ts'
import { whenKnown, type Awaitable } from '../awaitable.ts'
import { createBudget, type SharedBudget } from '../budget.ts'
import type { Clock } from '../clock.ts'
import { isRefusal, labNotFound, memoryFull, refuse, watchNotFound, type Refusal } from '../errors.ts'
import { createLab, LAB_COST_BYTES, type Lab, type LabLimits } from './lab.ts'
import type { KeptLab, LabStore, StoreLimits } from './lab-store.ts'
import { createMemoryStore } from './memory-store.ts'
import { mergeSettingsBody } from './settings.ts'

export interface Registry {
  /** Those that this instance serves. */
  readonly size: number
  /** Makes a lab from a body such as `{"settings":{…}}` or `{}`. It counts for `place`, which is where it was asked for, until it ends. */
  create(body: unknown, place?: string): Awaitable<Lab | Refusal>
  /** One that this instance serves already. */
  find(id: string): Lab | undefined
  /** A lab that somebody asks for, as it is now; where others may serve it too, the store is asked. */
  reach(id: string): Awaitable<Lab | Refusal>
  /** The lab that a key is the link to, for whoever wants to watch it: which counts as no use of it. */
  reachWatched(key: string): Promise<Lab | Refusal>
  /** Refuses new labs from now on, and tells every lab to finish what is open. */
  drain(): void
  /** Lets go of every lab; those that nobody else can serve have ended. */
  end(): void
}

export interface RegistryOptions {
  readonly clock: Clock
  readonly limits: LabLimits & StoreLimits
  /** Where the labs are kept; in memory unless told. */
  readonly store?: LabStore
  /** What all labs together may keep; without one there is no end to it. */
  readonly budget?: SharedBudget
  /** Called with each new lab before anyone can find it. */
  readonly opened?: (lab: Lab) => void
  /** Called when a lab has ended and cannot be found any more. */
  readonly closed?: (lab: Lab) => void
  /** Does a fault to what is open in a lab here. */
  readonly fault?: (lab: Lab, fault: Fault) => number
}

const ID_BYTES = 16
/** What else is asked for names no lab, and nobody has to be asked. */
export const isLabId = (id: string): boolean => /^[\w-]{22}$/.test(id)

/** A registry without labs. */
export function createRegistry({
  clock,
  limits,
  budget = createBudget(Infinity),
  store = createMemoryStore({ clock, limits, budget }),
  opened,
  closed,
  fault,
}: RegistryOptions): Registry {
  const labs = new Map<string, Lab>()
  /** Those that the store is being asked for. */
  const joining = new Map<string, Promise<Lab | Refusal>>()
  let isDraining = false

  function open(id: string, kept: KeptLab): Lab {
    const lab: Lab = createLab({
      id,
      kept,
      clock,
      limits,
      ...(fault === undefined ? {} : { fault }),
      ended() {
        labs.delete(id)
        closed?.(lab)
      },
    })
    opened?.(lab)
    labs.set(id, lab)
    return lab
  }

  function opening(id: string, asked: Awaitable<KeptLab | Refusal>): Awaitable<Lab | Refusal> {
    return whenKnown(asked, (kept) => {
      if (isRefusal(kept)) return kept
      const lab = open(id, kept)
      // It came after this instance had told its labs.
      if (isDraining) lab.drain()
      return lab
    })
  }

  /** One that this instance does not serve yet. */
  function join(id: string, isUse: boolean): Awaitable<Lab | Refusal> {
    if (!store.isShared || !isLabId(id)) return labNotFound()
    const asked = joining.get(id)
    if (asked !== undefined) return asked
    if (!budget.admits(LAB_COST_BYTES)) return memoryFull()
    const opened = Promise.resolve(opening(id, store.join(id, isUse))).finally(() => joining.delete(id))
    joining.set(id, opened)
    return opened
  }

  return {
    get size() {
      return labs.size
    },

    create(body, place = '') {
      if (isDraining) {
        return refuse('draining', 'The server is going down and makes no new labs; try again in a moment.', [
          'Retry-After',
          '5',
        ])
      }
      const settings = mergeSettingsBody(DEFAULT_SETTINGS, body)
      if (isRefusal(settings)) return settings
      if (!budget.of(place).admits(LAB_COST_BYTES)) return memoryFull()
      const id = randomBytes(ID_BYTES).toString('base64url')
      return opening(id, store.create({ id, settings, place }))
    },

    find: (id) => labs.get(id),

    reach(id) {
      const lab = labs.get(id)
      if (lab !== undefined) return whenKnown(lab.renew(), (refusal) => refusal ?? lab)
      return join(id, true)
    },

    async reachWatched(key) {
      if (!WATCH_KEY.test(key)) return watchNotFound()
      const watched = await store.watched(key)
      if (isRefusal(watched)) return watched
      const lab = await (labs.get(watched.id) ?? join(watched.id, false))
      if (isRefusal(lab)) return lab.refused === 'lab-not-found' ? watchNotFound() : lab
      return (await lab.watch.isOpenWith(key)) ? lab : watchNotFound()
    },

    drain() {
      isDraining = true
      for (const lab of labs.values()) lab.drain()
    },

    end() {
      for (const lab of [...labs.values()]) lab.leave()
    },
  }
}
