/**
 * A tap with what is around it in a test: a plain relay before it and one behind it that keep every byte, and a page that knows
 * the key. What the tap tells of a connection can then be held against what both sides' sockets saw.
 */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { WebSocket } from 'ws'
import { systemClock, type Clock } from '../../server/clock.ts'
import { readOptions } from '../../server/tap/options.ts'
import type { Site } from '../../server/site/site.ts'
import { startTap, type Tap } from '../../server/tap/tap.ts'
import { fromBase64 } from '../../src/wire/bytes/base64.ts'
import { joinBytes, type Direction } from '../../src/wire/bytes/bytes.ts'
import type { TapMessage, TapRequest } from '../../src/contract/tap.ts'

/** What crossed a plain relay, connection by connection. */
export interface KeptConnection {
  readonly 'client-to-server': Buffer[]
  readonly 'server-to-client': Buffer[]
}

export interface KeepingRelay {
  readonly port: number
  readonly connections: readonly KeptConnection[]
  close(): void
}

/** Relays a port of loopback and keeps what crosses. */
export async function keepingRelay(to: number): Promise<KeepingRelay> {
  const connections: KeptConnection[] = []
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const kept: KeptConnection = { 'client-to-server': [], 'server-to-client': [] }
    connections.push(kept)
    const upstream = connect({ port: to, host: '127.0.0.1', allowHalfOpen: true })
    const pass = (from: Socket, into: Socket, direction: Direction): void => {
      open.add(from)
      from.on('data', (bytes: Buffer) => {
        kept[direction].push(bytes)
        if (!into.write(bytes)) from.pause()
      })
      into.on('drain', () => from.resume())
      from.on('end', () => into.end())
      from.on('error', () => into.resetAndDestroy())
      from.on('close', () => open.delete(from))
    }
    pass(client, upstream, 'client-to-server')
    pass(upstream, client, 'server-to-client')
  })
  return {
    port: await listen(server),
    connections,
    close() {
      server.close()
      for (const socket of open) socket.destroy()
    },
  }
}

export async function listen(server: Pick<Server, 'listen' | 'address'>): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  return (server.address() as AddressInfo).port
}

const NO_SITE: Site = { answer: () => false }

export function tapOf(upstream: string, ...options: string[]): Promise<Tap> {
  return tapAt(systemClock, upstream, ...options)
}

/** A tap that goes by another clock. */
export async function tapAt(clock: Clock, upstream: string, ...options: string[]): Promise<Tap> {
  const read = readOptions([upstream, ...options], process.cwd())
  if (typeof read === 'string') throw new Error(read)
  return startTap(read, NO_SITE, clock)
}

export interface OwnersPage {
  readonly messages: TapMessage[]
  /** Why it was closed, once it is. */
  readonly closed: Promise<number>
  send(request: TapRequest): void
  /** The first message, come or to come, that fits. */
  until<Kind extends TapMessage['kind']>(
    kind: Kind,
    fits?: (message: Extract<TapMessage, { kind: Kind }>) => boolean,
  ): Promise<Extract<TapMessage, { kind: Kind }>>
  /** What was told of a connection in one direction, joined. */
  bytes(connection: string, direction: Direction): Buffer
  close(): void
}

/** Opens the inspector's WebSocket as its page does. */
export function ownersPage(
  tap: Pick<Tap, 'inspector'>,
  { key, origin }: { readonly key?: string; readonly origin?: string } = {},
): OwnersPage {
  const url = new URL(tap.inspector)
  const socket = new WebSocket(`ws://${url.host}/tap/observe`, { origin: origin ?? url.origin })
  const messages: TapMessage[] = []
  const waiting = new Set<() => void>()
  socket.on('open', () => socket.send(JSON.stringify({ kind: 'hello', key: key ?? url.hash.slice(5) })))
  socket.on('message', (data: Buffer) => {
    messages.push(JSON.parse(data.toString()) as TapMessage)
    for (const look of waiting) look()
  })
  socket.on('error', () => undefined)
  return {
    messages,
    closed: new Promise((resolve) => socket.on('close', resolve)),
    send: (request) => socket.send(JSON.stringify(request)),
    until: (kind, fits = () => true) =>
      new Promise((resolve) => {
        const look = (): void => {
          for (const message of messages) {
            if (message.kind !== kind || !fits(message as never)) continue
            waiting.delete(look)
            resolve(message as never)
            return
          }
        }
        waiting.add(look)
        look()
      }),
    bytes(connection, direction) {
      const own = new Set<string>()
      const parts: Uint8Array[] = []
      for (const message of messages) {
        if (message.kind === 'exchange' && message.connection === connection) own.add(message.exchange)
        if (message.kind === 'slice' && own.has(message.exchange) && message.direction === direction)
          parts.push(fromBase64(message.bytes) ?? new Uint8Array())
      }
      return Buffer.from(joinBytes(parts))
    },
    close: () => socket.close(),
  }
}
