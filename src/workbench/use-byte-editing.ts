/** How bytes on show are typed over, and which of their bits are others by now. */
import { useRef } from 'preact/hooks'
import type { ByteEditing } from '../inspector/byte-edits.ts'
import type { SourceId } from '../wire/bytes/bytes.ts'
import { wirePlace } from '../wire/bytes/source-map.ts'
import type { Conversation } from '../wire/trace/views.ts'
import type { ByteEdits } from './edited-run.ts'

interface Edited {
  /** Another for each run: a byte whose first digit was typed is a byte of that run. */
  readonly opening: number
  /** What is on show, with the changes. */
  readonly now: Conversation
  /** As it crossed. */
  readonly original: Conversation
  readonly edits: ByteEdits | undefined
}

/** `change` hears of each difference (XOR), and where that byte crossed: `undefined` where it has no such place. */
export function useByteEditing(
  { opening, now, original, edits }: Edited,
  change: (place: ReturnType<typeof wirePlace>, difference: number) => void,
): ByteEditing {
  const half = useRef<
    { readonly opening: number; readonly source: SourceId; readonly offset: number } | undefined
  >()
  return {
    flip: (source, bit) => change(wirePlace(now, source, bit >> 3), 0x80 >> (bit & 7)),
    type(source, offset, digit) {
      const byte = now.source(source)?.bytes[offset] ?? 0
      const first = half.current
      const isSecond = first?.opening === opening && first.source === source && first.offset === offset
      half.current = isSecond ? undefined : { opening, source, offset }
      const next = isSecond ? (byte & 0xf0) | digit : (digit << 4) | (byte & 0x0f)
      change(wirePlace(now, source, offset), byte ^ next)
      return isSecond
    },
    changedBits(source, offset) {
      const place = edits === undefined ? undefined : wirePlace(now, source, offset)
      if (edits === undefined || place?.source !== edits.source) return 0
      const is = edits.bytes.get(place.offset)
      const was = original.source(place.source)?.bytes[place.offset]
      return is === undefined || was === undefined ? 0 : is ^ was
    },
  }
}
