/** A server begins to listen. */
import type { Server } from 'node:net'

/** Resolves once it does; rejects with Node's error where it cannot. */
export function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}
