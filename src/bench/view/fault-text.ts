/** A fault in words, with whom it was for: what the ladder's table says, and what is heard when it happens. */
import type { FaultMoment } from '../../wire/trace/trace.ts'
import type { BenchWords } from './words.ts'

export function faultText(fault: FaultMoment, words: BenchWords): string {
  return words.run.fault(fault, fault.transport === 'all' ? words.run.all : words.transport[fault.transport])
}
