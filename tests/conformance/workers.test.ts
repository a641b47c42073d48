/**
 * `WORKERS=n`: several processes on one port serve the same labs, one that dies is replaced, and all go down together. Needs
 * redis-server on the machine.
 */
import { readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findRedis, NO_REDIS } from '../../scripts/redis.ts'
import { endChildren, runChild, startChild, type Running, type Started } from '../support/child-server.ts'
import { request } from '../support/http-client.ts'
import { rawClient, type RawClient } from '../support/raw-client.ts'
import { startRedis } from '../support/redis.ts'
import { readTap } from '../support/tap-reader.ts'

const stops: (() => unknown)[] = []
afterEach(async () => {
  endChildren()
  for (const stop of stops.splice(0).reverse()) await stop()
})

it('does not start several without a Redis, and says why', async () => {
  const { ended, printed } = startChild({ environment: { WORKERS: '2' } })
  expect(await ended).toBe(1)
  expect(printed()).toContain('WORKERS is 2, and REDIS_URL is not set')
})

describe('two processes on one port', () => {
  const program = findRedis()
  let running: Running
  beforeEach((context) => {
    if (program === undefined && process.env['CI']) throw new Error(NO_REDIS)
    context.skip(program === undefined, NO_REDIS)
    context.skip(process.platform !== 'linux', 'Which processes it has started is read from /proc')
  })

  async function start(): Promise<void> {
    const redis = await startRedis(program ?? '')
    stops.push(() => redis.stop())
    running = await runChild({ environment: { WORKERS: '2', REDIS_URL: redis.url } })
  }

  async function send(text: string): Promise<RawClient> {
    const client = await rawClient(running.port)
    stops.push(() => client.socket.destroy())
    client.write(text)
    return client
  }

  it('serve one lab: what either is asked, both know, and the tap has what crosses at both', async () => {
    await start()
    const lab = await running.lab()
    const tap = await readTap(running.origin, lab.path)
    stops.push(() => tap.close())
    const stream = await send(request(`${lab.path}/sse?after=0`))
    for (let i = 1; i <= 12; i++) {
      expect(await lab.publish()).toBe(i)
      const poll = await send(request(`${lab.path}/short-poll?after=${i - 1}`))
      expect(await poll.answer()).toContain(`"last":${i}`)
    }
    await stream.untilText('"id":12,')
    await tap.until(() => tap.exchanges('short-poll').length === 12 && tap.exchanges('events').length === 12)
    const instances = new Set([...tap.connections.keys()].map((name) => name.replace(/-\d+$/, '')))
    expect(instances.size).toBe(2)
  })

  it('go on when one is killed, and another takes its place', async () => {
    await start()
    const lab = await running.lab()
    await lab.publish()
    const [first = 0] = workersOf(running)
    process.kill(first, 'SIGKILL')
    await until(() => workersOf(running).length === 2 && !workersOf(running).includes(first))
    for (let i = 2; i <= 6; i++) expect(await lab.publish()).toBe(i)
    expect(running.printed()).toContain('A worker has ended')
  })

  it('go down well, both, on one signal', async () => {
    await start()
    const lab = await running.lab()
    const streams = await Promise.all([1, 2, 3, 4].map(() => send(request(`${lab.path}/sse?after=0`))))
    for (const each of streams) await each.untilText('retry')
    const workers = workersOf(running)
    running.child.kill('SIGTERM')
    for (const each of streams) expect(await each.answer()).toMatch(/\r\n0\r\n\r\n$/)
    expect(await running.ended).toBe(0)
    expect(workers).toHaveLength(2)
    for (const pid of workers) expect(() => process.kill(pid, 0)).toThrow()
  })

  it.each([
    ['starts', 'SIGKILL'],
    ['dies', 'SIGKILL'],
    ['hangs', 'SIGSTOP'],
  ] as const)('go down on one signal while one of them %s', async (what, signal) => {
    await start()
    const [first = 0] = workersOf(running)
    process.kill(first, signal)
    if (what === 'starts')
      await until(() => workersOf(running).length === 2 && !workersOf(running).includes(first))
    const workers = workersOf(running)
    running.child.kill('SIGTERM')
    expect(await running.ended).toBe(0)
    await until(() => workers.every((pid) => !isThere(pid)))
  })

  it('go down on a signal before either serves', async () => {
    const redis = await startRedis(program ?? '')
    stops.push(() => redis.stop())
    const started = startChild({ environment: { WORKERS: '2', REDIS_URL: redis.url } })
    await until(() => workersOf(started).length === 2)
    started.child.kill('SIGTERM')
    expect(await started.ended).toBe(0)
  })

  it('leave a pause before one takes the place of another that ended as soon as it was there', async () => {
    await start()
    const seen = new Set(workersOf(running))
    const [first = 0] = seen
    process.kill(first, 'SIGKILL')
    // Whoever is new is killed at once, for a second.
    for (const end = performance.now() + 1_000; performance.now() < end;) {
      for (const pid of workersOf(running).filter((each) => !seen.has(each))) {
        seen.add(pid)
        process.kill(pid, 'SIGKILL')
      }
      await setTimeout(5)
    }
    expect(seen.size).toBeLessThanOrEqual(4)
    await until(() => workersOf(running).length === 2)
  })
})

/** Whether a process runs; one that has ended and that nobody has asked about yet does not. */
function isThere(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false
  }
}

/** The processes that it has started, as Linux has them. */
function workersOf({ child: { pid } }: Started): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number)
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await setTimeout(5)
}
