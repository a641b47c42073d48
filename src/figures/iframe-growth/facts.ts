/**
 * How much the hidden document of an iframe stream has come to hold: a step for each script that arrived, by the bytes that
 * crossed. Pure; drawn by `IframeGrowth.tsx`, while building from the capture.
 */
import { wireRange } from '../../wire/bytes/source-map.ts'
import type { Field, Unit } from '../../wire/field/field.ts'
import type { Conversation, ExchangeView } from '../../wire/trace/views.ts'

/** After one more script. */
export interface GrowthStep {
  /** Milliseconds after the first document was asked for. */
  readonly atMs: number
  readonly scripts: number
  /** Of HTML, all that has come. */
  readonly bytes: number
  /** What the page needs of it: the event in this script; 0 where it has none. */
  readonly eventBytes: number
}

/** One document, from the request to the moment the page threw it away. */
export interface GrownDocument {
  readonly fromMs: number
  /** Absent while it is there. */
  readonly toMs?: number
  readonly steps: readonly GrowthStep[]
}

export interface Growth {
  readonly documents: readonly GrownDocument[]
  readonly endMs: number
}

/** The growth of every iframe document in a conversation, up to `end` (the trace's clock), all at once. */
export function growthOf(conversation: Conversation, end: number): Growth {
  return createGrowth().of(conversation, end)
}

/** What of one document has been read. */
interface Read {
  readonly steps: GrowthStep[]
  /** The last script that was read; the same object for as long as the bytes before it are the same. */
  last: Unit | undefined
  /** The slice in which that script ended. */
  slice: number
}

export interface GrowthFold {
  /** As `growthOf`, reading only what has come since the last call. Another conversation is read from its beginning. */
  of(conversation: Conversation, end: number): Growth
}

/** Makes a fold that has read nothing. */
export function createGrowth(): GrowthFold {
  let of: Conversation | undefined
  let read = new Map<string, Read>()

  function stepsOf(
    exchange: ExchangeView,
    conversation: Conversation,
    origin: number,
  ): readonly GrowthStep[] {
    const { units, slices } = exchange.sides['server-to-client']
    const known = read.get(exchange.id)
    const fresh = scriptsAfter(units, known?.last)
    const state = known !== undefined && fresh.isContinued ? known : { steps: [], last: undefined, slice: 0 }
    read.set(exchange.id, state)
    for (const unit of fresh.scripts) {
      state.last = unit
      const source = conversation.source(unit.source)
      const range = source && wireRange(source, unit.range, (id) => conversation.source(id))
      if (range === undefined) continue
      // Scripts end one after the other, and so do the slices that they end in.
      while ((slices[state.slice]?.range.end ?? Infinity) < range.end) state.slice++
      const slice = slices[state.slice]
      if (slice === undefined) continue
      state.steps.push({
        atMs: slice.arrived - origin,
        scripts: state.steps.length + 1,
        bytes: unit.range.end,
        eventBytes: eventBytes(unit),
      })
    }
    return state.steps
  }

  return {
    of(conversation, end) {
      if (of !== conversation) read = new Map()
      of = conversation
      const exchanges = conversation.exchanges.filter(({ transport }) => transport === 'iframe-stream')
      const origin = exchanges[0]?.openedAt ?? end
      return {
        endMs: Math.max(0, end - origin),
        documents: exchanges.map((exchange, at) => {
          const next = exchanges[at + 1]
          const fromMs = exchange.openedAt - origin
          const document = { fromMs, steps: [...stepsOf(exchange, conversation, origin)] }
          return next === undefined ? document : { ...document, toMs: next.openedAt - origin }
        }),
      }
    },
  }
}

/**
 * The whole scripts behind one that was read, found from the end: what has been read is not gone through again. Not continued
 * where that one is not among the units any more; then they are all of the scripts.
 */
function scriptsAfter(
  units: readonly Unit[],
  last: Unit | undefined,
): { readonly scripts: readonly Unit[]; readonly isContinued: boolean } {
  const scripts: Unit[] = []
  for (let at = units.length - 1; at >= 0; at--) {
    const unit = units[at]
    if (unit === undefined) continue
    if (unit === last) return { scripts: scripts.reverse(), isContinued: true }
    // A unit that still grows will be another object.
    if (unit.kind === 'script' && unit.complete) scripts.push(unit)
  }
  return { scripts: scripts.reverse(), isContinued: last === undefined }
}

function eventBytes(unit: Unit): number {
  const find = (fields: readonly Field[]): Field | undefined => {
    for (const field of fields) {
      const found = field.kind === 'json.event' ? field : find(field.children)
      if (found !== undefined) return found
    }
    return undefined
  }
  const event = find(unit.fields)
  return event === undefined ? 0 : event.range.end - event.range.start
}
