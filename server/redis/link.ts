/**
 * The way to Redis: one connection that asks, one that hears. It says when Redis is gone and when it is back, never waits
 * long for an answer, and asks nothing twice: what was not answered in time may have been done.
 *
 * Redis's clock is the one that all instances share; how far this one's is off is found out here, over and over.
 */
import { createClient, type RedisClientType } from 'redis'
import { createClockSync } from '../../src/wire/trace/clock-sync.ts'
import type { Clock } from '../clock.ts'
import type { Report } from '../http/answer.ts'
import type { Script } from './script.ts'
import { ARRIVE, SCRIPTS } from './scripts.ts'

export interface RedisLink {
  readonly isUp: boolean
  /** The run of Redis that was found last. */
  readonly run: string
  /** It loses nothing that it has answered: each write is on the disk before. */
  readonly keepsAll: boolean
  /** The instances' clock, as well as this one knows it, and how far off that can be, in ms. */
  readonly clock: Clock
  readonly uncertaintyMs: number
  /** Does a script on a key. Rejects where Redis is gone, or has not answered in time. */
  ask(script: Script, key: string, ...values: readonly (string | number)[]): Promise<unknown>
  publish(channel: string, text: string): Promise<unknown>
  subscribe(channel: string, hear: (text: string) => void): Promise<void>
  unsubscribe(channel: string): void
  /** Called when Redis is back after it was gone, or was found to have begun anew. */
  onBack(listener: () => void): void
  /** Compares the clocks once more. */
  sample(): Promise<void>
  /** Looks whether it is the Redis that it was. */
  arrive(): Promise<void>
  close(): Promise<void>
}

/** So long an answer is waited for. */
const ANSWER_MS = 2_000
/** So long instances that know more than a Redis that begins anew have to tell it. Above the longest wait for the next try. */
const SETTLE_MS = 1_500
const LONGEST_RETRY_MS = 250
/** For the first connection. */
const PATIENCE_MS = 10_000
const FIRST_SAMPLES = 8

/** Connects; rejects where nobody answers there within ten seconds. */
export async function connectRedis(url: string, clock: Clock, report: Report): Promise<RedisLink> {
  const link = new Link(url, clock, report)
  try {
    await within(PATIENCE_MS, link.start())
  } catch (error) {
    await link.close()
    throw error
  }
  return link
}

class Link implements RedisLink {
  isUp = false
  run = ''
  keepsAll = false
  readonly clock: Clock
  readonly #ownClock: Clock
  readonly #report: Report
  readonly #asks: RedisClientType
  readonly #hears: RedisClientType
  readonly #sync = createClockSync()
  readonly #backListeners: (() => void)[] = []
  #arriving: Promise<void> | undefined
  #isClosed = false

  constructor(url: string, ownClock: Clock, report: Report) {
    this.#ownClock = ownClock
    this.#report = report
    const options = {
      url,
      disableOfflineQueue: true,
      pingInterval: ANSWER_MS,
      socket: {
        connectTimeout: ANSWER_MS,
        reconnectStrategy: (retries: number) => Math.min(50 * (retries + 1), LONGEST_RETRY_MS),
      },
    }
    this.#asks = createClient(options)
    this.#hears = createClient(options)
    for (const client of [this.#asks, this.#hears]) {
      client.on('error', (error) => this.#gone(error))
      client.on('ready', () => void this.arrive())
    }
    let latest = 0
    this.clock = {
      after: (ms, fire) => ownClock.after(ms, fire),
      // A better estimate may lie behind: the clock waits until it is reached.
      now: () => (latest = Math.max(latest, ownClock.now() + (this.#sync.estimate?.offsetMs ?? 0))),
    }
  }

  get uncertaintyMs(): number {
    return this.#sync.estimate?.uncertaintyMs ?? 0
  }

  async start(): Promise<void> {
    await Promise.all([this.#asks.connect(), this.#hears.connect()])
    await this.arrive()
  }

  onBack(listener: () => void): void {
    this.#backListeners.push(listener)
  }

  async ask(script: Script, key: string, ...values: readonly (string | number)[]): Promise<unknown> {
    if (!this.isUp) throw new Error('Redis is gone')
    return this.#answered(this.#evaluated(script, key, values))
  }

  async publish(channel: string, text: string): Promise<unknown> {
    if (!this.isUp) throw new Error('Redis is gone')
    return this.#answered(this.#asks.publish(channel, text))
  }

  subscribe(channel: string, hear: (text: string) => void): Promise<void> {
    const heard = (text: string): void => {
      // Thrown on, it would end in the middle of what the client reads.
      try {
        hear(text)
      } catch (mistake) {
        this.#report('News from another instance failed', mistake)
      }
    }
    return this.#answered(this.#hears.subscribe(channel, heard))
  }

  unsubscribe(channel: string): void {
    this.#hears.unsubscribe(channel).catch(() => undefined)
  }

  arrive(): Promise<void> {
    return (this.#arriving ??= this.#arrive().finally(() => (this.#arriving = undefined)))
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.isUp = false
    for (const client of [this.#asks, this.#hears]) if (client.isOpen) client.destroy()
    return Promise.resolve()
  }

  /** Until both connections are there and Redis answers: it may still be reading what it has kept. */
  async #arrive(): Promise<void> {
    while (!this.#isClosed && this.#asks.isReady && this.#hears.isReady) {
      try {
        const info = await this.#asks.sendCommand<string>(['INFO', 'server'])
        const run = /^run_id:(\w+)/m.exec(String(info))?.[1] ?? ''
        for (const { text } of SCRIPTS) await this.#asks.sendCommand(['SCRIPT', 'LOAD', text])
        const isFirst = this.run === ''
        await this.#evaluated(ARRIVE, 'comet', [run, isFirst ? 1 : 0, SETTLE_MS])
        for (let i = 0; i < (isFirst ? FIRST_SAMPLES : 1); i++) await this.sample()
        this.keepsAll = await this.#asksWhetherAllIsKept()
        this.run = run
        this.isUp = true
        if (isFirst) return
        this.#report('Redis is there again', 'labs go on')
        for (const listener of this.#backListeners) listener()
        return
      } catch {
        await new Promise<void>((resolve) => void this.#ownClock.after(LONGEST_RETRY_MS, resolve))
      }
    }
  }

  /** Where nobody may ask that, it may lose something. */
  async #asksWhetherAllIsKept(): Promise<boolean> {
    const asked = this.#asks.sendCommand(['CONFIG', 'GET', 'append*']).catch(() => '')
    const said = JSON.stringify(await asked)
    return /"appendonly"[,:]"yes"/.test(said) && /"appendfsync"[,:]"always"/.test(said)
  }

  async sample(): Promise<void> {
    const asked = this.#ownClock.now()
    const [seconds, micros] = await this.#asks.sendCommand<[string, string]>(['TIME'])
    this.#sync.sample(asked, Number(seconds) * 1_000 + Number(micros) / 1_000, this.#ownClock.now())
  }

  #gone(error: unknown): void {
    if (this.isUp && !this.#isClosed) this.#report('Redis is gone', error)
    this.isUp = false
  }

  async #evaluated(script: Script, key: string, values: readonly (string | number)[]): Promise<unknown> {
    const rest = ['1', key, ...values.map(String)]
    return this.#asks.sendCommand(['EVALSHA', script.sha, ...rest]).catch((error: unknown) => {
      if (!String(error).includes('NOSCRIPT')) throw error
      return this.#asks.sendCommand(['EVAL', script.text, ...rest])
    })
  }

  /** Where no answer comes though the connection is there, Redis is gone until it answers again. */
  async #answered<T>(answer: Promise<T>): Promise<T> {
    try {
      return await within(ANSWER_MS, answer)
    } catch (error) {
      if (error !== TOO_LATE || !this.isUp) throw error
      this.#gone(error)
      this.#asks.ping().then(
        () => this.arrive(),
        () => undefined,
      )
      throw error
    }
  }
}

const TOO_LATE = new Error('Redis does not answer')

async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(TOO_LATE), ms)
    timer.unref()
  })
  // What comes after all is nobody's any more.
  answer.catch(() => undefined)
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
