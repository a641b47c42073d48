/** Opens each transport of a lab with a raw client, for tests of what becomes of an open one. */
import type { Transport } from '../../src/wire/trace/transports.ts'
import type { TestLab, TestServer } from './comet.ts'
import { request } from './http-client.ts'
import { rawClient, type RawClient } from './raw-client.ts'
import { readTap } from './tap-reader.ts'

export const HANDSHAKE = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
]

/** The request of each transport from a cursor on; a callback where it needs one. */
export function requestFor(lab: TestLab, transport: Transport, after = 0): string {
  const callback = transport === 'iframe-stream' ? '&callback=f' : ''
  return request(
    `${lab.path}/${transport}?after=${after}${callback}`,
    'GET',
    transport === 'ws' ? HANDSHAKE : [],
  )
}

/** What tells that a transport is open; a held poll says nothing, so the tap is asked. */
const OPENED = { 'short-poll': '"last"', 'iframe-stream': '</title>', sse: 'retry', ws: '\r\n\r\n' } as const

/** Asks for a transport and resolves once it is open, held or, where it neither holds nor lasts, answered. */
export async function openTransport(
  { port, origin }: Pick<TestServer, 'port' | 'origin'>,
  lab: TestLab,
  transport: Transport,
): Promise<RawClient> {
  const client = await rawClient(port)
  client.write(requestFor(lab, transport))
  if (transport === 'long-poll') {
    const tap = await readTap(origin, lab.path)
    await tap.until(() =>
      tap.exchanges('long-poll').some(({ isClosed, sent }) => !isClosed && sent.includes('\r\n\r\n')),
    )
    tap.close()
  } else await client.untilText(OPENED[transport])
  return client
}
