/** The load bench: long and short polling against bare `node:http`, every subject in each round, in turns. */
import { rounded } from '../results-file.ts'
import { FULL_LOAD, measure, SUBJECTS, type Round, type Subject } from './measure.ts'
import { mediansOf, ratiosOf, tableOf, type Results } from './report.ts'

/** Runs the bench and says each round as it comes. */
export async function benchLoad(
  rounds: number,
): Promise<{ readonly results: Results; readonly table: string }> {
  const measured: Record<Subject, Round[]> = { bare: [], idle: [], observed: [], shared: [] }
  for (let round = 0; round < rounds; round++) {
    // In turns and from a different one each time, so that a machine that slows down slows all of them.
    for (const subject of [
      ...SUBJECTS.slice(round % SUBJECTS.length),
      ...SUBJECTS.slice(0, round % SUBJECTS.length),
    ]) {
      const result = await measure(subject, FULL_LOAD)
      measured[subject].push(result)
      console.log(`load round ${round + 1} ${subject} ${rounded(result)}`)
    }
  }
  const medians = {
    bare: mediansOf(measured.bare),
    idle: mediansOf(measured.idle),
    observed: mediansOf(measured.observed),
    shared: mediansOf(measured.shared),
  }
  const observed = measured.observed.at(-1)?.observed
  const results: Results = {
    load: FULL_LOAD,
    rounds,
    medians,
    ratios: {
      idle: ratiosOf(medians.idle, medians.bare),
      observed: ratiosOf(medians.observed, medians.bare),
      shared: ratiosOf(medians.shared, medians.bare),
    },
    ...(observed ? { observed } : {}),
  }
  return { results, table: tableOf(results) }
}
