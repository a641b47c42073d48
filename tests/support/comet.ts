/** A whole server on a free port for a test, and the few calls that nearly every test makes first. */
import { systemClock } from '../../server/clock.ts'
import { readConfig, type Environment } from '../../server/config.ts'
import { createCometServer, type CometServer, type ServerParts } from '../../server/server.ts'
import { rawClient, type RawClient } from './raw-client.ts'

export interface TestServer {
  readonly server: CometServer
  readonly port: number
  /** Without a slash at the end. */
  readonly origin: string
  /** Makes a lab with these settings; the feed is manual unless they say otherwise. */
  lab(settings?: object): Promise<TestLab>
  /** Connects to it, and writes what is given. */
  client(text?: string): Promise<RawClient>
  /** Ends it, and the clients made here with it. */
  end(): void
}

export interface TestLab {
  readonly id: string
  /** `/labs/<id>` */
  readonly path: string
  /** Publishes an event as a page would, and gives its id. */
  publish(type?: string, data?: unknown): Promise<number>
}

/** Starts a server; end it with `end()`. */
export async function startServer(
  environment: Environment = {},
  parts: Partial<ServerParts> = {},
): Promise<TestServer> {
  const read = readConfig({ PORT: '0', ...environment })
  if (read.kind === 'mistakes') throw new Error(read.mistakes.join(' '))
  const server = createCometServer(read.config, { clock: systemClock, report: console.error, ...parts })
  const { port } = await server.start()
  const origin = `http://127.0.0.1:${port}`
  const clients: RawClient[] = []

  return {
    server,
    port,
    origin,
    async client(text = '') {
      const client = await rawClient(port)
      clients.push(client)
      client.write(text)
      return client
    },
    end() {
      for (const { socket } of clients) socket.destroy()
      server.end()
    },
    async lab(settings = {}) {
      const answer = await fetch(`${origin}/labs`, {
        method: 'POST',
        body: JSON.stringify({ settings: { feed: 'manual', ...settings } }),
      })
      if (answer.status !== 201) throw new Error(`No lab: ${answer.status} ${await answer.text()}`)
      const { id } = (await answer.json()) as { id: string }
      const path = `/labs/${id}`
      return {
        id,
        path,
        async publish(type = 'goal', data = null) {
          const body = JSON.stringify({ type, data })
          const published = await fetch(`${origin}${path}/events`, { method: 'POST', body })
          if (published.status !== 201)
            throw new Error(`No event: ${published.status} ${await published.text()}`)
          return ((await published.json()) as { id: number }).id
        },
      }
    },
  }
}
