/** One reading of one input by one subject: how many megabytes a second, and whether everything in it was handed over. */
import type { Input } from './inputs.ts'
import type { Subject } from './subjects.ts'

export interface Load {
  readonly inputBytes: number
  readonly pieceBytes: number
}

/** 64 KiB is what Node reads from a socket at once. */
export const FULL_LOAD: Load = { inputBytes: 4 * 1024 * 1024, pieceBytes: 64 * 1024 }

/** Gives the megabytes (10^6 bytes) a second. Throws where not all messages came, or others: then nothing is compared. */
export async function measure(subject: Subject, input: Input, pieceBytes: number): Promise<number> {
  // ws takes the mask off where the bytes stand: each reader gets bytes of its own.
  const own = { ...input, bytes: input.bytes.slice() }
  const begun = performance.now()
  const { results, resultBytes } = await subject.read(own, pieceBytes)
  const tookMs = performance.now() - begun
  const { expected } = input
  if (results !== expected.results || resultBytes !== expected.resultBytes)
    throw new Error(
      `${subject.name} read ${results} results of ${resultBytes} bytes in "${input.name}", not ${expected.results} of ${expected.resultBytes}.`,
    )
  return input.bytes.length / 1000 / tookMs
}
