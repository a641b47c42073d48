/**
 * What a run does and what a stream carries, in words: notes, parts of slices, faults, ends. English and Simplified Chinese;
 * a part of the bench's words (`bench-words.ts`), apart since ladder, table and controls all say them.
 */
import type { FaultMoment } from '../wire/trace/trace.ts'
import type { Transport } from '../wire/transports.ts'
import type { RunWords } from './run-words.en.ts'

export type { RunWords }

/** The transport a fault was meant for, as the reader's language names it. */
export function faultTarget(
  { transport }: FaultMoment,
  names: Readonly<Record<Transport, string>>,
  words: RunWords,
): string {
  return transport === 'all' ? words.all : names[transport]
}
