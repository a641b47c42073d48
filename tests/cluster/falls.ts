/**
 * Readers on all five transports follow two labs through nginx, round robin over three instances, while somebody publishes and
 * all falls that can: an instance is killed, one drains, Redis is killed and starts again, Redis stands still for five seconds.
 */
import { setTimeout as passed } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import { TRANSPORTS } from '../../src/wire/trace/transports.ts'
import type { Cluster } from '../support/cluster.ts'
import { call, follow, openSocket, type Follower, type Site } from '../support/follower.ts'

export interface Fallen {
  /** Events of each lab that were acknowledged. */
  readonly published: readonly number[]
  readonly readers: number
  /** How often readers had to come back, all together. */
  readonly returns: number
  /** How often a reader was told that it cannot be served now. */
  readonly refusals: number
  /** What was wrong with what readers got, and with what taps showed. */
  readonly wrong: readonly string[]
  /** Bytes that the taps showed. */
  readonly tappedBytes: number
}

/** Calm before and after each fall. */
const CALM_MS = 1_200
const FREEZE_MS = 5_000
const PATIENCE_MS = 30_000

type Falls = (what: string, act: () => unknown) => Promise<void>

/** Has so many readers follow each of two labs through all that can fall; `say` is told what does. */
export function fallAll(cluster: Cluster, readersALab: number, say: (what: string) => void): Promise<Fallen> {
  const { redis } = cluster
  return followed(cluster, readersALab, say, async (falls) => {
    await falls('an instance is killed', () => cluster.kill(0))
    await falls('it is there again', () => cluster.start(0))
    await falls('one drains', () => cluster.drain(1))
    await falls('it is there again', () => cluster.start(1))
    await falls('Redis is killed and starts again', () => redis.restart())
    await falls('Redis stands still', async () => {
      redis.freeze()
      await passed(FREEZE_MS)
      redis.thaw()
    })
  })
}

/** The same through a new version, as docs/deploy.md has it: one instance after the other is taken out, restarted and put back. */
export function rollAll(cluster: Cluster, readersALab: number, say: (what: string) => void): Promise<Fallen> {
  return followed(cluster, readersALab, say, async (falls) => {
    for (const index of [0, 1, 2]) {
      await falls(`instance ${index + 1} is taken out`, () => cluster.take(index, 'out'))
      await falls('it drains', () => cluster.drain(index))
      await falls('it is there again', () => cluster.start(index))
      await falls('it is put back', () => cluster.take(index, 'back'))
    }
  })
}

async function followed(
  { site }: Cluster,
  readersALab: number,
  say: (what: string) => void,
  all: (falls: Falls) => Promise<void>,
): Promise<Fallen> {
  const labs = await Promise.all(['alpha', 'bravo'].map((mark) => openLab(site, mark, readersALab)))
  for (const lab of labs)
    lab.marksOfOthers = labs.filter((each) => each !== lab).flatMap(({ mark, path }) => [mark, path])
  await all(async (what, act) => {
    await passed(CALM_MS)
    say(what)
    await act()
  })
  await passed(CALM_MS)
  const published = await Promise.all(labs.map((lab) => lab.finish()))
  say('all have what was published')
  const readers = labs.flatMap((lab) => lab.readers)
  return {
    published,
    readers: readers.length,
    returns: readers.reduce((sum, { returns }) => sum + returns, 0),
    refusals: readers.reduce((sum, { refusals }) => sum + refusals, 0),
    wrong: labs.flatMap(({ wrong }) => wrong),
    tappedBytes: labs.reduce((sum, { tappedBytes }) => sum + tappedBytes, 0),
  }
}

interface FollowedLab {
  readonly mark: string
  readonly path: string
  readonly readers: readonly Follower[]
  readonly wrong: string[]
  readonly tappedBytes: number
  marksOfOthers: readonly string[]
  /** Publishes no more, waits until all readers have all; gives how many events there were. */
  finish(): Promise<number>
}

async function openLab(site: Site, mark: string, count: number): Promise<FollowedLab> {
  const made = await call(site, 'POST', '/labs', { settings: { feed: 'manual', heartbeatMs: 1_000 } })
  if (made.status !== 201) throw new Error(`No lab: ${made.status} ${made.text}`)
  const path = `/labs/${(JSON.parse(made.text) as { readonly id: string }).id}`
  const readers = Array.from({ length: count }, (_, i) =>
    follow(site, path, TRANSPORTS[i % TRANSPORTS.length]!),
  )
  const wrong: string[] = []
  let tappedBytes = 0
  let isOver = false

  const lab: FollowedLab = {
    mark,
    path,
    readers,
    wrong,
    marksOfOthers: [],
    get tappedBytes() {
      return tappedBytes
    },
    async finish() {
      isOver = true
      const last = await publishing
      const until = performance.now() + PATIENCE_MS
      while (readers.some((reader) => reader.last < last) && performance.now() < until) await passed(50)
      const expected = Array.from({ length: last }, (_, i) => `${mark} ${i + 1}`)
      for (const { transport, last: has, wrong: its, data, stop } of readers.map(told)) {
        stop()
        wrong.push(...its.map((each) => `${transport}: ${each}`))
        if (has !== last) wrong.push(`${transport} has ${has} of ${last}`)
        if (JSON.stringify(data) !== JSON.stringify(expected))
          wrong.push(`${transport} has other data than was published`)
      }
      observer.terminate()
      return last
    },
  }

  let observer = observe()
  /** Watches the tap as a page does, opens it again when it is cut, and looks for what is not the lab's. */
  function observe(): WebSocket {
    const socket = openSocket(site, `${path}/observe`)
    const tails = new Map<string, string>()
    socket.on('message', (text: Buffer) => {
      const { kind, exchange, direction, bytes } = JSON.parse(text.toString()) as Record<string, string>
      if (kind !== 'slice') return
      const slice = Buffer.from(bytes ?? '', 'base64').toString('latin1')
      tappedBytes += slice.length
      const key = `${exchange} ${direction}`
      const joined = (tails.get(key) ?? '') + slice
      for (const foreign of lab.marksOfOthers)
        if (joined.includes(foreign)) wrong.push(`the tap of ${mark} has ${foreign}`)
      tails.set(key, joined.slice(-64))
    })
    socket.on('error', () => undefined)
    socket.on('close', () => {
      if (!isOver) setTimeout(() => (observer = observe()), 100)
    })
    return socket
  }

  /** One event after the other, each said again with its key until it is acknowledged. */
  async function publishAll(): Promise<number> {
    let number = 0
    while (!isOver) {
      number += 1
      const event = { type: 'goal', data: `${mark} ${number}` }
      const key = { 'Idempotency-Key': `${mark}-${number}` }
      for (;;) {
        const answer = await call(site, 'POST', `${path}/events`, event, key).catch(() => ({
          status: 0,
          text: '',
        }))
        if (answer.status === 201) {
          const { id } = JSON.parse(answer.text) as { readonly id: number }
          if (id !== number) wrong.push(`event ${number} of ${mark} was given the id ${id}`)
          break
        }
        if (answer.status >= 400 && answer.status < 500)
          wrong.push(`a publish: ${answer.status} ${answer.text}`)
        await passed(100)
      }
      await passed(25)
    }
    return number
  }
  const publishing = publishAll()
  return lab
}

function told(reader: Follower): Follower {
  const { transport, last, wrong, data, returns, refusals } = reader
  return { transport, last, wrong, data, returns, refusals, stop: () => reader.stop() }
}
