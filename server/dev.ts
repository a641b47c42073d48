/** `npm run dev`: the labs on Vite's own server, its real connections included, so that a page in work has real bytes to show. */
import type { Server } from 'node:http'
import { inspect } from 'node:util'
import { systemClock } from './clock.ts'
import { readConfig } from './config.ts'
import { createCometServer } from './server.ts'

/** As much of Vite's server as is needed here. */
export interface DevServer {
  readonly httpServer: object | null
  readonly config: { readonly logger: { error(message: string): void } }
}

/** Serves `/healthz` and `/labs` on a development server, and puts the front door before its connections. Pages stay Vite's. */
export function attachLabs({ httpServer, config }: DevServer): void {
  const read = readConfig(process.env)
  if (read.kind === 'mistakes') throw new Error(read.mistakes.join(' '))
  if (!isHttpServer(httpServer))
    throw new Error('The labs need a development server that speaks plain HTTP/1.1.')
  const server = createCometServer(read.config, {
    clock: systemClock,
    report: (what, mistake) => config.logger.error(`${what}: ${inspect(mistake)}`),
  })
  server.attachTo(httpServer)
}

/** Vite's can also be an HTTP/2 server, or none. */
function isHttpServer(server: object | null): server is Server {
  return server !== null && 'requestTimeout' in server && !('setSecureContext' in server)
}
