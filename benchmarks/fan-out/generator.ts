/**
 * The readers, in a process of their own, and the one who publishes. Told what to do by its parent over IPC, step by step,
 * so that the parent can read the server's usage between the steps. Checks that every reader got every event, once.
 */
import { RawConnection, type Target } from '../raw-connection.ts'
import { settle } from '../our-server.ts'
import { PUBLISHED, timed } from './published-event.ts'
import { Reader, type ReaderListener } from './reader.ts'
import type { Protocol } from './subjects.ts'

export type Order =
  | {
      readonly do: 'subscribe'
      readonly target: Target
      readonly path: string
      readonly protocol: Protocol
      /** How many readers there are then in all. */
      readonly readers: number
      /** Every so many, one reads when each event happened. */
      readonly sampleEvery: number
    }
  | {
      readonly do: 'publish'
      readonly count: number
      readonly everyMs: number
      /** The event itself says when it was published: the server does not. */
      readonly isTimed: boolean
    }

export type Outcome =
  | { readonly done: 'subscribe' }
  | { readonly done: 'publish'; readonly delivered: number; readonly delaysMs: readonly number[] }
  /** Not every reader got every event once. */
  | { readonly done: 'missed'; readonly message: string }
  | { readonly done: 'error'; readonly message: string }

/** How long the last delivery may come after the last publish. */
const PATIENCE_MS = 10_000
/** How long any order may take: a server that never answers ends the bench, and does not hold it up. */
const LONGEST_MS = 60_000

const readers: Reader[] = []
let publisher: RawConnection | undefined
let path = ''
let published = 0
let delivered = 0
let expected = 0
let delaysMs: number[] = []
let onAll: () => void = () => {}

const listener: ReaderListener = {
  event() {
    delivered += 1
    if (delivered === expected) onAll()
  },
  delay: (ms) => void delaysMs.push(ms),
  failed(message) {
    process.send?.({ done: 'error', message } satisfies Outcome, () => process.exit(1))
  },
}

process.on('message', (order: Order) => {
  const tooLong = settle(LONGEST_MS).then(() => {
    throw new Error(`"${order.do}" took longer than ${LONGEST_MS / 1000} s.`)
  })
  Promise.race([carryOut(order), tooLong]).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => process.send?.({ done: 'error', message: String(error) } satisfies Outcome),
  )
})

function carryOut(order: Order): Promise<Outcome> {
  return order.do === 'subscribe' ? subscribe(order) : publish(order)
}

async function subscribe(order: Extract<Order, { do: 'subscribe' }>): Promise<Outcome> {
  path = order.path
  publisher ??= await RawConnection.open(order.target)
  const readersPath = order.protocol === 'watch' ? await watchPath(publisher) : path
  while (readers.length < order.readers) {
    // In batches: thousands at once overflow a listen queue, and then wait a second for a retry.
    const batch = Array.from({ length: Math.min(100, order.readers - readers.length) }, (_, index) => {
      const isSampled = (readers.length + index) % order.sampleEvery === 0
      return Reader.open(order.target, readersPath, order.protocol, listener, isSampled)
    })
    readers.push(...(await Promise.all(batch)))
  }
  published = 0
  return { done: 'subscribe' }
}

/** Where those go who watch the lab by its link. */
async function watchPath(owner: RawConnection): Promise<string> {
  const answer = await owner.ask('POST', `${path}/watch`, '{}')
  if (answer.status !== 201) throw new Error(`A link was answered ${answer.status}: ${answer.body}`)
  return `/watch/${(JSON.parse(answer.body) as { readonly watch: string }).watch}`
}

async function publish({ count, everyMs, isTimed }: Extract<Order, { do: 'publish' }>): Promise<Outcome> {
  if (publisher === undefined) throw new Error('Publish before subscribe.')
  // Who comes to watch is told the past first.
  if (published === 0) for (const reader of readers) reader.events = 0
  delaysMs = []
  delivered = 0
  published += count
  expected = count * readers.length
  const all = new Promise<void>((resolve) => (onAll = resolve))
  for (let number = 0; number < count; number++) {
    const next = settle(everyMs)
    const answer = await publisher.ask('POST', `${path}/events`, isTimed ? timed() : PUBLISHED)
    if (answer.status !== 201) throw new Error(`A publish was answered ${answer.status}: ${answer.body}`)
    await next
  }
  await Promise.race([all, settle(PATIENCE_MS)])
  const wrong = readers.filter(({ events }) => events !== published).length
  if (wrong > 0) {
    const message = `${wrong} of ${readers.length} readers did not get each event once: ${delivered} deliveries instead of ${expected}.`
    return { done: 'missed', message }
  }
  return { done: 'publish', delivered, delaysMs }
}
