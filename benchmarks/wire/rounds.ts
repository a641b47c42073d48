/** The wire bench: every input in each round, read by us and by the peer in turns. */
import { rounded } from '../results-file.ts'
import { makeInputs } from './inputs.ts'
import { FULL_LOAD, measure, type Load } from './measure.ts'
import { resultOf, tableOf, type Readings, type WireResults } from './report.ts'
import { SUBJECTS, type SubjectName } from './subjects.ts'

/** Runs the bench and says each round as it comes. The first pass over the inputs is for the compiler and is not counted. */
export async function benchWire(
  rounds: number,
  load: Load = FULL_LOAD,
): Promise<{ readonly results: WireResults; readonly table: string }> {
  const inputs = makeInputs(load.inputBytes)
  const readings = new Map<string, Partial<Record<SubjectName, number[]>>>()
  for (let round = 0; round <= rounds; round++) {
    for (const input of inputs) {
      const own = readings.get(input.name) ?? {}
      readings.set(input.name, own)
      // In turns, and the other one first each time, so that what one leaves to collect is not always the other's.
      const able = SUBJECTS.filter(({ reads }) => reads.includes(input.format))
      for (const subject of round % 2 === 0 ? able : able.toReversed()) {
        const speed = await measure(subject, input, load.pieceBytes)
        if (round === 0) continue
        ;(own[subject.name] ??= []).push(speed)
        console.log(`wire round ${round} ${input.name} ${subject.name} ${rounded(speed)} MB/s`)
      }
    }
  }
  const results = Object.fromEntries(
    Array.from(readings, ([name, own]: [string, Readings]) => [name, resultOf(own)]),
  )
  return { results: { load, rounds, inputs: results }, table: tableOf(inputs, results) }
}
