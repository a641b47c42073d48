/**
 * A byte source that grows slice by slice, and knows which of its bytes never came.
 * Growth is amortised (room doubles); what was handed out keeps what it showed, since bytes that were read are copied
 * before they are written over.
 */
import type { ByteRange } from './bytes.ts'

/** No source grows past this; what would is refused. Far more than a lab's tap holds. */
export const MAX_SOURCE_BYTES = 64 * 1024 * 1024

export interface GrowingBytes {
  /** All bytes so far, zeros where they are missing. A new view whenever it has grown. */
  readonly bytes: Uint8Array
  /** How many they are. */
  readonly length: number
  /** In order, apart from each other. */
  readonly missing: readonly ByteRange[]
  /**
   * Puts bytes at an offset. A gap before them counts as missing; bytes that were missing no longer are. `rewritten`
   * says that something before the old end may have changed; `refused`, that the offset makes no sense.
   */
  write(offset: number, bytes: Uint8Array): 'appended' | 'rewritten' | 'refused'
  /** Says that these bytes will not come. What came already is kept. */
  lose(offset: number, length: number): 'appended' | 'refused'
}

/** Makes a source that is empty, or begins with bytes that are there already and stay as they are. */
export function createGrowingBytes(
  first: Uint8Array = new Uint8Array(),
  lost: readonly ByteRange[] = [],
): GrowingBytes {
  let room: Uint8Array = first
  let { length } = first
  /** What was handed out last; absent once it has grown. */
  let view: Uint8Array | undefined
  let viewWasRead = length > 0
  let missing: ByteRange[] = [...lost]
  /** What has come in places before the end, and may have been missing; sorted out once somebody asks. */
  let filled: ByteRange[] = []
  let missingView: readonly ByteRange[] | undefined

  function grow(to: number): void {
    if (to > room.length) {
      const larger = new Uint8Array(Math.max(256, to, room.length * 2))
      larger.set(room.subarray(0, length))
      room = larger
    }
    length = to
    view = undefined
  }

  const outOfBounds = (offset: number, count: number): boolean =>
    !Number.isSafeInteger(offset) ||
    !Number.isSafeInteger(count) ||
    offset < 0 ||
    count < 0 ||
    offset + count > MAX_SOURCE_BYTES

  function lose(offset: number, count: number): 'appended' | 'refused' {
    if (outOfBounds(offset, count)) return 'refused'
    const end = offset + count
    if (end <= length) return 'appended'
    const last = missing.at(-1)
    // Also what lies between the old end and `offset` has not come.
    if (last !== undefined && last.end === length) missing[missing.length - 1] = { start: last.start, end }
    else missing.push({ start: length, end })
    missingView = undefined
    grow(end)
    return 'appended'
  }

  return {
    get bytes() {
      viewWasRead = true
      return (view ??= room.length === length ? room : room.subarray(0, length))
    },
    get length() {
      return length
    },
    get missing() {
      if (filled.length > 0) {
        missing = without(missing, filled)
        filled = []
      }
      return (missingView ??= [...missing])
    },
    lose,
    write(offset, bytes) {
      if (outOfBounds(offset, bytes.length)) return 'refused'
      if (length === 0 && offset === 0) {
        // Whoever brought them keeps them as they are: copied once something is written over them, or behind.
        room = bytes
        viewWasRead = true
        view = undefined
        length = bytes.length
        return 'appended'
      }
      const rewritten = offset < length && bytes.length > 0
      if (offset > length) lose(length, offset - length)
      const end = offset + bytes.length
      if (rewritten) {
        filled.push({ start: offset, end })
        missingView = undefined
        if (viewWasRead) {
          room = room.slice()
          view = undefined
          viewWasRead = false
        }
      }
      if (end > length) grow(end)
      room.set(bytes, offset)
      return rewritten ? 'rewritten' : 'appended'
    },
  }
}

/** What of the ranges, which are in order and apart, lies outside of others, which may be anywhere. */
function without(ranges: readonly ByteRange[], others: readonly ByteRange[]): ByteRange[] {
  const cuts = [...others].sort((a, b) => a.start - b.start)
  const left: ByteRange[] = []
  let next = 0
  for (const range of ranges) {
    let { start } = range
    for (let cut = cuts[next]; cut !== undefined && cut.start < range.end; cut = cuts[++next]) {
      if (cut.start > start) left.push({ start, end: cut.start })
      start = Math.max(start, cut.end)
      // What reaches on may cut the next range, too.
      if (cut.end > range.end) break
    }
    if (start < range.end) left.push({ start, end: range.end })
  }
  return left
}
