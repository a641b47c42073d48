/** What came out of a deflated stream so far, for copies to reach back to, and what comes out of a stretch of it. */
import { stop } from './inflate-end.ts'

/** RFC 1951 2: no copy reaches back further. */
export const MAX_WINDOW_BYTES = 32_768

/** What came out of earlier stretches of a stream, for copies to reach back to: empty at first, filled by each `inflate`. */
export class InflateWindow {
  /** Kept from stretch to stretch, so that a short one costs no copy of all that came before it. */
  room = new Uint8Array(256)
  end = 0
  /** No copy reaches back beyond it. */
  oldest = 0

  /** Leaves out what no copy can reach, once that is half of the room. */
  trim(windowBytes: number): void {
    const from = Math.max(this.oldest, this.end - windowBytes)
    if (from < this.room.length / 2) return
    this.room.copyWithin(0, from, this.end)
    this.end -= from
    this.oldest = 0
  }
}

export interface Output {
  readonly length: number
  add(byte: number): void
  addAll(bytes: Uint8Array): void
  copy(length: number, distance: number): void
  /** What came before can no longer be copied from. */
  forget(): void
  bytes(): Uint8Array
}

export function createOutput(window: InflateWindow, windowBytes: number, maxBytes: number): Output {
  window.trim(windowBytes)
  const start = window.end

  function reserve(count: number): void {
    const { room, end } = window
    if (end - start + count > maxBytes) stop({ kind: 'too-large' })
    if (end + count <= room.length) return
    window.room = new Uint8Array(Math.max(end + count, room.length * 2))
    window.room.set(room.subarray(0, end))
  }

  return {
    get length() {
      return window.end - start
    },
    add(byte) {
      reserve(1)
      window.room[window.end++] = byte
    },
    addAll(bytes) {
      reserve(bytes.length)
      window.room.set(bytes, window.end)
      window.end += bytes.length
    },
    copy(length, distance) {
      if (distance > windowBytes || distance > window.end - window.oldest)
        stop({ kind: 'broken', fault: 'too-far-back' })
      reserve(length)
      const { room } = window
      // Byte by byte: a copy may overlap itself, which is how runs are written.
      for (let i = 0; i < length; i++, window.end++) room[window.end] = room[window.end - distance] ?? 0
    },
    forget() {
      window.oldest = window.end
    },
    bytes: () => window.room.slice(start, window.end),
  }
}
