/** Child processes of a bench: started with an IPC channel, asked one thing at a time, ended by their own handle. */
import { spawn, type ChildProcess } from 'node:child_process'
import { EPOCH, epochMs } from './one-clock.ts'

export class Child {
  readonly process: ChildProcess
  readonly #name: string

  private constructor(name: string, process: ChildProcess) {
    this.#name = name
    this.process = process
  }

  /** Starts a program under this very Node and by this process's clock, its error output on ours. */
  static start(name: string, command: readonly string[], environment: NodeJS.ProcessEnv = {}): Child {
    const child = spawn(process.execPath, ['--import', './benchmarks/one-clock.ts', ...command], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...process.env, [EPOCH]: String(epochMs), ...environment },
    })
    return new Child(name, child)
  }

  /** Sends a message and resolves with the next one that comes back. */
  ask<T>(message: unknown): Promise<T> {
    const answer = this.next<T>()
    this.process.send(message as object)
    return answer
  }

  /** Resolves with the next message; rejects where the process ends first. */
  next<T>(): Promise<T> {
    return new Promise((resolve, reject) => {
      const onExit = (): void => reject(new Error(`${this.#name} ended before it answered.`))
      this.process.once('exit', onExit)
      this.process.once('message', (message) => {
        this.process.off('exit', onExit)
        resolve(message as T)
      })
    })
  }

  /** Resolves with the first text on its standard output that the pattern's first group matches. */
  printed(pattern: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      let text = ''
      const onExit = (): void =>
        reject(new Error(`${this.#name} ended before it printed ${pattern}: ${text}`))
      this.process.once('exit', onExit)
      this.process.stdout?.on('data', (part: Buffer) => {
        text = (text + part.toString('utf8')).slice(-4096)
        const found = pattern.exec(text)?.[1]
        if (found === undefined) return
        this.process.off('exit', onExit)
        resolve(found)
      })
    })
  }

  /** Ends it and resolves once it is gone: SIGTERM, and SIGKILL where that has not done after five seconds. */
  async end(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return
    const gone = new Promise<void>((resolve) => this.process.once('exit', () => resolve()))
    this.process.kill('SIGTERM')
    const last = setTimeout(() => this.process.kill('SIGKILL'), 5_000)
    await gone
    clearTimeout(last)
  }
}
