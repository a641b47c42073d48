/**
 * How much the hidden document of an iframe stream has come to hold: a step for each script that arrived, by the bytes that
 * crossed. Pure; drawn by `IframeGrowth.tsx`, while building from the capture.
 */
import { wireRange } from '../../wire/bytes/source-map.ts'
import type { Conversation, ExchangeView } from '../../wire/trace/views.ts'
import { exchangesOfTransport } from '../../wire/trace/queries/exchanges.ts'
import { findField } from '../../wire/trace/queries/fields.ts'
import { bytesOf } from '../../wire/trace/queries/sides.ts'
import { createUnitsRead, type UnitsRead } from '../../wire/trace/queries/units-read.ts'

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
  readonly units: UnitsRead
  steps: GrowthStep[]
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
    { id, sides }: ExchangeView,
    conversation: Conversation,
    origin: number,
  ): readonly GrowthStep[] {
    const side = sides['server-to-client']
    const state = read.get(id) ?? { units: createUnitsRead(), steps: [], slice: 0 }
    read.set(id, state)
    const { settled, isAnew } = state.units.update(side)
    if (isAnew) Object.assign(state, { steps: [], slice: 0 })
    for (const unit of settled) {
      if (unit.kind !== 'script' || !unit.complete) continue
      const source = conversation.source(unit.source)
      const range = source && wireRange(source, unit.range, (from) => conversation.source(from))
      if (range === undefined) continue
      // Scripts end one after the other, and so do the slices that they end in.
      while ((side.slices[state.slice]?.range.end ?? Infinity) < range.end) state.slice++
      const slice = side.slices[state.slice]
      if (slice === undefined) continue
      state.steps.push({
        atMs: slice.arrived - origin,
        scripts: state.steps.length + 1,
        bytes: unit.range.end,
        eventBytes: bytesOf(findField(unit.fields, 'json.event'), side).length,
      })
    }
    return state.steps
  }

  return {
    of(conversation, end) {
      if (of !== conversation) read = new Map()
      of = conversation
      const exchanges = exchangesOfTransport(conversation, 'iframe-stream')
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
