/** The applications of these tests, with their packages from npm, in a folder of their own; installed anew only when they change. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { selfSigned, type Certificate } from '../support/certificate.ts'

const FOLDER = '.cache/applications'

const APPS = 'tests/applications/apps'

export interface Applications {
  readonly certificate: Certificate
  /** Starts one; gives where it listens. */
  start(name: string): Promise<RunningApplication>
  /** Runs its client against an address, and gives what that heard. */
  client(name: string, url: string): Promise<unknown>
}

export interface RunningApplication {
  readonly port: number
  /** What it printed, once that fits. */
  printed(fits: (text: string) => boolean): Promise<string>
  /** Tells it to go on. */
  nudge(): void
  stop(): Promise<void>
}

export function installApplications(): Applications {
  const manifest = readFileSync(join(APPS, 'package.json'), 'utf8')
  mkdirSync(FOLDER, { recursive: true })
  const installed = join(FOLDER, 'installed.json')
  if (!existsSync(installed) || readFileSync(installed, 'utf8') !== manifest) {
    writeFileSync(join(FOLDER, 'package.json'), manifest)
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'], {
      cwd: FOLDER,
      stdio: 'inherit',
    })
    writeFileSync(installed, manifest)
  }
  cpSync(APPS, FOLDER, { recursive: true })
  const certificate = selfSigned()
  writeFileSync(join(FOLDER, 'key.pem'), certificate.key)
  writeFileSync(join(FOLDER, 'cert.pem'), certificate.cert)
  return { certificate, start, client }
}

function run(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['run.mjs', ...args], { cwd: FOLDER, stdio: ['pipe', 'pipe', 'inherit'] })
}

async function start(name: string): Promise<RunningApplication> {
  const child = run(name, 'serve')
  let text = ''
  child.stdout?.on('data', (bytes: Buffer) => (text += bytes.toString()))
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  for (;;) {
    const [, port] = /PORT (\d+)/.exec(text) ?? []
    if (port !== undefined)
      return {
        port: Number(port),
        async printed(fits) {
          while (!fits(text)) await new Promise((resolve) => child.stdout?.once('data', resolve))
          return text
        },
        nudge: () => child.stdin?.write('\n'),
        async stop() {
          child.kill('SIGKILL')
          await ended
        },
      }
    await Promise.race([
      new Promise((resolve) => child.stdout?.once('data', resolve)),
      ended.then(() => Promise.reject(new Error(`${name} ended: ${text}`))),
    ])
  }
}

async function client(name: string, url: string): Promise<unknown> {
  const child = run(name, 'client', url)
  let text = ''
  child.stdout?.on('data', (bytes: Buffer) => (text += bytes.toString()))
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve))
  if (status !== 0) throw new Error(`the client of ${name} ended with ${status}: ${text}`)
  return JSON.parse(text)
}
