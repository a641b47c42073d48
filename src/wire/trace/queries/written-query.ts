/**
 * Queries as they are written: in a chapter's MDX, in a table of findings, in the script that a page hands to its figure. Plain
 * data, one object a query; `queryFrom` makes the query of it.
 */
import type { Direction } from '../../bytes/bytes.ts'
import type { Field, UnitKind } from '../../field/field.ts'
import type { OpcodeName } from '../../websocket/opcodes.ts'
import type { TraceEvent } from '../trace.ts'
import type { TracedKind } from '../transports.ts'
import type { ExchangeView, TraceView } from '../views.ts'
import { blockLines } from './event-blocks.ts'
import { belongsTo } from './exchanges.ts'
import { findFields, findNumber } from './fields.ts'
import { closeOf, frameOf, payloadOf } from './frames.ts'
import { headerIn } from './heads.ts'
import { after, before, eventQuery, nth, soonAfter, unitQuery, type Hit, type Query } from './query.ts'
import { textOf } from './sides.ts'

/** Which exchanges are meant; all where nothing is said. */
export interface ExchangeFilter {
  /** The lane of a run. */
  readonly run?: string
  readonly transport?: TracedKind
  readonly method?: string
  /** A part of the request's target. */
  readonly target?: string
  /** Of the final answer, once it has come. */
  readonly status?: number
}

/** Parts of an event of the trace; all of them must be so. */
export type EventPattern<Event = TraceEvent> = Event extends TraceEvent
  ? { readonly kind: Event['kind'] } & Parts<Event>
  : never
type Parts<T> = T extends object ? { readonly [Key in keyof T]?: Parts<T[Key]> } : T

/** What each query can be told, beside which exchanges are meant. */
interface Queries {
  /** A whole head of a request; with `header` that header's value in it (its name in lower case). */
  request: { readonly header?: string; readonly value?: string }
  /** The same of an answer, a 1xx too. */
  response: { readonly header?: string; readonly value?: string }
  /** A WebSocket's whole frame; `text` is a part of its payload, `code` a Close frame's. */
  frame: {
    readonly way?: Way
    readonly opcode?: OpcodeName
    readonly text?: string
    readonly code?: number
  }
  /** A block of an event stream; with `line` one that has such a line, of that `value`. */
  'event-block': { readonly line?: string; readonly value?: string }
  /** Any whole unit of a kind: a chunk, a script, a content, a message; `text` is a part of its bytes. */
  unit: { readonly kind: UnitKind; readonly way?: Way; readonly text?: string }
  /** An event of the trace: a note, a delivery, a publication, a fault, the end of a connection. */
  event: { readonly like: EventPattern }
}

/** Seen from the browser. */
type Way = 'up' | 'down'
const WAYS: Readonly<Record<Way, Direction>> = { up: 'client-to-server', down: 'server-to-client' }

export type QueryName = keyof Queries

export type WrittenQuery = {
  [Name in QueryName]: { readonly find: Name } & Queries[Name] &
    Place &
    (Name extends 'event' ? unknown : ExchangeFilter)
}[QueryName]

interface Place {
  /** Which of them, counted from 1; all where nothing is said. */
  readonly nth?: number
  /** Only those that come after the first of another query's. */
  readonly after?: WrittenQuery
  /** Only those that come before the first of another query's, if it has any. */
  readonly before?: WrittenQuery
  /** Only those that come so soon after the one before of the same query: the second of two goals in a row. */
  readonly withinMs?: number
}

type Written<Name extends QueryName> = Extract<WrittenQuery, { readonly find: Name }>

interface Kind<Name extends QueryName> {
  readonly make: (written: Written<Name>, name: string) => Query
  readonly parameters: readonly string[]
}

const KINDS: { readonly [Name in QueryName]: Kind<Name> } = {
  request: { parameters: ['header', 'value'], make: headQuery },
  response: { parameters: ['header', 'value'], make: headQuery },
  frame: {
    parameters: ['way', 'opcode', 'text', 'code'],
    make: ({ way, opcode, text, code, ...of }, name) =>
      unitQuery(name, {
        kinds: ['frame'],
        ...wayOf(way),
        of: isOf(of),
        look(unit, side) {
          const frame = frameOf(unit, side)
          if (frame === undefined || (opcode !== undefined && frame.name !== opcode)) return undefined
          if (text !== undefined && !UTF8.decode(payloadOf(frame, side)).includes(text)) return undefined
          const close = closeOf(frame, side)
          if (code !== undefined && close?.code !== code) return undefined
          return { value: close?.code ?? frame.name ?? frame.opcode }
        },
      }),
  },
  'event-block': {
    parameters: ['line', 'value'],
    make: ({ line: lineName, value, ...of }, name) =>
      unitQuery(name, {
        kinds: ['event-block'],
        of: isOf(of),
        look(unit, side): Hit | undefined {
          if (lineName === undefined) return {}
          for (const { index, line } of blockLines(unit, lineName)) {
            const [found] = findFields(line.children, 'event-stream.field-value', [index])
            const text = textOf(found?.field, side)
            if (value === undefined || text === value)
              return hitAt(found ?? { path: [index], field: line }, text)
          }
          return undefined
        },
      }),
  },
  unit: {
    parameters: ['kind', 'way', 'text'],
    make: ({ kind, way, text, ...of }, name) =>
      unitQuery(name, {
        kinds: [kind],
        ...wayOf(way),
        of: isOf(of),
        look: (unit, side) => (text === undefined || textOf(unit, side).includes(text) ? {} : undefined),
      }),
  },
  event: {
    parameters: ['like'],
    make: ({ like }, name) => eventQuery(name, (event) => isLike(event, like)),
  },
}

const UTF8 = new TextDecoder()
const PLACES: readonly string[] = ['find', 'nth', 'after', 'before', 'withinMs']
const FILTERS: readonly string[] = ['run', 'transport', 'method', 'target', 'status']

/**
 * Makes the query that is written there. Throws, with what there is, where no query has that name (`unknown-query`) or takes that
 * parameter (`unknown-parameter`): what is written is ours, and the build reads it first.
 */
export function queryFrom(written: WrittenQuery): Query {
  const { find } = written
  const kind = Object.hasOwn(KINDS, find) ? (KINDS[find] as Kind<QueryName>) : undefined
  if (kind === undefined)
    throw new Error(`unknown-query: “${find}”; there are: ${Object.keys(KINDS).join(', ')}`)
  const known = [...PLACES, ...kind.parameters, ...(find === 'event' ? [] : FILTERS)]
  const other = Object.keys(written).find((parameter) => !known.includes(parameter))
  if (other !== undefined)
    throw new Error(`unknown-parameter: “${other}” of “${find}”; there are: ${known.join(', ')}`)
  const { nth: number, after: earlier, before: later, withinMs, ...own } = written
  const every = kind.make(own, nameOf(own))
  const query = withinMs === undefined ? every : soonAfter(every, withinMs)
  const behind = earlier === undefined ? query : after(query, queryFrom(earlier))
  const placed = later === undefined ? behind : before(behind, queryFrom(later))
  return number === undefined ? placed : nth(placed, number)
}

function nameOf({ find, ...parameters }: Pick<WrittenQuery, 'find'>): string {
  const said = Object.entries(parameters).map(([name, value]) => `${name} ${JSON.stringify(value)}`)
  return [find, ...said].join(' ')
}

function headQuery(
  { find, header, value, ...of }: Written<'request'> | Written<'response'>,
  name: string,
): Query {
  return unitQuery(name, {
    kinds: [`${find}-head`],
    of: isOf(of),
    look(head) {
      if (header === undefined) {
        const status = findNumber(head.fields, 'http.status-code')
        return status === undefined ? {} : { value: status }
      }
      const found = headerIn(head, header)
      if (found === undefined || (value !== undefined && found.text !== value)) return undefined
      return hitAt(found, found.text)
    },
  })
}

function hitAt(
  { path, field }: { readonly path: readonly number[]; readonly field: Field },
  value: string,
): Hit {
  return { field: { path, range: field.range }, value }
}

function wayOf(way: Way | undefined): { readonly way?: Direction } {
  if (way === undefined) return {}
  if (!Object.hasOwn(WAYS, way)) throw new Error(`unknown-parameter: way “${way}”; there are: up, down`)
  return { way: WAYS[way] }
}

function isOf(filter: ExchangeFilter): (exchange: ExchangeView, view: TraceView) => boolean {
  const { run, transport, method, target, status } = filter
  return (exchange, { timeline }) => {
    const lane = timeline.lanes.find(({ spec }) => spec.run === run)?.spec
    return (
      (run === undefined || (lane !== undefined && belongsTo(exchange, lane))) &&
      (transport === undefined || exchange.transport === transport) &&
      (method === undefined || exchange.method === method) &&
      (status === undefined || exchange.status === status) &&
      (target === undefined || exchange.target?.includes(target) === true)
    )
  }
}

/** Whether a thing has all the parts of a pattern, each of them alike. */
function isLike(thing: unknown, pattern: unknown): boolean {
  if (typeof pattern !== 'object' || pattern === null) return Object.is(thing, pattern)
  if (typeof thing !== 'object' || thing === null) return false
  return Object.entries(pattern).every(([key, part]) => isLike((thing as Record<string, unknown>)[key], part))
}
