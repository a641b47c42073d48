import type { Goals } from '../../bench/model/goal.ts'
import { framesOf, type FrameFacts } from '../../wire/trace/queries/frames.ts'
import { lanesOf } from '../../wire/trace/queries/lanes.ts'
import { isControl } from '../../wire/websocket/opcodes.ts'

export const GOALS = {
  /** A message came in fragments with a control frame between them, and in one piece to the script. */
  'ping-between-fragments': ({ conversation, timeline }) =>
    hasControlBetweenFragments(framesOf(conversation, 'server-to-client')) &&
    lanesOf(timeline, 'ws').some(({ notes }) =>
      notes.some(({ note }) => note.kind === 'message' && note.type === 'text'),
    ),
} as const satisfies Goals

function hasControlBetweenFragments(frames: readonly FrameFacts[]): boolean {
  let inMessage = false
  let controlSince = false
  for (const { opcode, fin } of frames) {
    if (isControl(opcode)) {
      controlSince ||= inMessage
      continue
    }
    if (opcode !== 0) controlSince = false
    if (fin && opcode === 0 && inMessage && controlSince) return true
    inMessage = !fin
  }
  return false
}
