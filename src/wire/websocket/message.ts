/**
 * Follows one side's frames and says which of them make a message: fragments, control frames between them, text that
 * must be UTF-8 across all of its fragments. Used by the frame reader, which puts the problems onto the frames' fields.
 */
import type { Field } from '../field/field.ts'
import { violation, type Problem } from '../field/problem.ts'
import type { FrameBounds } from './frame.ts'
import { isControl, opcodeName } from './opcodes.ts'
import { createUtf8Check, type Utf8Check } from '../bytes/utf8-check.ts'

/** A message that ended with the frame at hand. */
export interface EndedMessage {
  readonly kind: 'text' | 'binary'
  readonly compressed: boolean
  readonly fragments: number
  /** Its bytes are no UTF-8, though it is text. */
  readonly illFormed: boolean
}

/** What a frame is to the messages of its side. */
export type FrameRole =
  | { readonly kind: 'control'; readonly problems: readonly FrameProblem[] }
  /** The payload belongs to a message; `begins` says that it is that message's first fragment. */
  | {
      readonly kind: 'data'
      readonly begins: boolean
      readonly ended?: EndedMessage
      readonly problems: readonly FrameProblem[]
    }
  /** A continuation of nothing, or a frame of a reserved opcode. */
  | { readonly kind: 'stray'; readonly problems: readonly FrameProblem[] }

/** A problem that only the frames before show, and the part of this frame that it stands on. */
export interface FrameProblem extends Problem {
  readonly on: 'opcode' | 'payload'
}

export interface MessageAssembler {
  /** Takes in the next frame. `payload` is unmasked; absent where bytes of it are missing. */
  take(frame: FrameBounds, payload: Uint8Array | undefined): FrameRole
  /** Says that frames are missing: whether a message goes on, only the next one that begins shows. */
  lose(): void
}

interface OpenMessage {
  readonly kind: 'text' | 'binary'
  readonly compressed: boolean
  fragments: number
  /** Absent where the bytes need no check or cannot be checked: binary, compressed, or with bytes missing. */
  check?: Utf8Check
  illFormed: boolean
}

/**
 * Makes an assembler for one side of one WebSocket, with no message open; `hasClosed`: a Close frame came before.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-5.4
 */
export function createMessageAssembler(hasClosed = false): MessageAssembler {
  let open: OpenMessage | undefined
  let closed = hasClosed
  let unsure = false

  return {
    lose() {
      open = undefined
      unsure = true
    },
    take(frame, payload) {
      const problems: FrameProblem[] = []
      // RFC 6455 5.5.1: after its Close frame a side sends no data frame.
      if (closed) problems.push(afterClose())
      const name = opcodeName(frame.opcode)
      if (isControl(frame.opcode)) {
        if (name === 'close') closed = true
        return name === undefined ? { kind: 'stray', problems } : { kind: 'control', problems }
      }
      let begins = false
      if (name === 'text' || name === 'binary') {
        if (open !== undefined) problems.push(brokenOrder('interrupted-message'))
        begins = true
        unsure = false
        const compressed = frame.rsv1
        open = { kind: name, compressed, fragments: 0, illFormed: false }
        if (name === 'text' && !compressed) open.check = createUtf8Check()
      } else if (name === undefined) {
        return { kind: 'stray', problems }
      } else if (open === undefined) {
        if (!unsure) problems.push(brokenOrder('unexpected-continuation'))
        return { kind: 'stray', problems }
      }
      open.fragments++
      const utf8 = checkText(open, payload, frame.fin)
      if (utf8 !== undefined) problems.push(utf8)
      if (!frame.fin) return { kind: 'data', begins, problems }
      const { kind, compressed, fragments, illFormed } = open
      open = undefined
      return { kind: 'data', begins, ended: { kind, compressed, fragments, illFormed }, problems }
    },
  }
}

function checkText(
  open: OpenMessage,
  payload: Uint8Array | undefined,
  fin: boolean,
): FrameProblem | undefined {
  if (payload === undefined) delete open.check
  if (open.check === undefined || payload === undefined || open.illFormed) return undefined
  if (open.check.push(payload) && (!fin || open.check.end())) return undefined
  open.illFormed = true
  // A last fragment can be empty and still leave a character unfinished.
  const on = payload.length > 0 ? 'payload' : 'opcode'
  return { ...violation('ill-formed-utf8', 'RFC 6455', '8.1', 1007), on }
}

function brokenOrder(code: 'interrupted-message' | 'unexpected-continuation'): FrameProblem {
  return { ...violation(code, 'RFC 6455', '5.4', 1002), on: 'opcode' }
}

/** A receiver that got a Close reads no further, so that no close code answers it. */
function afterClose(): FrameProblem {
  return { ...violation('frame-after-close', 'RFC 6455', '5.5.1'), on: 'opcode' }
}

/** A message that is wrong shows in its last frame's payload; a last fragment can be empty. */
export function onFrame(problem: Problem, payload: Uint8Array): FrameProblem {
  const isOfPayload = payload.length > 0 && problem.code !== 'lost-deflate-context'
  return { ...problem, on: isOfPayload ? 'payload' : 'opcode' }
}

/** Puts each problem onto the opcode, or onto the last field where it is about the payload. */
export function withProblems(fields: readonly Field[], problems: readonly FrameProblem[]): readonly Field[] {
  if (problems.length === 0) return fields
  return fields.map((field, index) => {
    const own = problems.filter(({ on }) =>
      on === 'opcode' ? field.kind === 'websocket.opcode' : index === fields.length - 1,
    )
    if (own.length === 0) return field
    return { ...field, problems: [...field.problems, ...own.map(({ on: _, ...problem }) => problem)] }
  })
}
