/**
 * Labs that several instances share, kept in Redis. Each instance has a name of its own, says every two seconds that it is
 * there, and has an inbox in which others tell it what only it has asked for.
 */
import { randomInt } from 'node:crypto'
import type { Budget, SharedBudget } from '../budget.ts'
import { tooManyLabs, watchNotFound, type Refusal } from '../errors.ts'
import type {
  KeptLab,
  LabStore,
  NewLab,
  StoreLimits,
  TapMessage,
  Taps,
  TapsListener,
} from '../lab/lab-store.ts'
import { createAnswers } from './answers.ts'
import type { RedisLink } from './link.ts'
import { keyOf } from './known-lab.ts'
import { LEAD_MS, LIVE_MS, orUnavailable, type RedisParts } from './parts.ts'
import { RedisLab } from './redis-lab.ts'
import { BEAT, CREATE, WATCHED } from './scripts.ts'

export interface RedisStore extends LabStore {
  /** Says no more that this instance is there. */
  close(): Promise<void>
}

export interface RedisStoreOptions {
  readonly link: RedisLink
  readonly limits: StoreLimits
  readonly budget: SharedBudget
}

const BEAT_MS = 2_000
/** Who has not been heard of for so long is gone, and all that it held. */
const ALIVE_MS = 8_000
const NAME_LETTERS = 6

/** The labs that Redis has; this instance has joined none yet. */
export function createRedisStore({ link, limits, budget }: RedisStoreOptions): RedisStore {
  const { clock } = link
  const instance = `${randomName()}-`
  const labs = new Map<string, RedisLab>()
  const answers = createAnswers()
  let isClosed = false
  let tapsListener: TapsListener | undefined

  const parts: RedisParts = {
    link,
    clock,
    limits,
    instance,
    answers,
    say: (to, text) => void link.publish(inboxOf(to), text).catch(() => undefined),
    forget: (labId) => void labs.delete(labId),
    taps: () => tapsListener,
  }

  function hear(text: string): void {
    if (text.startsWith('a')) {
      const [, number, met] = text.split(' ', 3)
      answers.heard(Number(number), Number(met))
    } else tapsListener?.heard(tapMessageFrom(text))
  }

  const taps: Taps = {
    get uncertaintyMs() {
      return link.uncertaintyMs
    },
    watchers: (labId) => labs.get(labId)?.presence.elsewhere.tapWatchers ?? [],
    watch: async (labId, isWatched) => (await labs.get(labId)?.presence.watchTap(isWatched)) ?? 0,
    send: (to, message) => link.publish(inboxOf(to), textOf(message)),
    listen: (listener) => void (tapsListener = listener),
  }

  async function beat(): Promise<void> {
    if (isClosed) return
    clock.after(BEAT_MS, () => void beat())
    for (const lab of labs.values()) lab.beat()
    try {
      const [run, ...alive] = (await link.ask(BEAT, 'comet', instance, ALIVE_MS)) as readonly string[]
      if (run !== link.run) await link.arrive()
      const isAlive = new Set(alive)
      for (const lab of labs.values()) lab.presence.stillThere((each) => isAlive.has(each))
      tapsListener?.gone((each) => isAlive.has(each))
      await link.sample()
    } catch {
      // It is gone; when it is back, `onBack` is called.
    }
  }

  async function joined(id: string, own: Budget, isUse = true): Promise<KeptLab | Refusal> {
    const lab = new RedisLab(id, own, parts)
    labs.set(id, lab)
    return (await lab.join(isUse)) ?? lab
  }

  link.onBack(() => {
    for (const lab of labs.values()) void lab.comeBack()
  })
  link.subscribe(inboxOf(instance), hear).catch(() => undefined)
  void beat()

  return {
    instance,
    isShared: true,
    taps,

    async create({ id, settings, place }: NewLab) {
      const { maxLabs, maxLabsPerAddress } = limits
      const values = [JSON.stringify(settings), place, instance, maxLabs, maxLabsPerAddress, LIVE_MS, LEAD_MS]
      const made = await orUnavailable(async () => String(await link.ask(CREATE, keyOf(id), ...values)))
      if (typeof made !== 'string') return made
      if (made === 'server') return tooManyLabs('server', maxLabs)
      if (made === 'address') return tooManyLabs('address', maxLabsPerAddress)
      return joined(id, budget.of(place))
    },

    join: (id, isUse) => joined(id, budget, isUse),

    watched: (key) =>
      orUnavailable(async () => {
        const id = await link.ask(WATCHED, `comet:watch:${key}`)
        return typeof id === 'string' ? { id } : watchNotFound()
      }),

    async close() {
      isClosed = true
      // Others need not wait until they miss it. Asked on the same connection, this comes after all that it still had to say.
      await link.ask(BEAT, 'comet', instance, 0).catch(() => undefined)
      await link.close()
    },
  }
}

function inboxOf(instance: string): string {
  return `comet:to:${instance}`
}

function textOf({ labId, from, number, uncertaintyMs, lines }: TapMessage): string {
  return `t ${labId} ${from} ${number} ${uncertaintyMs}\n${lines}`
}

function tapMessageFrom(text: string): TapMessage {
  const end = text.indexOf('\n')
  const [, labId = '', from = '', number, uncertaintyMs] = text.slice(0, end).split(' ')
  return {
    labId,
    from,
    number: Number(number),
    uncertaintyMs: Number(uncertaintyMs),
    lines: text.slice(end + 1),
  }
}

function randomName(): string {
  return randomInt(36 ** NAME_LETTERS)
    .toString(36)
    .padStart(NAME_LETTERS, '0')
}
