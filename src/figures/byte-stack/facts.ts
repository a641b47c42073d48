/**
 * The rows of a stack of bytes: messages that both lanes carried, side by side, so that nothing else differs. What the
 * conversation's figure compares, and what the kilobyte's does.
 */
import type { Conversation, LaneSpec } from '../../wire/trace/views.ts'
import {
  laneCosts,
  type Cost,
  type LaneCosts,
  type MessageCost,
} from '../../wire/trace/queries/message-costs.ts'

/** `conversation`: the beginning, the last message each way, and all of it. `kilobyte`: bytes up, and the same bytes down. */
export type StackOf = 'conversation' | 'kilobyte'

export type RowName = 'said' | 'heard' | 'opening' | 'whole' | 'bytes-up' | 'bytes-down'

export interface StackRow {
  readonly name: RowName
  /** One for each lane, in the lanes' order; absent where the lane has none yet. */
  readonly costs: readonly (Cost | undefined)[]
}

/** Gives the rows, all of them always, so that a figure keeps its size. */
export function stackRows(
  of: StackOf,
  lanes: readonly LaneSpec[],
  conversation: Conversation,
): readonly StackRow[] {
  const costs = laneCosts(lanes, conversation)
  return of === 'conversation' ? conversationRows(costs) : kilobyteRows(costs)
}

function conversationRows(lanes: readonly LaneCosts[]): readonly StackRow[] {
  const row = (name: RowName, pick: (lane: LaneCosts) => Cost | undefined): StackRow => ({
    name,
    costs: lanes.map(pick),
  })
  // The last that all have: an answer may still be on its way.
  const said = Math.min(...lanes.map((lane) => texts(lane.said).length)) - 1
  const event = lastOfAll(lanes)
  return [
    row('opening', ({ opening, whole }) => (whole['client-to-server'].head === 0 ? undefined : opening)),
    row('heard', ({ heard }) => heard.find((each) => each.event !== undefined && each.event === event)?.cost),
    row('said', (lane) => texts(lane.said)[said]?.cost),
    row('whole', ({ whole }) => (whole['client-to-server'].head === 0 ? undefined : whole)),
  ]
}

/** By POST bytes are text, and their event says which; a WebSocket has them as they are, and our server echoes them. */
function kilobyteRows(lanes: readonly LaneCosts[]): readonly StackRow[] {
  const binary = (messages: readonly MessageCost[]): MessageCost | undefined =>
    messages.findLast(({ type }) => type === 'binary')
  const up = ({ spec, said }: LaneCosts): MessageCost | undefined =>
    spec.posts === true ? said.at(-1) : binary(said)
  const down = (lane: LaneCosts): MessageCost | undefined => {
    if (lane.spec.posts !== true) return binary(lane.heard)
    const event = up(lane)?.event
    return lane.heard.find((each) => each.event !== undefined && each.event === event)
  }
  return [
    { name: 'bytes-up', costs: lanes.map((lane) => up(lane)?.cost) },
    { name: 'bytes-down', costs: lanes.map((lane) => down(lane)?.cost) },
  ]
}

function texts(messages: readonly MessageCost[]): readonly MessageCost[] {
  return messages.filter(({ type }) => type === 'text')
}

function lastOfAll([first, ...others]: readonly LaneCosts[]): number | undefined {
  return first?.heard.findLast(
    ({ event }) =>
      event !== undefined && others.every(({ heard }) => heard.some((each) => each.event === event)),
  )?.event
}
