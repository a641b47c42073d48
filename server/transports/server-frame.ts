/**
 * WebSocket frames as a server writes them, whole and unmasked: what goes to every reader is framed once and written as it
 * is. ws frames whatever goes to one reader alone.
 */

const FIN = 0x80
const OPCODES = { text: 0x1, ping: 0x9 } as const

/**
 * One whole message in one frame.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-5.2
 */
export function serverFrame(kind: keyof typeof OPCODES, text: string): Buffer {
  const lengthBytes = Buffer.byteLength(text)
  const headBytes = lengthBytes < 126 ? 2 : lengthBytes < 65_536 ? 4 : 10
  // Of its own: while it waits for a slow reader, a piece of a shared slab would keep all of that.
  const frame = Buffer.allocUnsafeSlow(headBytes + lengthBytes)
  frame[0] = FIN | OPCODES[kind]
  if (headBytes === 2) frame[1] = lengthBytes
  else if (headBytes === 4) {
    frame[1] = 126
    frame.writeUInt16BE(lengthBytes, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(lengthBytes), 2)
  }
  frame.write(text, headBytes)
  return frame
}
