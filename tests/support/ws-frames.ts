/** WebSocket frames for raw clients in tests: masked ones to send, and the server's taken apart again. */

export interface ServerFrame {
  readonly fin: boolean
  readonly rsv1: boolean
  readonly opcode: number
  readonly payload: Buffer
}

const MASK = [0x37, 0xfa, 0x21, 0x3d]

/** A frame as a client sends it. */
export function clientFrame(opcode: number, payload: string | Uint8Array, fin = true, rsv1 = false): Buffer {
  const content = Buffer.from(payload)
  const head = [(fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0) | opcode]
  if (content.length < 126) head.push(0x80 | content.length)
  else if (content.length < 65_536) head.push(0x80 | 126, content.length >> 8, content.length & 255)
  else {
    const long = Buffer.alloc(8)
    long.writeBigUInt64BE(BigInt(content.length))
    head.push(0x80 | 127, ...long)
  }
  const masked = content.map((byte, index) => byte ^ MASK[index % 4]!)
  return Buffer.concat([Buffer.from([...head, ...MASK]), masked])
}

/** The whole frames after a handshake's head; throws on a masked one, which no server may send. */
export function serverFrames(received: Buffer): ServerFrame[] {
  const frames: ServerFrame[] = []
  let at = received.indexOf('\r\n\r\n') + 4
  while (received.length >= at + 2) {
    const [first = 0, second = 0] = received.subarray(at, at + 2)
    if ((second & 0x80) !== 0) throw new Error('The server masked a frame')
    let length = second & 0x7f
    let start = at + 2
    if (length === 126) {
      if (received.length < at + 4) break
      length = received.readUInt16BE(start)
      start += 2
    } else if (length === 127) {
      if (received.length < at + 10) break
      length = Number(received.readBigUInt64BE(start))
      start += 8
    }
    if (received.length < start + length) break
    const payload = received.subarray(start, start + length)
    frames.push({ fin: (first & 0x80) !== 0, rsv1: (first & 0x40) !== 0, opcode: first & 15, payload })
    at = start + length
  }
  return frames
}
