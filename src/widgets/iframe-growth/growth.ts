/**
 * How much the hidden document of an iframe stream has come to hold: a step for each script that arrived, by the bytes that
 * crossed. Pure; drawn by `IframeGrowth.tsx`, while building from the capture.
 */
import { wireRange } from '../../wire/source-map.ts'
import type { Field, Unit } from '../../wire/field.ts'
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

/** The growth of every iframe document in a conversation, up to `end` (the trace's clock). */
export function growthOf(conversation: Conversation, end: number): Growth {
  const exchanges = conversation.exchanges.filter(({ transport }) => transport === 'iframe-stream')
  const origin = exchanges[0]?.openedAt ?? end
  return {
    endMs: Math.max(0, end - origin),
    documents: exchanges.map((exchange, at) => {
      const next = exchanges[at + 1]
      const document = { fromMs: exchange.openedAt - origin, steps: stepsOf(exchange, conversation, origin) }
      return next === undefined ? document : { ...document, toMs: next.openedAt - origin }
    }),
  }
}

function stepsOf(exchange: ExchangeView, conversation: Conversation, origin: number): readonly GrowthStep[] {
  const side = exchange.sides['server-to-client']
  const steps: GrowthStep[] = []
  for (const unit of side.units) {
    if (unit.kind !== 'script' || !unit.complete) continue
    const source = conversation.source(unit.source)
    const range = source && wireRange(source, unit.range, (id) => conversation.source(id))
    const slice =
      range && side.slices.find((each) => each.range.start < range.end && each.range.end >= range.end)
    if (slice === undefined) continue
    steps.push({
      atMs: slice.arrived - origin,
      scripts: steps.length + 1,
      bytes: unit.range.end,
      eventBytes: eventBytes(unit),
    })
  }
  return steps
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
