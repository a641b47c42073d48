/**
 * Numbers for the prose about what messages cost, by kind of byte: a POST with its answer, a frame, an event of a stream. Rows of
 * the table in `measures.ts`; means over the messages of a lane.
 */
import { NO_BYTES, totalBytes, type ByteCounts } from '../wire/byte-kinds.ts'
import type { Direction } from '../wire/bytes.ts'
import { addCosts, laneCosts, type LaneCosts, type MessageCost } from '../widgets/byte-stack/message-costs.ts'
import type { Measured, OfLane, Quantity } from './measures.ts'

type Of = (lane: LaneCosts) => readonly MessageCost[]
type Part = (counts: ByteCounts) => number

const SAID: Of = ({ said }) => said
const EVENTS: Of = ({ heard }) => heard.filter(({ event }) => event !== undefined)
const BINARY_DOWN: Of = ({ heard }) => heard.filter(({ type }) => type === 'binary')
const [UP, DOWN] = ['client-to-server', 'server-to-client'] as const

const head: Part = (counts) => counts.head
const framing: Part = (counts) => counts.framing
const payload: Part = (counts) => counts.payload

export const COST_MEASURES: Readonly<Record<string, OfLane>> = {
  'said-up': mean(SAID, UP, totalBytes),
  'said-down': mean(SAID, DOWN, totalBytes),
  'said-both': both(SAID),
  'said-head': mean(SAID, UP, head),
  'said-framing': mean(SAID, UP, framing),
  'said-payload': mean(SAID, UP, payload),
  'heard-down': mean(EVENTS, DOWN, totalBytes),
  'heard-framing': mean(EVENTS, DOWN, framing),
  'heard-payload': mean(EVENTS, DOWN, payload),
  'echo-down': mean(BINARY_DOWN, DOWN, totalBytes),
  'opening-up': (lane, measured) => bytes(totalBytes(costsOf(lane.spec, measured).opening[UP])),
  'opening-down': (lane, measured) => bytes(totalBytes(costsOf(lane.spec, measured).opening[DOWN])),
}

function mean(of: Of, direction: Direction, part: Part): OfLane {
  return (lane, measured) => {
    const messages = of(costsOf(lane.spec, measured))
    if (messages.length === 0) return undefined
    return bytes(messages.reduce((sum, { cost }) => sum + part(cost[direction]), 0) / messages.length)
  }
}

/** What a message took in both directions together. */
function both(of: Of): OfLane {
  return (lane, measured) => {
    const messages = of(costsOf(lane.spec, measured))
    if (messages.length === 0) return undefined
    const sum = messages.map(({ cost }) => cost).reduce(addCosts, { [UP]: NO_BYTES, [DOWN]: NO_BYTES })
    return bytes((totalBytes(sum[UP]) + totalBytes(sum[DOWN])) / messages.length)
  }
}

function costsOf(spec: Parameters<OfLane>[0]['spec'], { conversation }: Measured): LaneCosts {
  const [costs] = laneCosts([spec], conversation)
  if (costs === undefined) throw new Error(`no costs of ${spec.run}`)
  return costs
}

function bytes(value: number): Quantity {
  return { kind: 'bytes', bytes: value }
}
