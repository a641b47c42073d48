/**
 * A lab's settings: their defaults, their ranges, and the check that a client's wishes pass before any of them
 * takes effect. One table, so that what GET shows, what PATCH takes and what an error says cannot drift apart.
 */
import { isRefusal, refuse, type Refusal } from '../errors.ts'
import { FEEDS, type FeedName } from './generators/generator.ts'

export interface WireConditions {
  readonly latencyMs: number
  readonly jitterMs: number
  readonly bytesPerSecond: number
  readonly bufferBytes: number
  readonly idleTimeoutMs: number
}

export interface LabSettings {
  readonly feed: FeedName
  readonly eventsPerMinute: number
  readonly longPollTimeoutMs: number
  readonly heartbeatMs: number
  readonly retryMs: number
  readonly deflate: boolean
  readonly wire: WireConditions
}

export const DEFAULT_SETTINGS: LabSettings = {
  feed: 'match',
  eventsPerMinute: 12,
  longPollTimeoutMs: 25_000,
  heartbeatMs: 15_000,
  retryMs: 2_000,
  deflate: false,
  wire: { latencyMs: 0, jitterMs: 0, bytesPerSecond: 0, bufferBytes: 0, idleTimeoutMs: 0 },
}

/** What a value must be. `orZero`: 0 means none and lies outside the range. */
type Rule =
  | { readonly kind: 'one-of'; readonly values: readonly string[] }
  | { readonly kind: 'boolean' }
  | {
      readonly kind: 'number'
      readonly least: number
      readonly most: number
      readonly whole?: true
      readonly orZero?: true
    }

const RULES: Readonly<Record<Exclude<keyof LabSettings, 'wire'>, Rule>> = {
  feed: { kind: 'one-of', values: FEEDS },
  eventsPerMinute: { kind: 'number', least: 0, most: 3_000 },
  longPollTimeoutMs: { kind: 'number', least: 100, most: 120_000 },
  heartbeatMs: { kind: 'number', least: 500, most: 120_000 },
  retryMs: { kind: 'number', least: 100, most: 60_000, whole: true },
  deflate: { kind: 'boolean' },
}

const WIRE_RULES: Readonly<Record<keyof WireConditions, Rule>> = {
  latencyMs: { kind: 'number', least: 0, most: 5_000 },
  jitterMs: { kind: 'number', least: 0, most: 5_000 },
  bytesPerSecond: { kind: 'number', least: 256, most: 10_000_000, whole: true, orZero: true },
  bufferBytes: { kind: 'number', least: 0, most: 1_048_576, whole: true },
  idleTimeoutMs: { kind: 'number', least: 500, most: 600_000, orZero: true },
}

/**
 * The settings with the changes merged in key by key, `wire` too; or why one of them cannot be, and then none is.
 * An unknown key is refused by name: a misspelt setting that did nothing would cost its sender an hour.
 */
export function mergeSettings(current: LabSettings, changes: unknown): LabSettings | Refusal {
  if (!isPlainObject(changes))
    return refuse('bad-settings', 'The settings are a JSON object, such as {"eventsPerMinute": 30}.')
  const { wire, ...others } = changes
  const top = checked(others, RULES, '')
  if (isRefusal(top)) return top
  if (!('wire' in changes)) return { ...current, ...top }
  if (!isPlainObject(wire))
    return refuse('bad-settings', '"wire" is a JSON object, such as {"latencyMs": 200}.')
  const conditions = checked(wire, WIRE_RULES, 'wire.')
  if (isRefusal(conditions)) return conditions
  return { ...current, ...top, wire: { ...current.wire, ...conditions } }
}

/**
 * The settings of a request body, `{"settings":{…}}`, merged; a body without the key changes nothing.
 */
export function mergeSettingsBody(current: LabSettings, body: unknown): LabSettings | Refusal {
  if (!isPlainObject(body))
    return refuse('bad-settings', 'The body is a JSON object: {"settings": {…}}, or {}.')
  for (const key of Object.keys(body)) {
    if (key !== 'settings')
      return refuse(
        'bad-settings',
        `${JSON.stringify(short(key))} is unknown here; the body is {"settings": {…}}.`,
      )
  }
  return 'settings' in body ? mergeSettings(current, body['settings']) : current
}

function checked(
  changes: Readonly<Record<string, unknown>>,
  rules: Readonly<Record<string, Rule>>,
  prefix: string,
): object | Refusal {
  for (const [key, value] of Object.entries(changes)) {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined
    if (rule === undefined) {
      const known = Object.keys(rules).map((name) => prefix + name)
      return refuse(
        'bad-settings',
        `No setting is named ${JSON.stringify(prefix + short(key))}. There are: ${known.join(', ')}.`,
      )
    }
    if (!obeys(value, rule)) return refuse('bad-settings', `"${prefix}${key}" takes ${describe(rule)}.`)
  }
  return changes
}

function obeys(value: unknown, rule: Rule): boolean {
  if (rule.kind === 'one-of') return typeof value === 'string' && rule.values.includes(value)
  if (rule.kind === 'boolean') return typeof value === 'boolean'
  if (typeof value !== 'number' || !Number.isFinite(value)) return false
  if (rule.orZero && value === 0) return true
  return value >= rule.least && value <= rule.most && (!rule.whole || Number.isInteger(value))
}

function describe(rule: Rule): string {
  if (rule.kind === 'one-of') return `one of ${rule.values.map((value) => JSON.stringify(value)).join(', ')}`
  if (rule.kind === 'boolean') return 'true or false'
  return `${rule.orZero ? '0 for none, or ' : ''}a ${rule.whole ? 'whole ' : ''}number from ${rule.least} to ${rule.most}`
}

function short(key: string): string {
  return key.length > 40 ? `${key.slice(0, 40)}…` : key
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
