/** Our own server as a process of its own, for commands that need the real one. */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

export interface RunningServer {
  /** Without a slash at its end. */
  readonly url: string
  stop(): void
}

/** Starts the server of the checkout in `folder`, on a port that the system picks unless `port` is given. Rejects where it ends before it listens. */
export async function startServer({ folder = ROOT, port = 0 } = {}): Promise<RunningServer> {
  const child = spawn(process.execPath, ['server/main.ts'], {
    cwd: folder,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /https?:\/\/\S+/.exec(line)?.[0]
    if (url !== undefined) return { url: url.replace(/\/$/, ''), stop: () => void child.kill('SIGTERM') }
  }
  throw new Error('the server ended before it said where it is')
}
