import type { Goals } from '../../bench/model/goal.ts'
import type { Unit } from '../../wire/field/field.ts'
import { framesOf, numberIn } from '../../wire/trace/queries/frames-crossed.ts'
import { lanesOf } from '../../wire/trace/lanes.ts'

export const GOALS = {
  /** A message came in fragments with a control frame between them, and in one piece to the script. */
  'ping-between-fragments': ({ conversation, timeline }) =>
    hasControlBetweenFragments(framesOf(conversation, 'server-to-client')) &&
    lanesOf(timeline, 'ws').some(({ notes }) =>
      notes.some(({ note }) => note.kind === 'message' && note.type === 'text'),
    ),
} as const satisfies Goals

function hasControlBetweenFragments(frames: readonly Unit[]): boolean {
  let inMessage = false
  let controlSince = false
  for (const frame of frames) {
    const opcode = numberIn(frame, 'websocket.opcode') ?? 0
    const fin = numberIn(frame, 'websocket.fin') === 1
    if (opcode >= 0x8) {
      controlSince ||= inMessage
      continue
    }
    if (opcode !== 0) controlSince = false
    if (fin && opcode === 0 && inMessage && controlSince) return true
    inMessage = !fin
  }
  return false
}
