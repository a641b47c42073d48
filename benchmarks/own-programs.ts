/** Programs of the machine that a bench starts for itself: on free ports, with all their files in a folder that goes with them. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { settle } from './our-server.ts'

export interface OwnProgram {
  readonly child: ChildProcess
  readonly port: number
  end(): Promise<void>
}

/** Starts a program, told its port and its folder, and resolves once it listens. Throws where it ends before. */
export async function startOwn(
  program: string,
  parameters: (port: number, folder: string) => readonly string[],
): Promise<OwnProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const port = await freePort()
  const child = spawn(program, parameters(port, folder), { stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = once(child, 'close')
  while (!(await listens(port))) {
    if (child.exitCode !== null) throw new Error(`${program} did not start`)
    await settle(20)
  }
  return {
    child,
    port,
    async end() {
      child.kill('SIGTERM')
      await ended
      rmSync(folder, { recursive: true })
    },
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

async function listens(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const isThere = await once(socket, 'connect').then(
    () => true,
    () => false,
  )
  socket.destroy()
  return isThere
}
