/**
 * Reads a content that is streamed and has parts of its own, as it grows: event streams and streamed scripts. One
 * interface for both, so that the message reader need not know which it has.
 */
import type { Unit } from './field.ts'

export interface ContentReader {
  /** Reads on as far as whole parts go. Bytes seen before stay as they were. */
  advance(bytes: Uint8Array): void
  /** All units up to the end of the bytes, the unfinished one last. `isOver`: no byte will follow. */
  units(bytes: Uint8Array, isOver: boolean): readonly Unit[]
  /** Gives a reader that knows what comes before an offset and reads on from there: for bytes that are others from it on. */
  forkBefore(offset: number): ContentReader
}
