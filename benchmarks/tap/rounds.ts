/** The tap's bench: nothing, a plain relay, the tap, the tap watched, every subject in each round, in turns. */
import { rounded } from '../results-file.ts'
import { FULL_LOAD, measure, SUBJECTS, type Measures, type Subject } from './measure.ts'
import { mediansOf, ratiosOf, tableOf, type TapResults } from './report.ts'

/** Runs the bench and says each round as it comes. The pages have to be built. */
export async function benchTap(
  rounds: number,
): Promise<{ readonly results: TapResults; readonly table: string }> {
  const measured: Record<Subject, Measures[]> = { none: [], relay: [], tap: [], watched: [] }
  for (let round = 0; round < rounds; round++) {
    // In turns and from a different one each time, so that a machine that slows down slows all of them.
    const first = round % SUBJECTS.length
    for (const subject of [...SUBJECTS.slice(first), ...SUBJECTS.slice(0, first)]) {
      const result = await measure(subject, FULL_LOAD)
      measured[subject].push(result)
      console.log(`tap round ${round + 1} ${subject} ${rounded(result)}`)
    }
  }
  const ofEach = (give: (subject: Subject) => Measures): Record<Subject, Measures> => ({
    none: give('none'),
    relay: give('relay'),
    tap: give('tap'),
    watched: give('watched'),
  })
  const medians = ofEach((subject) => mediansOf(measured[subject]))
  const ratios = ofEach((subject) => ratiosOf(medians[subject], medians.relay))
  return { results: { load: FULL_LOAD, rounds, medians, ratios }, table: tableOf({ medians, ratios }) }
}
