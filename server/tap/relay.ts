/** The tap itself: listens, hands each connection to the server behind it, and does to them what the owner asks for. */
import { createServer, type AddressInfo, type Server } from 'node:net'
import { networkInterfaces } from 'node:os'
import type { Cut } from '../../src/contract/faults.ts'
import { NO_CONDITIONS, type WireSettings } from '../../src/contract/settings.ts'
import type { Clock } from '../clock.ts'
import { listening } from '../http/listening.ts'
import type { TapOptions } from './options.ts'
import type { TapRecorder } from './recorder.ts'
import { RelayedConnection } from './relayed-connection.ts'
import type { Rewriting } from './request-rewriter.ts'
import { createDial, speaksTls } from './upstream.ts'

export interface Relay {
  /** Where it listens, as a browser writes it. */
  readonly origin: string
  readonly refuses: boolean
  /** What happens on the way to all, and to those that have conditions of their own. */
  conditions(): readonly { readonly connection?: string; readonly wire: WireSettings }[]
  setConditions(wire: WireSettings, connection?: string): void
  /** Gives how many connections it met. */
  fault(fault: Cut, connection?: string): number
  /** Lets nobody in while it is on, as where nobody listens. */
  refuse(on: boolean): Promise<void>
  /** Ends everything. */
  close(): void
}

/** Listens; rejects with Node's error where it cannot. */
export async function startRelay(tap: TapOptions, recorder: TapRecorder, clock: Clock): Promise<Relay> {
  const connections = new Map<string, RelayedConnection>()
  const own = new Map<string, WireSettings>()
  const dial = createDial(tap)
  let all: WireSettings = NO_CONDITIONS
  let hasAnswered = false
  let refuses = false
  let server = listener()
  await listening(server, tap.port, tap.listen)
  const { port } = server.address() as AddressInfo
  const rewriting = rewritingOf(tap, port)

  function listener(): Server {
    return createServer({ allowHalfOpen: true, pauseOnConnect: true }, (socket) => {
      const recorded = recorder.open(clock.now())
      const connection = new RelayedConnection(socket, {
        upstream: tap.upstream,
        dial,
        clock,
        rewriting,
        recorded,
        wire: () => own.get(recorded.id) ?? all,
        speaksTls: () => (hasAnswered ? Promise.resolve(false) : speaksTls(tap.upstream)),
        answered: () => (hasAnswered = true),
        gone: () => {
          connections.delete(recorded.id)
          own.delete(recorded.id)
        },
      })
      connections.set(recorded.id, connection)
    })
  }

  const chosen = (connection: string | undefined): readonly RelayedConnection[] =>
    connection === undefined
      ? [...connections.values()]
      : [connections.get(connection)].filter((each) => each !== undefined)

  return {
    origin: `http://${hostOf(tap.listen)}:${port}`,
    get refuses() {
      return refuses
    },
    conditions: () => [{ wire: all }, ...Array.from(own, ([connection, wire]) => ({ connection, wire }))],
    setConditions(wire, connection) {
      if (connection === undefined) all = wire
      else if (connections.has(connection)) own.set(connection, wire)
      for (const each of chosen(connection)) each.settingsChanged()
    },
    fault(fault, connection) {
      const met = chosen(connection)
      for (const each of met) {
        if (fault === 'stall') each.stall()
        else if (fault === 'resume') each.resume()
        else each.breakOff(fault)
      }
      return met.length
    },
    async refuse(on) {
      if (on === refuses) return
      refuses = on
      if (on) server.close()
      else {
        server = listener()
        await listening(server, port, tap.listen)
      }
    },
    close() {
      server.close()
      for (const connection of connections.values()) connection.breakOff('fin')
    },
  }
}

const isAll = (listen: string): boolean => listen === '0.0.0.0' || listen === '::'

/** An address of all addresses is reached by this machine's own. */
function hostOf(listen: string): string {
  if (isAll(listen)) return '127.0.0.1'
  return listen.includes(':') ? `[${listen}]` : listen
}

function rewritingOf({ rewrite, plain, upstream, listen }: TapOptions, port: number): Rewriting | undefined {
  if (!rewrite && !plain) return undefined
  const all = isAll(listen) ? Object.values(networkInterfaces()).flatMap((each) => each ?? []) : []
  const hosts = [hostOf(listen), '127.0.0.1', 'localhost', ...all.map(({ address }) => hostOf(address))]
  // A browser leaves the scheme's own port out.
  const names = new Set(hosts.flatMap((host) => (port === 80 ? [host] : [`${host}:${port}`])))
  return {
    as: rewrite ? upstream.origin : undefined,
    plain,
    isOwnHost: (host) => names.has(host.toLowerCase()),
  }
}
