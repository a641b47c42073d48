/** The environment, read once at the start into typed settings. A mistake there stops the start with a sentence. */
import { isAddressRange } from './http/client-address.ts'
import type { AllowedOrigins } from './http/origin.ts'
import { machineMemory, type MachineMemory } from './machine-memory.ts'

export interface Config {
  /** 0 lets the system pick. */
  readonly port: number
  readonly host: string
  readonly maxLabs: number
  /** Of IPv6, a /64 counts as one address, here and below. */
  readonly maxLabsPerAddress: number
  readonly maxConnections: number
  /** Held requests, streams and observers of one lab together. */
  readonly maxConnectionsPerLab: number
  /** Of one lab, on all instances together; they do not count as its connections. */
  readonly maxWatchers: number
  /** Of clients behind a trusted proxy their open requests are counted. */
  readonly maxConnectionsPerAddress: number
  /** What clients may publish in one lab; the lab's own generator is not counted. */
  readonly maxEventsPerMinute: number
  /** What all labs together may make this process keep. */
  readonly maxMemoryBytes: number
  /** And what it may be for one address. */
  readonly maxMemoryBytesPerAddress: number
  /** A stream over HTTP ends well after so long; its reader comes back by cursor. */
  readonly streamLifetimeMs: number
  /** Whose pages may change things. */
  readonly allowedOrigins: AllowedOrigins
  /** Where labs are kept that instances share; without it they are in this process's memory. */
  readonly redisUrl: string | undefined
  /** Processes that serve together. */
  readonly workers: number
  /** Whose `X-Forwarded-For` counts: addresses and ranges, as `isAddressRange` knows them. */
  readonly trustedProxies: readonly string[]
}

/** Room for a class of forty behind one address, several open pages each, on a small machine. */
const DEFAULT_LIMITS = {
  MAX_LABS: 500,
  MAX_LABS_PER_ADDRESS: 200,
  MAX_CONNECTIONS: 4_000,
  MAX_CONNECTIONS_PER_LAB: 200,
  MAX_WATCHERS: 500,
  MAX_CONNECTIONS_PER_ADDRESS: 1_500,
  MAX_EVENTS_PER_MINUTE: 6_000,
} as const

const MOST_WORKERS = 64
const HIGHEST_LIMIT = 10_000_000
const MIB = 1024 * 1024
/** Below it not even one lab and a large event have room. */
const LEAST_MEMORY_MB = 8

/** Longer than a figure that stalls a stream on purpose is looked at; shorter than the kernel believes in a peer that has vanished. */
const DEFAULT_STREAM_LIFETIME_MS = 5 * 60_000
const DAY_MS = 24 * 60 * 60_000

export type Environment = Readonly<Record<string, string | undefined>>

export type ConfigResult =
  | { readonly kind: 'config'; readonly config: Config }
  /** One sentence a mistake, each saying what would make sense. */
  | { readonly kind: 'mistakes'; readonly mistakes: readonly string[] }

/** Reads the configuration; every mistake is reported, not only the first. A variable set to nothing counts as unset. */
export function readConfig(environment: Environment, machine: MachineMemory = machineMemory()): ConfigResult {
  const mistakes: string[] = []

  function whole(name: string, fallback: number, least: number, most: number, hint = ''): number {
    const text = environment[name]?.trim() ?? ''
    if (text === '') return fallback
    const value = Number(text)
    if (/^\d{1,15}$/.test(text) && value >= least && value <= most) return value
    mistakes.push(
      `${name} is ${JSON.stringify(text)}; it takes a whole number from ${least} to ${most}, or leave it out for ${fallback}.${hint}`,
    )
    return fallback
  }

  function limit(name: keyof typeof DEFAULT_LIMITS): number {
    return whole(name, DEFAULT_LIMITS[name], 1, HIGHEST_LIMIT)
  }

  function memory(): number {
    const most = Math.max(LEAST_MEMORY_MB, Math.floor(machine.mostBytes / MIB))
    const fallback = Math.max(LEAST_MEMORY_MB, Math.floor(machine.budgetBytes / MIB))
    const hint = ' NODE_OPTIONS=--max-old-space-size=… gives Node a larger heap.'
    return whole('MAX_MEMORY_MB', fallback, LEAST_MEMORY_MB, most, hint)
  }

  const memoryMb = memory()
  const config: Config = {
    port: whole('PORT', 4321, 0, 65_535),
    host: hostFrom(environment['HOST'], mistakes),
    maxLabs: limit('MAX_LABS'),
    maxLabsPerAddress: limit('MAX_LABS_PER_ADDRESS'),
    maxConnections: limit('MAX_CONNECTIONS'),
    maxConnectionsPerLab: limit('MAX_CONNECTIONS_PER_LAB'),
    maxWatchers: limit('MAX_WATCHERS'),
    maxConnectionsPerAddress: limit('MAX_CONNECTIONS_PER_ADDRESS'),
    maxEventsPerMinute: limit('MAX_EVENTS_PER_MINUTE'),
    maxMemoryBytes: MIB * memoryMb,
    maxMemoryBytesPerAddress:
      MIB * whole('MAX_MEMORY_MB_PER_ADDRESS', Math.floor(memoryMb / 2), LEAST_MEMORY_MB / 2, memoryMb),
    streamLifetimeMs: whole('STREAM_LIFETIME_MS', DEFAULT_STREAM_LIFETIME_MS, 1_000, DAY_MS),
    allowedOrigins: {
      own: ownOriginFrom(environment['PUBLIC_URL'], mistakes),
      others: originsFrom(environment['ALLOWED_ORIGINS'], mistakes),
    },
    trustedProxies: proxiesFrom(environment['TRUSTED_PROXIES'], mistakes),
    redisUrl: redisUrlFrom(environment['REDIS_URL'], mistakes),
    workers: whole('WORKERS', 1, 1, MOST_WORKERS),
  }
  if (config.workers > 1 && config.redisUrl === undefined)
    mistakes.push(
      `WORKERS is ${config.workers}, and REDIS_URL is not set: processes share labs through Redis alone. Set it, or leave WORKERS out.`,
    )
  return mistakes.length > 0 ? { kind: 'mistakes', mistakes } : { kind: 'config', config }
}

function hostFrom(text: string | undefined, mistakes: string[]): string {
  const host = text?.trim() ?? ''
  if (host === '') return '127.0.0.1'
  if (!/^[a-z0-9.:-]+$/i.test(host)) {
    mistakes.push(
      `HOST is ${JSON.stringify(host)}; it takes a host name or an address without scheme or port, such as 127.0.0.1, or 0.0.0.0 for every network.`,
    )
  }
  return host
}

function ownOriginFrom(text: string | undefined, mistakes: string[]): string | undefined {
  const url = text?.trim() ?? ''
  if (url === '') return undefined
  const origin = webOrigin(url)
  if (origin === undefined)
    mistakes.push(
      `PUBLIC_URL is ${JSON.stringify(url)}; it takes the address that readers see, such as https://comet.example, without a path.`,
    )
  return origin
}

function originsFrom(text: string | undefined, mistakes: string[]): ReadonlySet<string> {
  const origins = new Set<string>()
  for (const candidate of listed(text)) {
    const origin = webOrigin(candidate)
    if (origin !== undefined) origins.add(origin)
    else
      mistakes.push(
        `ALLOWED_ORIGINS has ${JSON.stringify(candidate)}; it takes origins such as https://example.org, with commas between and no path.`,
      )
  }
  return origins
}

function proxiesFrom(text: string | undefined, mistakes: string[]): readonly string[] {
  const ranges = listed(text)
  for (const range of ranges.filter((each) => !isAddressRange(each))) {
    mistakes.push(
      `TRUSTED_PROXIES has ${JSON.stringify(range)}; it takes addresses such as 127.0.0.1 and ranges such as 10.0.0.0/8, with commas between.`,
    )
  }
  return ranges
}

function redisUrlFrom(text: string | undefined, mistakes: string[]): string | undefined {
  const url = text?.trim() ?? ''
  if (url === '') return undefined
  if (!/^rediss?:\/\/[^\s/]+(?:\/\d{0,4})?$/.test(url) || !URL.canParse(url))
    // Not repeated: a password may stand in it.
    mistakes.push(
      'REDIS_URL takes the address of a Redis, such as redis://127.0.0.1:6379, or rediss:// with TLS; user:password@ may stand before the host, /1 for a database behind it.',
    )
  return url
}

function listed(text: string | undefined): readonly string[] {
  const parts = (text ?? '').split(',').map((part) => part.trim())
  return parts.filter((part) => part !== '')
}

/** As a browser writes it into `Origin`. Never `null`, which every sandboxed or opaque page sends: that would be anybody. */
function webOrigin(text: string): string | undefined {
  const isOrigin = /^https?:\/\/[^\s/?#@\\]+\/?$/i.test(text) && URL.canParse(text)
  return isOrigin ? new URL(text).origin : undefined
}
