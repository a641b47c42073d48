/**
 * Numbers for the prose about what messages cost, by kind of byte: a POST with its answer, a frame, an event of a stream. Rows of
 * the table in `measures.ts`; means over the messages of a lane.
 */
import { totalBytes, type ByteCounts } from '../wire/trace/queries/byte-counts.ts'
import type { Direction } from '../wire/bytes/bytes.ts'
import { laneCosts, type LaneCosts, type MessageCost } from '../wire/trace/queries/message-costs.ts'
import { type Measured, type OfLane, bytes, mean } from '../bench/model/measure.ts'

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
  'said-up': meanOf(SAID, UP, totalBytes),
  'said-down': meanOf(SAID, DOWN, totalBytes),
  'said-both': both(SAID),
  'said-head': meanOf(SAID, UP, head),
  'said-framing': meanOf(SAID, UP, framing),
  'said-payload': meanOf(SAID, UP, payload),
  'heard-down': meanOf(EVENTS, DOWN, totalBytes),
  'heard-framing': meanOf(EVENTS, DOWN, framing),
  'heard-payload': meanOf(EVENTS, DOWN, payload),
  'echo-down': meanOf(BINARY_DOWN, DOWN, totalBytes),
  'opening-up': (lane, measured) => bytes(totalBytes(costsOf(lane.spec, measured).opening[UP])),
  'opening-down': (lane, measured) => bytes(totalBytes(costsOf(lane.spec, measured).opening[DOWN])),
}

function meanOf(of: Of, direction: Direction, part: Part): OfLane {
  return (lane, measured) => {
    const messages = of(costsOf(lane.spec, measured))
    return bytes(mean(messages.map(({ cost }) => part(cost[direction]))))
  }
}

/** What a message took in both directions together. */
function both(of: Of): OfLane {
  return (lane, measured) => {
    const messages = of(costsOf(lane.spec, measured))
    return bytes(mean(messages.map(({ cost }) => totalBytes(cost[UP]) + totalBytes(cost[DOWN]))))
  }
}

function costsOf(spec: Parameters<OfLane>[0]['spec'], { conversation }: Measured): LaneCosts {
  const [costs] = laneCosts([spec], conversation)
  if (costs === undefined) throw new Error(`no costs of ${spec.run}`)
  return costs
}
