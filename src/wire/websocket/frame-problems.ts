/** What is wrong with a frame by those before it: kept apart from its fields until somebody looks at them. */
import type { Field } from '../field/field.ts'
import { violation, type Problem } from '../field/problem.ts'
import { withProblemsAt } from '../field/unit.ts'

/** A problem that only the frames before show, and the part of this frame that it stands on. */
export interface FrameProblem extends Problem {
  readonly on: 'opcode' | 'payload'
}

const onOpcode = (problem: Problem): FrameProblem => ({ ...problem, on: 'opcode' })

/** RFC 6455 5.4: fragments of one message follow each other, with nothing but control frames between. */
export const INTERRUPTED = onOpcode(violation('interrupted-message', 'RFC 6455', '5.4', 1002))
export const UNEXPECTED = onOpcode(violation('unexpected-continuation', 'RFC 6455', '5.4', 1002))

/**
 * RFC 6455 5.5.1: after its Close frame a side sends no data frame. A receiver that got a Close reads no further, so that no close
 * code answers it.
 */
export const AFTER_CLOSE = onOpcode(violation('frame-after-close', 'RFC 6455', '5.5.1'))

/** A message that is wrong shows in its last frame's payload; a last fragment can be empty and still leave a character unfinished. */
export function onFrame(problem: Problem, payload: Uint8Array): FrameProblem {
  const isOfPayload = payload.length > 0 && problem.code !== 'lost-deflate-context'
  return { ...problem, on: isOfPayload ? 'payload' : 'opcode' }
}

/** Puts each problem onto the opcode, or onto the last field where it is about the payload. */
export function withProblems(fields: readonly Field[], problems: readonly FrameProblem[]): readonly Field[] {
  return withProblemsAt(fields, problems, ({ on }, field) =>
    on === 'opcode' ? field.kind === 'websocket.opcode' : field === fields.at(-1),
  )
}
