/** Bytes that are read one by one, however many they become. */
import { failure, sizeFailure, type Imported } from './imported.ts'

export interface ByteList {
  readonly length: number
  add(byte: number): void
  /** All of it, or the first so many. */
  done(atMost?: number): Imported<Uint8Array>
}

/** Makes an empty list. */
export function createByteList(): ByteList {
  let room = new Uint8Array(1024)
  let length = 0
  return {
    get length() {
      return length
    },
    add(byte) {
      if (length === room.length) {
        const larger = new Uint8Array(room.length * 2)
        larger.set(room)
        room = larger
      }
      room[length++] = byte
    },
    done(atMost = length) {
      if (length === 0)
        return failure('not-hex', 'there is no byte in it; write bytes as two hex digits each')
      return sizeFailure(length) ?? { ok: true, value: room.slice(0, atMost), notes: [] }
    },
  }
}
