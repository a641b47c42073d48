/**
 * The load, in a process of its own: holds long polls and publishes, or asks short polls as fast as the
 * server answers. Told what to do by its parent over IPC, step by step, so that the parent can read the
 * server's usage between the steps. Counts what was delivered and throws where it is not what was published.
 */
import { settle } from '../our-server.ts'
import { RawConnection, type Answer, type Target } from '../raw-connection.ts'

export type Order =
  | { readonly do: 'hold'; readonly target: Target; readonly path: string; readonly connections: number }
  | { readonly do: 'publish'; readonly count: number; readonly everyMs: number }
  | { readonly do: 'let-go' }
  | { readonly do: 'connect'; readonly target: Target; readonly path: string; readonly connections: number }
  | { readonly do: 'poll'; readonly forMs: number }

export type Outcome =
  | { readonly done: 'hold' | 'let-go' | 'connect' }
  | { readonly done: 'publish'; readonly delaysMs: readonly number[] }
  | { readonly done: 'poll'; readonly answers: number; readonly seconds: number }
  | { readonly done: 'error'; readonly message: string }

/** How long the last delivery may come after the last publish. */
const PATIENCE_MS = 10_000

/** A realistic event: a goal with its score and clock, about 120 bytes of JSON. */
const EVENT = JSON.stringify({
  type: 'goal',
  data: { minute: 63, team: 'home', player: 'Number Nine', score: { home: 2, away: 1 }, assisted: true },
})

let connections: RawConnection[] = []
let publisher: RawConnection | undefined
let path = ''
let cursors: number[] = []
/** Delays of the deliveries since the last `publish` order. */
let delaysMs: number[] = []
let onDelivery: () => void = () => {}

process.on('message', (order: Order) => {
  carryOut(order).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => process.send?.({ done: 'error', message: String(error) } satisfies Outcome),
  )
})

async function carryOut(order: Order): Promise<Outcome> {
  switch (order.do) {
    case 'hold':
      path = order.path
      await connectAll(order.target, order.connections)
      publisher = await RawConnection.open(order.target)
      cursors = connections.map(() => 0)
      connections.forEach((_, index) => holdOn(index))
      return { done: 'hold' }
    case 'publish':
      return { done: 'publish', delaysMs: await publish(order.count, order.everyMs) }
    case 'let-go':
      closeAll()
      return { done: 'let-go' }
    case 'connect':
      path = order.path
      await connectAll(order.target, order.connections)
      return { done: 'connect' }
    case 'poll':
      return { done: 'poll', ...(await poll(order.forMs)) }
  }
}

async function connectAll(target: Target, count: number): Promise<void> {
  closeAll()
  // In batches: a thousand connections at once overflow a listen queue, and then wait a second for a retry.
  for (let start = 0; start < count; start += 100) {
    const batch = Array.from({ length: Math.min(100, count - start) }, () => RawConnection.open(target))
    connections.push(...(await Promise.all(batch)))
  }
}

function closeAll(): void {
  for (const connection of connections) connection.close()
  publisher?.close()
  connections = []
  publisher = undefined
}

/** Asks again as soon as it is answered, from where the answer ended, until the connections are let go. */
function holdOn(index: number): void {
  const connection = connections[index]
  if (!connection) return
  connection.ask('GET', `${path}/long-poll?after=${cursors[index] ?? 0}`).then(
    (answer) => {
      deliver(index, answer)
      holdOn(index)
    },
    () => {
      // Rejected by `let-go`, or by a server that dropped it: then `publish` misses deliveries and says so.
    },
  )
}

function deliver(index: number, answer: Answer): void {
  if (answer.status !== 200) fail(`A held request was answered ${answer.status}: ${answer.body}`)
  const { events, last } = JSON.parse(answer.body) as {
    readonly events: readonly { readonly id: number; readonly at: number }[]
    readonly last: number
  }
  let cursor = cursors[index] ?? 0
  for (const event of events) {
    if (event.id !== cursor + 1) fail(`After event ${cursor} came ${event.id}.`)
    cursor = event.id
    delaysMs.push(answer.at - event.at)
  }
  if (last !== cursor) fail(`The answer ends at ${last}, its events at ${cursor}.`)
  cursors[index] = cursor
  onDelivery()
}

async function publish(count: number, everyMs: number): Promise<readonly number[]> {
  if (!publisher) throw new Error('Publish before hold.')
  delaysMs = []
  const expected = count * connections.length
  const all = new Promise<void>((resolve) => {
    onDelivery = () => {
      if (delaysMs.length >= expected) resolve()
    }
  })
  for (let number = 0; number < count; number++) {
    const next = settle(everyMs)
    const answer = await publisher.ask('POST', `${path}/events`, EVENT)
    if (answer.status !== 201) throw new Error(`A publish was answered ${answer.status}: ${answer.body}`)
    await next
  }
  await Promise.race([all, settle(PATIENCE_MS)])
  if (delaysMs.length !== expected) throw new Error(`${delaysMs.length} deliveries instead of ${expected}.`)
  return delaysMs
}

async function poll(forMs: number): Promise<{ answers: number; seconds: number }> {
  let answers = 0
  const started = performance.now()
  const end = started + forMs
  const loop = async (connection: RawConnection): Promise<void> => {
    while (performance.now() < end) {
      const answer = await connection.ask('GET', `${path}/short-poll?after=0`)
      if (answer.status !== 200) throw new Error(`A short poll was answered ${answer.status}: ${answer.body}`)
      answers += 1
    }
  }
  await Promise.all(connections.map(loop))
  return { answers, seconds: (performance.now() - started) / 1000 }
}

function fail(message: string): never {
  process.send?.({ done: 'error', message } satisfies Outcome)
  process.exit(1)
}
