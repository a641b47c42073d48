/**
 * An observer for tests: joins a lab's slices again, exchange by exchange, and waits for what is to come by event.
 * A hole in the offsets is an error, since nothing here reads slowly.
 */
import { WebSocket } from 'ws'

export interface TappedExchangeBytes {
  readonly transport: string
  readonly connection: string
  readonly isClosed: boolean
  readonly sent: Buffer
  readonly received: Buffer
  /** The sizes of the slices that `received` came in, and `sent`. */
  readonly slices: readonly number[]
  readonly sentSlices: readonly number[]
}

export interface TapReader {
  /** The exchanges seen so far on this transport, in the order in which they opened; `sent` by the client. */
  exchanges(transport: string): readonly TappedExchangeBytes[]
  /** Those of every transport, in the order in which they opened. */
  all(): readonly TappedExchangeBytes[]
  /** The connections seen so far, by name; `how` once they are closed. */
  readonly connections: ReadonlyMap<string, { readonly how: string | undefined }>
  /** How far the times of a connection may be off, as it was told; `undefined` for one of the observer's own instance. */
  readonly within: ReadonlyMap<string, number | undefined>
  /** When the exchanges opened, in the order in which that was told. */
  opened(): readonly number[]
  /** The two times of each slice of a transport's exchanges, in the order in which they were told. */
  times(transport: string): readonly { readonly left: number; readonly arrived: number }[]
  /** Resolves when `look` gives something, looking again at each message. */
  until<T>(look: () => T | undefined | false): Promise<T>
  close(): void
}

interface Exchange {
  transport: string
  readonly connection: string
  isClosed: boolean
  sent: Buffer
  received: Buffer
  readonly slices: number[]
  readonly sentSlices: number[]
}

interface TapMessage {
  readonly kind: string
  readonly exchange: string
  readonly connection: string
  readonly how: string | undefined
  readonly transport: string
  readonly state: string
  readonly direction: string
  readonly offset: number
  readonly bytes: string
  readonly at: number
  readonly left: number
  readonly arrived: number
  readonly withinMs?: number
}

/** Observes a lab; resolves once the past is through and what follows is live. */
export async function readTap(origin: string, labPath: string): Promise<TapReader> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${labPath}/observe`)
  const exchanges = new Map<string, Exchange>()
  const connections = new Map<string, { readonly how: string | undefined }>()
  const within = new Map<string, number | undefined>()
  const opened: number[] = []
  const times: { readonly transport: string; readonly left: number; readonly arrived: number }[] = []
  const waiting = new Set<() => void>()
  let failure: Error | undefined
  let isLive = false

  function take(message: TapMessage): void {
    if (message.kind === 'replayed') isLive = true
    else if (message.kind === 'connection') {
      connections.set(message.connection, { how: message.how })
      if (message.state === 'open') within.set(message.connection, message.withinMs)
    } else if (message.kind === 'dropped') failure = new Error(`Dropped: ${JSON.stringify(message)}`)
    else if (message.kind === 'exchange') {
      const known = exchanges.get(message.exchange)
      if (known !== undefined) known.isClosed = message.state === 'closed'
      else {
        opened.push(message.at)
        exchanges.set(message.exchange, {
          transport: message.transport,
          connection: message.connection,
          isClosed: false,
          sent: Buffer.alloc(0),
          received: Buffer.alloc(0),
          slices: [],
          sentSlices: [],
        })
      }
    } else if (message.kind === 'slice') {
      const exchange = exchanges.get(message.exchange)
      if (exchange === undefined) throw new Error('A slice came before its exchange')
      const side = message.direction === 'client-to-server' ? 'sent' : 'received'
      times.push({ transport: exchange.transport, left: message.left, arrived: message.arrived })
      if (exchange[side].length !== message.offset) throw new Error(`A hole before ${message.offset}`)
      const bytes = Buffer.from(message.bytes, 'base64')
      exchange[side] = Buffer.concat([exchange[side], bytes])
      exchange[side === 'received' ? 'slices' : 'sentSlices'].push(bytes.length)
    }
  }

  function look(): void {
    for (const each of waiting) each()
  }

  socket.on('message', (data: Buffer) => {
    try {
      take(JSON.parse(data.toString()) as TapMessage)
    } catch (error) {
      failure = error as Error
    }
    look()
  })
  for (const end of ['close', 'error']) {
    socket.on(end, () => {
      failure ??= new Error('The observer has ended')
      look()
    })
  }

  const reader: TapReader = {
    connections,
    within,
    opened: () => opened,
    times: (transport) => times.filter((each) => each.transport === transport),
    all: () => [...exchanges.values()],
    exchanges: (transport) => [...exchanges.values()].filter((each) => each.transport === transport),
    until(wanted) {
      return new Promise((resolve, reject) => {
        const check = (): void => {
          const found = wanted()
          const isFound = found !== undefined && found !== false
          if (!isFound && failure === undefined) return
          waiting.delete(check)
          if (isFound) resolve(found)
          else reject(failure ?? new Error('Not found'))
        }
        waiting.add(check)
        check()
      })
    },
    close: () => socket.close(),
  }
  await reader.until(() => isLive)
  return reader
}
