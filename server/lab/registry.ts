/** The labs there are, by id. An id is the only key to a lab: random, never listed, never logged. */
import { randomBytes } from 'node:crypto'
import { DEFAULT_SETTINGS } from '../../src/contract/settings.ts'
import { createBudget, type SharedBudget } from '../budget.ts'
import type { Clock } from '../clock.ts'
import { isRefusal, refuse, type Refusal, memoryFull } from '../errors.ts'
import { Tally } from '../tally.ts'
import { createLab, type Lab, type LabLimits, LAB_COST_BYTES } from './lab.ts'
import { mergeSettingsBody } from './settings.ts'

export interface Registry {
  readonly size: number
  /** Makes a lab from a body such as `{"settings":{…}}` or `{}`. It counts for `place`, which is where it was asked for, until it ends. */
  create(body: unknown, place?: string): Lab | Refusal
  find(id: string): Lab | undefined
  /** Refuses new labs from now on, and tells every lab to finish what is open. */
  drain(): void
  /** Ends every lab. */
  end(): void
}

export interface RegistryOptions {
  readonly clock: Clock
  readonly limits: LabLimits & { readonly maxLabs: number; readonly maxLabsPerAddress: number }
  /** What all labs together may keep; without one there is no end to it. */
  readonly budget?: SharedBudget
  /** Called with each new lab before anyone can find it. */
  readonly opened?: (lab: Lab) => void
  /** Called when a lab has ended and cannot be found any more. */
  readonly closed?: (lab: Lab) => void
}

const ID_BYTES = 16

/** A registry without labs. */
export function createRegistry({
  clock,
  limits,
  budget = createBudget(Infinity),
  opened,
  closed,
}: RegistryOptions): Registry {
  const labs = new Map<string, Lab>()
  const fromPlace = new Tally()
  let isDraining = false

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
      if (labs.size >= limits.maxLabs) {
        const message = `This server keeps so many labs at once: ${limits.maxLabs}. One with nobody connected is removed after a minute; try again then.`
        return refuse('too-many-labs', message, ['Retry-After', '30'])
      }
      if (fromPlace.of(place) >= limits.maxLabsPerAddress) {
        const message = `Your address has so many labs at once, the most it may: ${limits.maxLabsPerAddress}. One with nobody connected is removed after a minute; end some, or try again then.`
        return refuse('too-many-labs', message, ['Retry-After', '30'])
      }
      const own = budget.of(place)
      if (!own.admits(LAB_COST_BYTES)) return memoryFull()
      const id = randomBytes(ID_BYTES).toString('base64url')
      const lab: Lab = createLab({
        id,
        settings,
        clock,
        limits,
        budget: own,
        ended() {
          labs.delete(id)
          fromPlace.remove(place)
          closed?.(lab)
        },
      })
      opened?.(lab)
      labs.set(id, lab)
      fromPlace.add(place)
      return lab
    },

    find: (id) => labs.get(id),

    drain() {
      isDraining = true
      for (const lab of labs.values()) lab.drain()
    },

    end() {
      for (const lab of [...labs.values()]) lab.end()
    },
  }
}
