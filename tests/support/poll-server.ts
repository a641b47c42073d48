/**
 * A small HTTP server that answers polls with what a test lined up, and remembers what it was asked: for the
 * transports, which know nothing but the browser's own API and an address.
 */
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type PollReply =
  | { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }
  /** Leaves the question open until the client goes. */
  | 'hold'
  /** Cuts the connection before a byte of an answer. */
  | 'cut'

export interface Asked {
  readonly path: string
  readonly ifNoneMatch: string | undefined
}

export interface PollServer {
  readonly address: string
  readonly asked: readonly Asked[]
  /** Resolves with the first question that has no reply lined up. */
  readonly used: Promise<void>
  /** Resolves when a held question's client has gone. */
  readonly left: Promise<void>
  close(): Promise<void>
}

/** Starts one on a free loopback port. When the replies are used up, it holds. */
export async function pollServer(replies: readonly PollReply[]): Promise<PollServer> {
  const asked: Asked[] = []
  let leave: () => void = () => undefined
  const left = new Promise<void>((resolve) => (leave = resolve))
  let use: () => void = () => undefined
  const used = new Promise<void>((resolve) => (use = resolve))
  const server = createServer(({ url, headers }, response) => {
    const reply = replies[asked.length] ?? 'hold'
    if (asked.length === replies.length) use()
    asked.push({ path: url ?? '', ifNoneMatch: headers['if-none-match'] })
    if (reply === 'cut') response.destroy()
    else if (reply === 'hold') response.on('close', leave)
    else answer(response, reply)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}/labs/x`,
    asked,
    used,
    left,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answer(response: ServerResponse, reply: Exclude<PollReply, string>): void {
  response.writeHead(reply.status, { 'Content-Type': 'application/json', ...reply.headers })
  response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body))
}
