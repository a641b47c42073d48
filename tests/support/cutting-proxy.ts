/**
 * A proxy of TCP on the way to a server: passes every byte on, both ways, but cuts and joins what it passes as it is told.
 * Segments mean nothing on the way (RFC 9293 3.7), so nobody may rely on where they end.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

export interface CuttingProxy {
  readonly port: number
  /** Passes on what is held back, each side's in one write. */
  flush(): void
  close(): void
}

/** `cut`: each byte in a write of its own. `join`: held back until `flush`. */
export async function cuttingProxy(to: number, how: 'cut' | 'join'): Promise<CuttingProxy> {
  const sockets = new Set<Socket>()
  const held = new Map<Socket, Buffer[]>()

  function pass(from: Socket, into: Socket): void {
    sockets.add(from)
    from.setNoDelay(true)
    from.on('error', () => into.destroy())
    from.on('close', () => {
      sockets.delete(from)
      into.destroy()
    })
    let last = Promise.resolve()
    from.on('data', (bytes: Buffer) => {
      if (how === 'join') held.set(into, [...(held.get(into) ?? []), bytes])
      else last = last.then(() => trickle(bytes, into))
    })
    from.on('end', () => void last.then(() => into.end()))
  }

  const listener = createServer({ allowHalfOpen: true }, (client) => {
    const server = connect({ port: to, host: '127.0.0.1', allowHalfOpen: true })
    pass(client, server)
    pass(server, client)
  })
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  return {
    port: (listener.address() as AddressInfo).port,
    flush() {
      for (const [into, parts] of held) into.write(Buffer.concat(parts))
      held.clear()
    },
    close() {
      for (const socket of sockets) socket.destroy()
      listener.close()
    },
  }
}

async function trickle(bytes: Buffer, into: Socket): Promise<void> {
  for (const byte of bytes) {
    into.write(Uint8Array.of(byte))
    await new Promise((resolve) => setImmediate(resolve))
  }
}
