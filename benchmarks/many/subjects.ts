/** What sharing labs costs: this server with labs in memory, then in Redis, then watched there, beside others that do the same work. */
import { noNchan } from '../fan-out/nchan.ts'
import type { Group, Protocol, Subject } from '../fan-out/subjects.ts'

/** CPU a message in Redis, and watched there, may be so many times that in memory. */
const MOST_SHARED = 1.5
const MOST_OBSERVED = 2

function ours(protocol: Protocol, isShared: boolean, isObserved = false): Subject {
  const kept = isShared ? 'Redis' : 'memory'
  return {
    name: `many-${protocol}-${kept.toLowerCase()}${isObserved ? '-observed' : ''}`,
    label: `this server, labs in ${kept}${isObserved ? ', one observer' : ''}`,
    protocol,
    server: { kind: 'ours', isShared, isObserved },
    ...(isShared ? { mostCpuRatio: isObserved ? MOST_OBSERVED : MOST_SHARED } : {}),
  }
}

function three(protocol: Protocol): readonly [Subject, ...Subject[]] {
  return [ours(protocol, false), ours(protocol, true), ours(protocol, true, true)]
}

function nchan(protocol: 'nchan-sse' | 'nchan-ws'): Subject[] {
  const name = `many-${protocol}`
  return noNchan() === undefined ? [{ name, label: 'Nchan', protocol, server: { kind: 'nchan' } }] : []
}

function peer(protocol: Protocol, label: string, program: string, parameter: string): Subject {
  return { name: `many-${protocol}-peer`, label, protocol, server: { kind: 'peer', program, parameter } }
}

/** Who watches one lab by its link, each of whom is told every event; as with an observer, the tap crosses Redis, too. */
export const WATCHING: Group = {
  title: 'Watching',
  withoutMemory: true,
  subjects: [ours('watch', false), { ...ours('watch', true), mostCpuRatio: MOST_OBSERVED }],
}

/** The groups of the bench, Nchan where it is on this machine. */
export const manyGroups = (): readonly Group[] => [
  {
    title: 'SSE',
    withoutMemory: true,
    subjects: [
      ...three('sse'),
      peer('sse', '`node:http`, `res.write`', 'benchmarks/fan-out/http-server.ts', 'text'),
      ...nchan('nchan-sse'),
    ],
  },
  { title: 'iframe stream', withoutMemory: true, subjects: three('iframe-stream') },
  {
    title: 'WebSocket',
    withoutMemory: true,
    subjects: [
      ...three('ws'),
      peer('ws', '`ws`, `send`', 'benchmarks/fan-out/ws-server.ts', 'send'),
      ...nchan('nchan-ws'),
    ],
  },
]
