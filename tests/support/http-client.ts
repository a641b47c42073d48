/**
 * Requests and answers over the raw client: a test writes the very bytes of a request and reads an answer's head
 * line by line, as it is on the wire and not as a library tidied it.
 */
import { rawClient } from './raw-client.ts'

export interface HttpAnswer {
  /** The start line and the header lines, without the empty line. */
  readonly head: readonly string[]
  readonly status: number
  readonly body: string
  /** The value of a header line, by its name in any case. */
  header(name: string): string | undefined
}

export interface HttpClient {
  send(text: string): void
  /** The next whole answer; rejects when the connection ends before it is there. */
  answer(toMethod?: 'GET' | 'HEAD'): Promise<HttpAnswer>
  /** The first head on this connection, also one that no content follows: a 100 or a 101. */
  firstHead(): Promise<HttpAnswer>
  /** Resolves when the server has ended the connection, with all that came over it. */
  closed(): Promise<string>
  /** Ends our half; the server may still answer. */
  finish(): void
  /** Goes away at once. */
  leave(): void
}

/** A request without content, as bytes. */
export function request(target: string, method = 'GET', more: readonly string[] = []): string {
  return [`${method} ${target} HTTP/1.1`, 'Host: test', ...more, '', ''].join('\r\n')
}

/** A connection to a server on this machine; `localAddress` is where from. */
export async function httpClient(port: number, localAddress?: string): Promise<HttpClient> {
  const raw = await rawClient(port, localAddress)
  return {
    send: (text) => raw.write(text),
    answer: async (toMethod = 'GET') => parse(await raw.answer(toMethod)),
    firstHead: async () => parse(await raw.untilText('\r\n\r\n')),
    async closed() {
      await raw.closed()
      return raw.received().toString('utf8')
    },
    finish: () => raw.end(),
    leave: () => void raw.socket.destroy(),
  }
}

function parse(text: string): HttpAnswer {
  const end = text.indexOf('\r\n\r\n')
  const head = text.slice(0, end).split('\r\n')
  return {
    head,
    status: Number(head[0]?.split(' ')[1]),
    body: Buffer.from(text.slice(end + 4), 'latin1').toString('utf8'),
    header(name) {
      const line = head.slice(1).find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}:`))
      return line?.slice(name.length + 1).trim()
    },
  }
}
