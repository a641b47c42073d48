/** One who watches a lab by its link, for tests: keeps all that it is sent, and waits by message. */
import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { ObserverMessage } from '../../src/contract/observe.ts'
import { watchPath } from '../../src/contract/watch.ts'

export interface Watcher {
  readonly messages: readonly ObserverMessage[]
  /** Every text that it was sent, as it came. */
  readonly texts: readonly string[]
  send(text: string | Uint8Array): void
  /** Resolves once `look` is true, looking again at each message; rejects where it closes first. */
  until(look: () => boolean): Promise<void>
  /** How it was closed. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>
  /** What crossed in a direction of each exchange of a transport, joined; a hole is filled with zeros. */
  bytes(transport: string, direction: 'client-to-server' | 'server-to-client'): readonly Buffer[]
  close(): void
}

/** Watches by the key of a link, or observes as one of the lab's own; resolves when what follows is live. */
export async function watch(origin: string, path: string): Promise<Watcher> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`)
  const messages: ObserverMessage[] = []
  const texts: string[] = []
  const looking = new Set<() => void>()
  let isOver = false
  const look = (): void => {
    for (const each of [...looking]) each()
  }
  socket.on('message', (data: Buffer) => {
    texts.push(data.toString())
    messages.push(JSON.parse(data.toString()) as ObserverMessage)
    look()
  })
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => {
      isOver = true
      resolve({ code, reason: reason.toString() })
      look()
    })
  })
  await once(socket, 'open')
  socket.on('error', () => undefined)

  const watcher: Watcher = {
    messages,
    texts,
    closed,
    send: (text) => socket.send(text),
    until: (wanted) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          const isThere = wanted()
          if (!isThere && !isOver) return
          looking.delete(check)
          if (isThere) resolve()
          else reject(new Error(`Closed after ${messages.length} messages`))
        }
        looking.add(check)
        check()
      }),
    bytes(transport, direction) {
      const exchanges = messages.flatMap((each) =>
        each.kind === 'exchange' && each.state === 'open' && each.transport === transport
          ? [each.exchange]
          : [],
      )
      return exchanges.map((exchange) => {
        const parts: Buffer[] = []
        let end = 0
        for (const each of messages) {
          if (each.kind !== 'slice' && each.kind !== 'dropped') continue
          if (each.exchange !== exchange || each.direction !== direction) continue
          if (each.offset !== end) throw new Error(`A hole before ${each.offset} in ${exchange}`)
          parts.push(each.kind === 'slice' ? Buffer.from(each.bytes, 'base64') : Buffer.alloc(each.length))
          end += parts.at(-1)?.length ?? 0
        }
        return Buffer.concat(parts)
      })
    },
    close: () => socket.close(),
  }
  await watcher.until(() => messages.some(({ kind }) => kind === 'replayed'))
  return watcher
}

/** Opens the link of a lab; gives the path to watch by. */
export async function openWatch(origin: string, labPath: string): Promise<string> {
  const answer = await fetch(`${origin}${labPath}/watch`, { method: 'POST' })
  if (answer.status !== 201) throw new Error(`No watch: ${answer.status} ${await answer.text()}`)
  return watchPath(((await answer.json()) as { readonly watch: string }).watch)
}

/** What two who watch the same must both have been sent: by connection, exchange, and the feed, each in its order. */
export function moments({ messages }: Watcher): Readonly<Record<string, readonly string[]>> {
  const all: Record<string, string[]> = {}
  for (const message of messages) {
    const own =
      message.kind === 'connection'
        ? message.connection
        : 'exchange' in message
          ? message.exchange
          : message.kind === 'event' || message.kind === 'reported'
            ? message.kind
            : undefined
    if (own === undefined) continue
    // How far the times of another instance may be off is told by whoever hears it from there.
    const { withinMs: _, ...rest } = { withinMs: 0, ...message }
    ;(all[own] ??= []).push(JSON.stringify(rest))
  }
  return all
}

/** What a text has of an id, so many letters in a row; in megabytes no fewer than six could be told from chance. */
export function partsOfId(text: string, id: string, letters = 6): readonly string[] {
  const parts = Array.from({ length: id.length - letters + 1 }, (_, at) => id.slice(at, at + letters))
  return parts.filter((part) => text.includes(part))
}
