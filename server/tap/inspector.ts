/**
 * The inspector's own little server: the built pages, and the one WebSocket on which the tap's owner sees what crosses and says
 * what is to happen. Any page on the web can ask a port on loopback for things, so this one answers only what was sent to its very
 * address, upgrades only for a page from there, and says nothing before the key: 128 random bits, which travel in the fragment
 * of the printed address (never sent, never logged, in no Referer) and then in the first message. No cookie, since ports share them.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer, type RawData } from 'ws'
import { isWrong, readKind } from '../../src/contract/rule.ts'
import {
  TAKEN_OVER,
  TAP_PATH,
  TAP_REQUESTS,
  WRONG_KEY,
  type TapMessage,
  type TapRequest,
} from '../../src/contract/tap.ts'
import type { Clock } from '../clock.ts'
import { answerRefusal } from '../http/answer.ts'
import { refuse, type Refusal } from '../errors.ts'
import { listening } from '../http/listening.ts'
import { refuseOnSocket } from '../http/raw-answer.ts'
import { isWebSocketUpgrade, refuseHandshake } from '../http/web-socket.ts'
import type { Site } from '../site/site.ts'
import type { TapLog } from './log.ts'

/** What the inspector shows and does; all but the messages, which are the log's. */
export interface Tapped {
  welcome(): TapMessage
  /** How things stand: what happens on the way, who is refused. */
  state(): readonly TapMessage[]
  /** Does what the owner asks for; gives what is to be told of it. */
  act(request: Exclude<TapRequest, { readonly kind: 'hello' }>): Promise<readonly TapMessage[]>
}

export interface TapInspector {
  /** With the key in its fragment. */
  readonly url: string
  close(): void
}

/** So long a page may take to show the key. */
const HELLO_MS = 10_000
/** A page that is so far behind is let go; it comes back and reads what is still kept. */
const MAX_BEHIND_BYTES = 32 * 1024 * 1024
const MAX_MESSAGE_BYTES = 16 * 1024
/** Pages that have not shown the key yet; more are let go. */
const MAX_STRANGERS = 16

/** Listens on loopback, whatever the tap does; rejects with Node's error where it cannot. */
export async function startInspector(options: {
  readonly port: number
  readonly site: Site
  readonly log: TapLog
  readonly clock: Clock
  readonly tapped: Tapped
}): Promise<TapInspector> {
  const { site, log, clock, tapped } = options
  const key = randomBytes(16).toString('base64url')
  const server = createServer({ requestTimeout: 15_000, headersTimeout: 15_000 })
  await listening(server, options.port, '127.0.0.1')
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: MAX_MESSAGE_BYTES,
  })
  sockets.on('wsClientError', refuseHandshake)
  const strangers = new Set<WebSocket>()
  let owner: { readonly socket: WebSocket; readonly leave: () => void } | undefined

  server.on('request', (incoming, outgoing) => {
    const refused = misdirected(incoming, host)
    if (refused !== undefined) answerRefusal(outgoing, refused)
    else if (!site.answer(incoming, outgoing, `http://${host}`)) answerRefusal(outgoing, NOTHING_HERE)
  })
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    const refused = misdirected(incoming, host) ?? foreign(incoming, host)
    if (refused !== undefined) return refuseOnSocket(socket, refused)
    if (incoming.url !== TAP_PATH || !isWebSocketUpgrade(incoming))
      return refuseOnSocket(socket, NOTHING_HERE)
    if (strangers.size >= MAX_STRANGERS) return refuseOnSocket(socket, TOO_MANY)
    sockets.handleUpgrade(incoming, socket, head, greet)
  })

  /** Waits for the key, and for nothing else. */
  function greet(socket: WebSocket): void {
    strangers.add(socket)
    const hurry = clock.after(HELLO_MS, () => socket.terminate())
    socket.on('error', () => socket.terminate())
    socket.on('close', () => {
      hurry.cancel()
      strangers.delete(socket)
    })
    socket.once('message', (data, isBinary) => {
      hurry.cancel()
      strangers.delete(socket)
      const request = isBinary ? undefined : readRequest(data)
      if (request?.kind !== 'hello' || !isSame(request.key, key))
        socket.close(WRONG_KEY, 'That is not the key')
      else takeOver(socket)
    })
  }

  /** The newest page that knows the key is the owner's: the one before may be a tab that nobody finds any more. */
  function takeOver(socket: WebSocket): void {
    owner?.leave()
    owner?.socket.close(TAKEN_OVER, 'Another page has taken over')
    const send = (message: TapMessage): void => {
      if (socket.readyState !== WebSocket.OPEN) return
      if (socket.bufferedAmount > MAX_BEHIND_BYTES) return socket.close(1013, 'Too slow; come back')
      socket.send(JSON.stringify(message))
    }
    const leave = log.listen(send)
    owner = { socket, leave }
    socket.on('close', leave)
    socket.on('message', (data, isBinary) => void receive(send, isBinary ? undefined : readRequest(data)))
    socket.send(JSON.stringify(tapped.welcome()))
    for (const message of [...tapped.state(), ...log.past()]) socket.send(JSON.stringify(message))
    send({ kind: 'replayed' })
  }

  async function receive(
    send: (message: TapMessage) => void,
    request: TapRequest | undefined,
  ): Promise<void> {
    if (request === undefined || request.kind === 'hello')
      return send({ kind: 'error', message: 'Send one of the requests that a tap knows.' })
    for (const message of await tapped.act(request)) send(message)
  }

  return {
    url: `http://${host}/inspector/#tap=${key}`,
    close() {
      owner?.socket.close(1001, 'The tap has ended')
      for (const socket of strangers) socket.terminate()
      server.close()
      server.closeIdleConnections()
    },
  }
}

const NOTHING_HERE = refuse('not-found', 'There is nothing at this address.')
const TOO_MANY = refuse('too-many-connections', 'Too many pages are about to open this tap.')

/** A page whose name was made to lead here (DNS rebinding) sends that name. In the absolute form the target has its own. */
function misdirected({ headers, url = '' }: IncomingMessage, host: string): Refusal | undefined {
  if (headers.host === host && url.startsWith('/')) return undefined
  return refuse('misdirected-request', `This is http://${host}; ask there.`)
}

function foreign({ headers: { origin } }: IncomingMessage, host: string): Refusal | undefined {
  if (origin === `http://${host}`) return undefined
  return refuse('foreign-origin', 'Only the page that this tap serves may open it.')
}

function readRequest(data: RawData): TapRequest | undefined {
  if (!Buffer.isBuffer(data)) return undefined
  try {
    const read = readKind(TAP_REQUESTS, JSON.parse(data.toString('utf8')))
    return isWrong(read) ? undefined : read
  } catch {
    return undefined
  }
}

/** In a time that tells nothing of how much of it fits. */
function isSame(given: string, key: string): boolean {
  const [a, b] = [given, key].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}
