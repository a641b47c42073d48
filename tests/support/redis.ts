/**
 * A Redis of a test's own: on a free port, with the very file of docs/deploy.md, all that it keeps in a folder that goes with
 * it. It can be killed, started again on what it kept, and stopped for a while as if the machine had.
 */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'

export interface TestRedis {
  readonly url: string
  /** Kills it and starts it again, on what it has kept. */
  restart(): Promise<void>
  kill(): Promise<void>
  start(): Promise<void>
  /** Stops it where it stands; connections stay, nothing is answered. */
  freeze(): void
  thaw(): void
  /** Sends a command in Redis's inline form; gives the raw answer's beginning. */
  say(command: string): Promise<string>
  stop(): Promise<void>
}

const CONFIG = new URL('../../docs/deploy/redis.conf', import.meta.url)

/** Starts one. `lines` are added to its file, and win. */
export async function startRedis(program: string, lines: readonly string[] = []): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'redis-'))
  const port = await freePort()
  let file = readFileSync(CONFIG, 'utf8')
  for (const [from, to] of [
    ['port 6379', `port ${port}`],
    ['dir /var/lib/redis', `dir ${folder}`],
  ] as const) {
    if (!file.includes(from)) throw new Error(`redis.conf has no ${from}`)
    file = file.replace(from, to)
  }
  writeFileSync(join(folder, 'redis.conf'), [file, ...lines].join('\n'))
  let child: ChildProcess | undefined

  async function start(): Promise<void> {
    child = spawn(program, [join(folder, 'redis.conf')], { stdio: 'ignore' })
    while (!(await say('PING').catch(() => '')).startsWith('+PONG')) {
      if (child.exitCode !== null) throw new Error('Redis did not start')
    }
  }

  async function kill(): Promise<void> {
    if (child === undefined) return
    const ended = once(child, 'close')
    child.kill('SIGKILL')
    child = undefined
    await ended
  }

  async function say(command: string): Promise<string> {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      socket.write(`${command}\r\n`)
      const [answer] = (await once(socket, 'data')) as [Buffer]
      return answer.toString()
    } finally {
      socket.destroy()
    }
  }

  await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    start,
    kill,
    say,
    async restart() {
      await kill()
      await start()
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
    async stop() {
      await kill()
      rmSync(folder, { recursive: true })
    },
  }
}
