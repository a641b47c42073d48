/** The opcodes of RFC 6455: what a frame is. Read by the frame dissector, the message assembler and the sentences. */

export type OpcodeName = 'continuation' | 'text' | 'binary' | 'close' | 'ping' | 'pong'

const NAMES: ReadonlyMap<number, OpcodeName> = new Map([
  [0x0, 'continuation'],
  [0x1, 'text'],
  [0x2, 'binary'],
  [0x8, 'close'],
  [0x9, 'ping'],
  [0xa, 'pong'],
])

/**
 * Gives the name of an opcode, or `undefined` for the ten that are reserved.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-11.8
 */
export function opcodeName(opcode: number): OpcodeName | undefined {
  return NAMES.get(opcode)
}

/** Tells whether an opcode is one of control frames, reserved ones included: its highest bit is set. */
export function isControl(opcode: number): boolean {
  return opcode >= 0x8
}
