/**
 * Joins the parts to one server: the listening socket, the front door that every connection comes through, Node's
 * HTTP parser behind it, the labs, the app, the observers. `main.ts` and the tests start it; `dev.ts` lends it
 * another server's connections.
 */
import { getRequestListener } from '@hono/node-server'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createListener, type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { MAX_HEAD_BYTES, MAX_HEADER_LINES } from '../src/wire/http1/section-end.ts'
import { answerOwnMistake, answerRefusal, JSON_TYPE, type Report } from './http/answer.ts'
import { createAdmission, TOO_MANY_CONNECTIONS } from './admission.ts'
import { createApp } from './app.ts'
import { attach } from './attach.ts'
import { whenKnown, type Awaitable } from './awaitable.ts'
import type { Budget } from './budget.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { errorBody, isRefusal, memoryFull, methodNotAllowed, refuse, restarting } from './errors.ts'
import { createFaults } from './faults.ts'
import { clientAddresses, placeOf } from './http/client-address.ts'
import { API_SECURITY_HEADERS } from './http/headers.ts'
import { createObservation } from './observe.ts'
import { rawAnswer } from './http/raw-answer.ts'
import { brokenHead, hasFaultyFraming } from './http/request-head.ts'
import { answerBrokenRequest, refuseInTurn } from './http/broken-request.ts'
import { boundUnreadBody } from './http/unread-body.ts'
import { createScriptedClients } from './scripted-clients.ts'
import { createLabContexts, type LabContext, type LabContexts, type OpenStore } from './lab-contexts.ts'
import type { Site } from './site/site.ts'
import { inOriginForm, labTarget, type LabTarget } from './http/target.ts'
import { isTransport } from './transports/table.ts'
import type { Asked } from './transports/transport.ts'
import { createUpgrades } from './upgrades.ts'
import { attachFrontDoor, type FrontDoor } from './wiretap/front-door.ts'
import { TappedSocket } from './wiretap/tapped-socket.ts'

export interface CometServer {
  /** Listens; resolves once connections are accepted. Rejects when the port cannot be had. */
  start(): Promise<{ readonly url: string; readonly port: number }>
  /** Says no to new labs, lets what is open end well, closes. Resolves when nothing is open, after 4 s at the latest. */
  drain(): Promise<void>
  /** Ends everything at once. */
  end(): void
  /** Serves the labs on a server that another program listens with; its connections go through the front door too. */
  attachTo(httpServer: Server): void
  /** Open connections. */
  readonly connections: number
  readonly labs: number
  /** What all that is open and kept takes. */
  readonly budget: Budget
}

export interface ServerParts {
  readonly clock: Clock
  /** Told of our own mistakes, which end nothing but the request they happened in. */
  readonly report: Report
  /** Where labs are kept; in memory unless told. */
  readonly openStore?: OpenStore | undefined
  /** The built pages; without them only the labs are served. */
  readonly site?: Site
  /** Shorter in tests; the contract's values otherwise. */
  readonly timing?: Partial<Timing>
}

export interface Timing {
  /** A request head that is not complete by then gets 408. */
  readonly headTimeoutMs: number
  /** And so does a whole request, body included. */
  readonly requestTimeoutMs: number
  /** So long a connection may keep an answer waiting without taking a byte of it. */
  readonly stallTimeoutMs: number
  /** How long an unused connection is kept; browsers are told so in `Keep-Alive`. */
  readonly keepAliveMs: number
  /** How often the two time-outs of requests are looked at. */
  readonly checkEveryMs: number
  /** So long an observer may leave our Close unanswered. */
  readonly closeTimeoutMs: number
}

const TIMING: Timing = {
  headTimeoutMs: 15_000,
  requestTimeoutMs: 30_000,
  stallTimeoutMs: 30_000,
  keepAliveMs: 30_000,
  checkEveryMs: 1_000,
  closeTimeoutMs: 5_000,
}

/** The contract asks for at least 1 s of 503 on `/healthz`, so that whoever watches it can take notice. */
const ANNOUNCE_MS = 1_200
const DRAIN_LIMIT_MS = 4_000

const UNKNOWN_EXPECTATION = refuse('expectation-failed', 'Leave Expect out, or expect 100-continue.')
const CONTENT_IN_GET = refuse('bad-request', 'Ask without content; a GET here has none.')
const NO_ADDRESS = refuse('bad-request', 'Send a Host and a target that make an address together.')
const NO_ADDRESS_HEADERS: readonly [string, string][] = pairs([
  'Content-Type',
  JSON_TYPE,
  'Connection',
  'close',
  ...API_SECURITY_HEADERS,
])

/** A server that is not listening yet. */
export function createCometServer(
  config: Config,
  { clock, report, openStore, site, timing }: ServerParts,
): CometServer {
  const { headTimeoutMs, requestTimeoutMs, stallTimeoutMs, keepAliveMs, checkEveryMs, closeTimeoutMs } = {
    ...TIMING,
    ...timing,
  }
  const frontDoors: FrontDoor[] = []
  const contexts: LabContexts = createLabContexts(config, {
    clock,
    openStore,
    settingsChanged() {
      for (const each of frontDoors) each.settingsChanged()
    },
    labEnded: (labId) => faults.labEnded(labId),
    fault: (lab, fault) => faults.here(lab, fault),
    report,
  })
  const faults = createFaults({ contexts, frontDoors })
  const { allowedOrigins } = config
  const observation = createObservation({ contexts, clock, allowedOrigins, closeTimeoutMs, report })
  const addresses = clientAddresses(config.trustedProxies)
  const admission = createAdmission(config, addresses)
  const upgrades = createUpgrades({ contexts, observation, admission, allowedOrigins, report })
  let isDraining = false

  const app = createApp({
    contexts,
    faults,
    scriptedClients: createScriptedClients({ contexts, clock, frontDoor: () => frontDoor }),
    allowedOrigins,
    addresses,
    isDraining: () => isDraining,
    report,
    site,
  })
  const serveApp = getRequestListener(app.fetch, {
    hostname: config.host,
    // Both would change this process for everyone in it, for a gain on paths that are not hot here.
    overrideGlobalObjects: false,
    autoCleanupIncoming: false,
    // Only a target or a Host that makes no URL comes here; the app answers its own errors.
    errorHandler: () =>
      new Response(errorBody(NO_ADDRESS), { status: 400, headers: [...NO_ADDRESS_HEADERS] }),
  })

  /** Connections that are closed after the answer that is due, and from which no other request is served. */
  const lastAnswered = new WeakSet<object>()

  function serve(incoming: IncomingMessage, outgoing: ServerResponse, expects?: 'go-ahead' | 'more'): void {
    // Whoever comes while we go down should come to another server next time.
    if (isDraining) outgoing.shouldKeepAlive = false
    boundUnreadBody(incoming, outgoing)
    try {
      // Written behind a request that others may have read otherwise: perhaps nobody meant it as one.
      if (lastAnswered.has(incoming.socket)) return
      const broken = brokenHead(incoming)
      if (broken !== undefined || hasFaultyFraming(incoming)) {
        outgoing.shouldKeepAlive = false
        lastAnswered.add(incoming.socket)
      }
      const refused =
        broken ?? admission(incoming, incoming) ?? (expects === 'more' ? UNKNOWN_EXPECTATION : undefined)
      // Hono reads the absolute form otherwise than RFC 9112 3.2.2 has it: by its first letters.
      incoming.url = inOriginForm(incoming.url ?? '')
      if (refused === undefined && expects === 'go-ahead') outgoing.writeContinue()
      if (refused !== undefined) answerRefusal(outgoing, refused)
      else if (!serveTransport(incoming, outgoing)) void serveApp(incoming, outgoing)
    } catch (mistake) {
      answerOwnMistake(incoming, outgoing, mistake, report)
    }
  }

  /** The shortest way for what is asked most: polls never pass through the app. */
  function serveTransport(incoming: IncomingMessage, outgoing: ServerResponse): boolean {
    if (incoming.method !== 'GET' && incoming.method !== 'HEAD') return false
    const target = labTarget(incoming.url ?? '')
    if (target === undefined || !isTransport(target.call)) return false
    const asked = { incoming, outgoing, query: target.query }
    whenAsked(asked, contexts.reach(target.labId), (context) => {
      if (isRefusal(context)) answerRefusal(outgoing, context)
      else answerTransport(context, target, asked)
    })
    return true
  }

  /** Goes on with what the store was asked for; whoever left meanwhile is not waited on any more. */
  function whenAsked<T>({ incoming, outgoing }: Asked, result: Awaitable<T>, then: (known: T) => void): void {
    void whenKnown(result, (known) => {
      if (incoming.closed || outgoing.closed) return
      try {
        then(known)
      } catch (mistake) {
        answerOwnMistake(incoming, outgoing, mistake, report)
      }
    })
  }

  function answerTransport(
    { lab, transports, scripted }: LabContext,
    { call }: LabTarget,
    asked: Asked,
  ): void {
    lab.touch()
    if (hasContent(asked.incoming)) answerRefusal(asked.outgoing, CONTENT_IN_GET)
    else if (lab.downForMs > 0) answerRefusal(asked.outgoing, restarting(lab.downForMs))
    else if (!lab.inLine.hasAny || lab.isDraining) transports.get(call)?.answer(asked)
    else
      whenAsked(asked, lab.inLine.take(call), (inLine) => {
        if (inLine === undefined) transports.get(call)?.answer(asked)
        else if (isRefusal(inLine)) answerRefusal(asked.outgoing, inLine)
        else scripted.play(inLine, asked)
      })
  }

  function openFrontDoor(server: Server): FrontDoor {
    const frontDoor = attachFrontDoor({
      server,
      findLab: (labId) => contexts.tapped(labId),
      clock,
      limits: { ...config, stallMs: stallTimeoutMs },
      tooMany: () => rawAnswer(TOO_MANY_CONNECTIONS),
      placeOf: (address) => (addresses.isProxy(address) ? undefined : placeOf(address)),
      budget: contexts.budget,
      memoryFull: () => rawAnswer(memoryFull()),
    })
    frontDoors.push(frontDoor)
    return frontDoor
  }

  const httpServer = createServer(
    {
      headersTimeout: headTimeoutMs,
      requestTimeout: requestTimeoutMs,
      keepAliveTimeout: keepAliveMs,
      connectionsCheckingInterval: checkEveryMs,
      maxHeaderSize: MAX_HEAD_BYTES,
      requireHostHeader: false,
      noDelay: true,
      shouldUpgradeCallback: (incoming) => upgrades.isOurs(incoming),
    },
    serve,
  )
  httpServer.maxHeadersCount = MAX_HEADER_LINES
  httpServer.on('upgrade', (incoming, socket, head) => upgrades.upgrade(incoming, socket, head))
  httpServer.on('connect', (incoming, socket) => {
    refuseInTurn(socket, methodNotAllowed(incoming.method ?? 'CONNECT', ['GET']), holdsAnswer(socket))
  })
  httpServer.on('clientError', (error, socket) => answerBrokenRequest(error, socket, holdsAnswer(socket)))
  // What is expected beyond a 100, Node would refuse without a body or a policy; a 100 it would send before anybody has looked.
  httpServer.on('checkExpectation', (incoming: IncomingMessage, outgoing: ServerResponse) =>
    serve(incoming, outgoing, 'more'),
  )
  httpServer.on('checkContinue', (incoming: IncomingMessage, outgoing: ServerResponse) =>
    serve(incoming, outgoing, 'go-ahead'),
  )
  httpServer.on('dropRequest', (_incoming, socket) => void socket.destroy())

  const frontDoor = openFrontDoor(httpServer)
  const listener = createListener({
    allowHalfOpen: true,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: 30_000,
  })
  listener.on('connection', (socket) => frontDoor.accept(socket))

  function connections(): number {
    return frontDoors.reduce((sum, { size }) => sum + size, 0)
  }

  function end(): void {
    isDraining = true
    contexts.registry.end()
    listener.close()
    // Never listened: this only stops its timer for time-outs and ends idle connections.
    httpServer.close()
    for (const each of frontDoors) each.close()
  }

  return {
    start() {
      return new Promise((resolve, reject) => {
        listener.once('error', reject)
        listener.listen({ port: config.port, host: config.host }, () => {
          listener.off('error', reject)
          listener.on('error', (error) => report('The listening socket failed', error))
          const { port } = listener.address() as AddressInfo
          resolve({ port, url: urlOf(config.host, port) })
        })
      })
    },

    async drain() {
      if (isDraining) return
      isDraining = true
      for (const each of frontDoors) each.lift()
      contexts.registry.drain()
      observation.drain()
      await passed(clock, ANNOUNCE_MS)
      listener.close()
      httpServer.closeIdleConnections()
      for (let waitedMs = ANNOUNCE_MS; connections() > 0 && waitedMs < DRAIN_LIMIT_MS; waitedMs += 50) {
        await passed(clock, 50)
        httpServer.closeIdleConnections()
      }
      end()
    },

    end,

    attachTo(host) {
      attach(host, { openFrontDoor, serve, upgrades })
      host.once('close', end)
    },

    get connections() {
      return connections()
    },
    get labs() {
      return contexts.registry.size
    },
    budget: contexts.budget,
  }
}

/** Whether one of its answers may stay away, or go on, for as long as the client is there. */
function holdsAnswer(socket: Duplex): boolean {
  return socket instanceof TappedSocket && socket.attribution.open.some(({ isHeld }) => isHeld)
}

/**
 * Whether content follows a request's head. While a poll or a stream is held nobody would read it, and what waits unread in
 * chunks of one byte takes two hundred times its bytes (RFC 9110 9.3.1 allows to refuse it).
 */
function hasContent({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
}

function pairs(flat: readonly string[]): [string, string][] {
  return flat.flatMap((name, index) => (index % 2 === 0 ? [[name, flat[index + 1] ?? '']] : []))
}

function passed(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve))
}

function urlOf(host: string, port: number): string {
  const name = host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}/`
}
