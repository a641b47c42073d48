/**
 * What a value must be: the cells of the contract's tables. Types and readers are derived from them, so that what a page may
 * write, what the server takes and what its refusal says are one thing.
 */
export type Rule = (
  | {
      readonly kind: 'number'
      readonly range: Range
      readonly whole?: true
      /** 0 means none, and lies outside the range. */
      readonly orZero?: true
      /** Ranges within the range that are not taken. */
      readonly butNot?: readonly Range[]
    }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'one-of'; readonly values: readonly string[] }
  /** At most so many bytes in UTF-8. */
  | { readonly kind: 'text'; readonly mostBytes?: number }
  /** At least a byte, in the one padded spelling of RFC 4648 section 4. */
  | { readonly kind: 'base64'; readonly mostBytes: number }
  /** A list of such, so many bytes together. */
  | { readonly kind: 'pieces'; readonly range: Range; readonly mostBytes: number }
  | { readonly kind: 'headers' }
  | { readonly kind: 'fields'; readonly fields: Fields }
  | { readonly kind: 'any' }
) & {
  /** What it is where it is left out. */
  readonly initial?: unknown
  readonly optional?: true
}

/** Both ends are in it. */
type Range = readonly [least: number, most: number]

export const NUMBER = { kind: 'number', range: [-Number.MAX_VALUE, Number.MAX_VALUE] } as const
/** Finite, not below 0. */
export const AMOUNT = { kind: 'number', range: [0, Number.MAX_VALUE] } as const
export const COUNT = { kind: 'number', range: [0, Number.MAX_SAFE_INTEGER], whole: true } as const
export const TEXT = { kind: 'text' } as const

export interface Fields {
  readonly [name: string]: Rule
}

interface Values {
  readonly number: number
  readonly boolean: boolean
  readonly text: string
  readonly base64: string
  readonly pieces: readonly string[]
  readonly headers: Readonly<Record<string, string>>
  readonly any: unknown
}

/** A value that obeys a rule, as JSON has it. */
export type ValueOf<R> = R extends { readonly values: readonly (infer Value)[] }
  ? Value
  : R extends { readonly fields: infer Inner }
    ? Read<Inner>
    : R extends { readonly kind: keyof Values }
      ? Values[R['kind']]
      : never

type KeyOf<F, Has> = { readonly [Key in keyof F]: F[Key] extends Has ? Key : never }[keyof F]

type Shape<F, Optional extends keyof F> = {
  readonly [Key in Exclude<keyof F, Optional>]: ValueOf<F[Key]>
} & { readonly [Key in Optional]?: ValueOf<F[Key]> }

/** An object with these fields: as it is read, where nothing with an `initial` is missing, and as it may be written. */
export type Read<F> = Shape<F, KeyOf<F, { readonly optional: true }>>
export type Written<F> = Shape<F, KeyOf<F, { readonly optional: true } | { readonly initial: unknown }>>

/** The same for a table of kinds, whose objects say in `kind` which of them they are. */
export type ReadKind<T> = { [Kind in keyof T]: { readonly kind: Kind } & Read<T[Kind]> }[keyof T]
export type WrittenKind<T> = { [Kind in keyof T]: { readonly kind: Kind } & Written<T[Kind]> }[keyof T]

/** What a reader says instead of a value: a sentence for whoever sent it. */
export interface Wrong {
  readonly wrong: string
}

/** The fields of an object of JSON, other keys left out; or which of them is not what its rule says. */
export function readFields<F extends Fields>(fields: F, value: unknown): Read<F> | Wrong {
  if (!isObject(value)) return { wrong: 'Send a JSON object.' }
  const read: Record<string, unknown> = {}
  for (const [key, rule] of Object.entries(fields)) {
    const given = Object.hasOwn(value, key) ? value[key] : rule.initial
    if (given === undefined && rule.optional) continue
    if (!obeys(given, rule)) return { wrong: `"${key}" takes ${takes(rule)}.` }
    read[key] = given
  }
  return read as Read<F>
}

/** The same for an object that says its kind. */
export function readKind<T extends Readonly<Record<string, Fields>>>(
  kinds: T,
  value: unknown,
): ReadKind<T> | Wrong {
  const kind = isObject(value) ? value['kind'] : undefined
  const fields = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
  if (fields === undefined)
    return { wrong: `Send a JSON object whose "kind" is ${oneOf(Object.keys(kinds))}.` }
  const read = readFields(fields, value)
  return isWrong(read) ? read : ({ kind, ...read } as ReadKind<T>)
}

export function isWrong<T extends object>(read: T | Wrong): read is Wrong {
  return 'wrong' in read
}

/** Whether a value of JSON is what its rule says. */
export function obeys(value: unknown, rule: Rule): boolean {
  switch (rule.kind) {
    case 'number':
      if (typeof value !== 'number' || (rule.whole && !Number.isInteger(value))) return false
      if (rule.butNot?.some((range) => isIn(value, range))) return false
      return (rule.orZero && value === 0) || isIn(value, rule.range)
    case 'boolean':
      return typeof value === 'boolean'
    case 'one-of':
      return typeof value === 'string' && rule.values.includes(value)
    case 'text':
      return (
        typeof value === 'string' && new TextEncoder().encode(value).length <= (rule.mostBytes ?? Infinity)
      )
    case 'base64':
      return base64Bytes(value) > 0 && base64Bytes(value) <= rule.mostBytes
    case 'pieces': {
      if (!Array.isArray(value) || !isIn(value.length, rule.range)) return false
      const sizes = value.map(base64Bytes)
      return !sizes.includes(0) && sizes.reduce((sum, size) => sum + size, 0) <= rule.mostBytes
    }
    case 'headers':
      return isObject(value) && Object.values(value).every((each) => typeof each === 'string')
    case 'fields':
      return isObject(value) && !isWrong(readFields(rule.fields, value))
    case 'any':
      return true
  }
}

/** What a rule takes, as the end of a sentence: "a number from 0 to 120000". */
export function takes(rule: Rule): string {
  switch (rule.kind) {
    case 'number': {
      const not = rule.butNot?.map((range) => range.join(' to ')).join(' or ')
      return `${rule.orZero ? '0 for none, or ' : ''}a ${rule.whole ? 'whole ' : ''}number from ${rule.range.join(' to ')}${not === undefined ? '' : `, but not ${not}`}`
    }
    case 'boolean':
      return 'true or false'
    case 'one-of':
      return oneOf(rule.values)
    case 'text':
      return rule.mostBytes === undefined ? 'a text' : `a text of at most ${rule.mostBytes} bytes in UTF-8`
    case 'base64':
      return `1 to ${rule.mostBytes} bytes in padded base64`
    case 'pieces':
      return `a list of ${rule.range.join(' to ')} pieces in padded base64, each at least one byte, at most ${rule.mostBytes} bytes together`
    case 'headers':
      return 'an object of names and their values'
    case 'fields':
      return `an object with ${Object.keys(rule.fields).join(', ')}`
    case 'any':
      return 'any JSON'
  }
}

function isIn(value: number, [least, most]: Range): boolean {
  return value >= least && value <= most
}

function oneOf(names: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(names.map((name) => `"${name}"`))
}

const PADDED_BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/

/** How many bytes a text stands for; none where it is not their one spelling. */
function base64Bytes(text: unknown): number {
  if (typeof text !== 'string' || !PADDED_BASE64.test(text)) return 0
  return (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0)
}

/** What a JSON text says; undefined, which none says, where it is none. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** An object of JSON that is no list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
