/** The server as a process of its own, for tests of what only a process can suffer: signals, limits of the system, a blocked loop. */
import { spawn, type ChildProcess } from 'node:child_process'
import { rawClient } from './raw-client.ts'
import { request } from './http-client.ts'
import type { TestLab } from './comet.ts'

export interface Started {
  readonly child: ChildProcess
  /** The exit code; `null` where a signal ended it. */
  readonly ended: Promise<number | null>
  /** Everything printed so far, to standard output and error. */
  readonly printed: () => string
}

export interface Running extends Started {
  readonly origin: string
  readonly port: number
  lab(settings?: object): Promise<TestLab>
}

export interface ChildOptions {
  readonly environment?: Readonly<Record<string, string>>
  /** Modules that are loaded before it. */
  readonly preloads?: readonly string[]
  /** So many open descriptors at most. */
  readonly descriptors?: number
}

const children = new Set<ChildProcess>()

/** Ends every server that was started here and still runs. For `afterEach`. */
export function endChildren(): void {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
}

/** Starts `server/main.ts`, on a free port unless told. */
export function startChild({ environment = {}, preloads = [], descriptors }: ChildOptions = {}): Started {
  const words = [...preloads.flatMap((each) => ['--import', each]), 'server/main.ts']
  const env = { ...process.env, PORT: '0', ...environment }
  const child =
    descriptors === undefined
      ? spawn(process.execPath, words, { env })
      : spawn('sh', ['-c', `ulimit -n ${descriptors}; exec "$@"`, 'sh', process.execPath, ...words], { env })
  children.add(child)
  let text = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (text += String(bytes)))
  return { child, ended: new Promise((resolve) => child.once('close', resolve)), printed: () => text }
}

/** The same, once it accepts connections. */
export async function runChild(options: ChildOptions = {}): Promise<Running> {
  const started = startChild(options)
  const { child, ended, printed } = started
  for (;;) {
    const url = /http:\/\/\S+/.exec(printed())?.[0]
    if (url !== undefined) return running(started, new URL(url))
    const isOver = await Promise.race([
      new Promise<boolean>((resolve) => child.stdout?.once('data', () => resolve(false))),
      ended.then(() => true),
    ])
    if (isOver) throw new Error(`The server ended: ${printed()}`)
  }
}

function running(started: Started, { origin, port }: URL): Running {
  return {
    ...started,
    origin,
    port: Number(port),
    async lab(settings = {}) {
      const { id } = (await call(`${origin}/labs`, { settings: { feed: 'manual', ...settings } })) as {
        readonly id: string
      }
      const path = `/labs/${id}`
      return {
        id,
        path,
        async publish(type = 'goal', data = null) {
          return ((await call(`${origin}${path}/events`, { type, data })) as { readonly id: number }).id
        },
      }
    },
  }
}

async function call(url: string, body: object): Promise<unknown> {
  const { port, pathname } = new URL(url)
  // A connection for each call, so that nothing hangs on one that the server has lost.
  const client = await rawClient(Number(port))
  const text = JSON.stringify(body)
  const lines = ['Connection: close', `Content-Length: ${Buffer.byteLength(text)}`]
  client.write(request(pathname, 'POST', lines) + text)
  const answer = await client.answer()
  client.socket.destroy()
  if (!answer.startsWith('HTTP/1.1 201 ')) throw new Error(answer)
  return JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))
}
