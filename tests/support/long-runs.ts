/** Bytes of each kind, as many as one wants, with what they are read as: what a test of long runs opens. */
import { makeInputs } from '../../benchmarks/wire/inputs.ts'
import type { ByteReading } from '../../src/wire/import/read-as.ts'

export interface LongRun {
  readonly name: string
  readonly bytes: Uint8Array
  readonly reading: ByteReading
}

const READINGS: Readonly<Record<string, ByteReading>> = {
  small: 'server-frames',
  masked: 'client-frames',
  fragmented: 'server-frames',
  deflated: 'server-frames-deflate',
  'short-events': 'event-stream',
  scripts: 'response',
}

/** Gives frames (plain, masked, in fragments, compressed), an event stream and chunked scripts, each of about that many bytes. */
export function longRuns(bytes: number): readonly LongRun[] {
  return makeInputs(bytes).flatMap(({ name, bytes: made }) => {
    const reading = READINGS[name]
    return reading === undefined ? [] : [{ name, bytes: made, reading }]
  })
}
