/**
 * Joins the parts to one server: the listening socket, the front door that every connection comes through, Node's
 * HTTP parser behind it, the labs, the app, the observers. `main.ts` and the tests start it; `dev.ts` lends it
 * another server's connections.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createListener, type AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { MAX_HEAD_BYTES, MAX_HEADER_LINES } from '../src/wire/http1/section-end.ts'
import type { Report } from './http/answer.ts'
import { createAdmission, TOO_MANY_CONNECTIONS } from './admission.ts'
import { createApp } from './app.ts'
import { attach } from './attach.ts'
import type { Budget } from './budget.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import { memoryFull, methodNotAllowed } from './errors.ts'
import { createFaults } from './faults.ts'
import { clientAddresses, placeOf } from './http/client-address.ts'
import { listening } from './http/listening.ts'
import { createObservation } from './observe.ts'
import { rawAnswer } from './http/raw-answer.ts'
import { answerBrokenRequest, refuseInTurn } from './http/broken-request.ts'
import { createScriptedClients } from './scripted-clients.ts'
import { createLabContexts, type LabContexts, type OpenStore } from './lab-contexts.ts'
import { createServe } from './serve.ts'
import type { Site } from './site/site.ts'
import { createUpgrades } from './upgrades.ts'
import { FrontDoor } from './wiretap/front-door.ts'
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
  const serve = createServe({
    app,
    contexts,
    admission,
    hostname: config.host,
    isDraining: () => isDraining,
    report,
  })

  function openFrontDoor(server: Server): FrontDoor {
    const frontDoor = new FrontDoor({
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
    async start() {
      await listening(listener, config.port, config.host)
      listener.on('error', (error) => report('The listening socket failed', error))
      const { port } = listener.address() as AddressInfo
      return { port, url: urlOf(config.host, port) }
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

function passed(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => clock.after(ms, resolve))
}

function urlOf(host: string, port: number): string {
  const name = host.includes(':') ? `[${host}]` : host
  return `http://${name}:${port}/`
}
