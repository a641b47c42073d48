/** The environment, read once at the start into typed settings. A mistake there stops the start with a sentence. */
import { machineMemory, type MachineMemory } from './machine-memory.ts'

export interface Config {
  /** 0 lets the system pick. */
  readonly port: number
  readonly host: string
  readonly maxLabs: number
  readonly maxConnections: number
  /** Held requests, streams and observers of one lab together. */
  readonly maxConnectionsPerLab: number
  readonly maxConnectionsPerAddress: number
  /** What clients may publish in one lab; the lab's own generator is not counted. */
  readonly maxEventsPerMinute: number
  /** What all labs together may make this process keep. */
  readonly maxMemoryBytes: number
  /** Origins beside the site's own that may change things, as browsers send them: `https://example.org`. */
  readonly allowedOrigins: ReadonlySet<string>
}

/** Room for a class of forty behind one address, several open pages each, on a small machine. */
const DEFAULT_LIMITS = {
  MAX_LABS: 500,
  MAX_CONNECTIONS: 4_000,
  MAX_CONNECTIONS_PER_LAB: 200,
  MAX_CONNECTIONS_PER_ADDRESS: 1_500,
  MAX_EVENTS_PER_MINUTE: 6_000,
} as const

const HIGHEST_LIMIT = 10_000_000
const MIB = 1024 * 1024
/** Below it not even one lab and a large event have room. */
const LEAST_MEMORY_MB = 8

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

  const config: Config = {
    port: whole('PORT', 4321, 0, 65_535),
    host: hostFrom(environment['HOST'], mistakes),
    maxLabs: limit('MAX_LABS'),
    maxConnections: limit('MAX_CONNECTIONS'),
    maxConnectionsPerLab: limit('MAX_CONNECTIONS_PER_LAB'),
    maxConnectionsPerAddress: limit('MAX_CONNECTIONS_PER_ADDRESS'),
    maxEventsPerMinute: limit('MAX_EVENTS_PER_MINUTE'),
    maxMemoryBytes: MIB * memory(),
    allowedOrigins: originsFrom(environment['ALLOWED_ORIGINS'], mistakes),
  }
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

function originsFrom(text: string | undefined, mistakes: string[]): ReadonlySet<string> {
  const origins = new Set<string>()
  for (const part of (text ?? '').split(',')) {
    const candidate = part.trim()
    if (candidate === '') continue
    const parsed = URL.canParse(candidate) ? new URL(candidate) : undefined
    // `null` is what every sandboxed or opaque page sends: allowing it would allow anybody.
    const serialised = parsed?.origin ?? 'null'
    const isWeb = parsed !== undefined && (parsed.protocol === 'http:' || parsed.protocol === 'https:')
    if (isWeb && (candidate === serialised || candidate === `${serialised}/`)) origins.add(serialised)
    else
      mistakes.push(
        `ALLOWED_ORIGINS has ${JSON.stringify(candidate)}; it takes origins such as https://example.org, with commas between and no path.`,
      )
  }
  return origins
}
