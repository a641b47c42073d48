/** Who is measured, in the order of the tables' columns: for each kind of stream a floor, its peers, and ours. */
import type { Usage } from '../probe.ts'

/** How a client gets a stream from this subject, and so how `reader.ts` opens it. */
export type Protocol = 'sse' | 'iframe-stream' | 'ws' | 'watch' | 'socket.io' | 'nchan-sse' | 'nchan-ws'

export interface Subject {
  readonly name: string
  /** Its column's head. */
  readonly label: string
  readonly protocol: Protocol
  /** A program and what it is told; `ours` is this server, with an observer that reads everything or none, and labs in memory or in Redis. */
  readonly server:
    | { readonly kind: 'peer'; readonly program: string; readonly parameter?: string }
    | { readonly kind: 'ours'; readonly isObserved: boolean; readonly isShared?: boolean }
    | { readonly kind: 'nchan' }
  /** Its CPU a message may be at most so many times that of its group's first, with as many readers as there are. */
  readonly mostCpuRatio?: number
}

/** A subject's server, running. */
export interface Served {
  readonly address: URL
  /** In front of `/sse`, `/ws` and `/events`. */
  readonly path: string
  /** So far; of `collected-usage` memory is read after garbage has been collected, where there is any. */
  usage(which: 'usage' | 'collected-usage'): Promise<Usage>
  end(): Promise<void>
}

/** One table: subjects that do the same work, the first of which the others are measured by. */
export interface Group {
  readonly title: string
  /** Memory a connection is not told: what a server takes while it starts is more than so few readers do. */
  readonly withoutMemory?: boolean
  readonly subjects: readonly [Subject, ...Subject[]]
}

const HTTP = 'benchmarks/fan-out/http-server.ts'
const WS = 'benchmarks/fan-out/ws-server.ts'

function peer(name: string, label: string, protocol: Protocol, program: string, parameter?: string): Subject {
  const server = { kind: 'peer', program, ...(parameter === undefined ? {} : { parameter }) } as const
  return { name, label, protocol, server }
}

function ours(protocol: 'sse' | 'ws', isObserved: boolean): Subject {
  return {
    name: `${protocol}-${isObserved ? 'observed' : 'idle'}`,
    label: isObserved ? 'this server, one observer' : 'this server, nobody observing',
    protocol,
    server: { kind: 'ours', isObserved },
  }
}

export const GROUPS: readonly Group[] = [
  {
    title: 'SSE',
    subjects: [
      peer('http-write', '`node:http`, `res.write`', 'sse', HTTP, 'text'),
      peer('http-write-buffer', '`node:http`, one buffer', 'sse', HTTP, 'buffer'),
      ours('sse', false),
      ours('sse', true),
    ],
  },
  {
    title: 'WebSocket',
    subjects: [
      peer('ws-send', '`ws`, `send`', 'ws', WS, 'send'),
      peer('ws-frame', '`ws`, one frame', 'ws', WS, 'frame'),
      peer('socket.io', '`socket.io`, `emit`', 'socket.io', 'benchmarks/fan-out/socket-io-server.ts'),
      ours('ws', false),
      ours('ws', true),
    ],
  },
]

export const SUBJECTS: readonly Subject[] = GROUPS.flatMap(({ subjects }) => subjects)
