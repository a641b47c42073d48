/** The fan-out bench, and others that measure as it does: every subject in each round, in turns. */
import { rounded } from '../results-file.ts'
import { FULL_LOAD, InvalidRound, measure, type Load, type Round } from './measure.ts'
import { mostOpenFiles, tooFewOpenFiles } from './open-files.ts'
import { overOf, resultsOf, tableOf, type FanOutResults, type Measured } from './report.ts'
import { GROUPS, type Group } from './subjects.ts'

export interface Benched {
  readonly results: FanOutResults
  readonly table: string
  /** Who took more than it may. */
  readonly over: readonly string[]
}

export const benchFanOut = (rounds: number): Promise<Benched> =>
  benchGroups('fan-out', GROUPS, FULL_LOAD, rounds)

/** Runs a bench and says each round as it comes. Throws, before anything is started, where too few files may be opened. */
export async function benchGroups(
  name: string,
  groups: readonly Group[],
  load: Load,
  rounds: number,
): Promise<Benched> {
  const all = groups.flatMap(({ subjects }) => subjects)
  const tooFew = tooFewOpenFiles(Math.max(...load.steps.map(({ readers }) => readers)), mostOpenFiles())
  if (tooFew !== undefined) throw new Error(tooFew)

  const measured = new Map<string, Measured>()
  for (let round = 0; round < rounds; round++) {
    // In turns and from a different one each time, so that a machine that slows down slows all of them.
    const first = Math.floor((round * all.length) / rounds)
    for (const subject of [...all.slice(first), ...all.slice(0, first)]) {
      const before = measured.get(subject.name) ?? { rounds: [], invalidRounds: 0 }
      const said = `${name} round ${round + 1} ${subject.name}`
      try {
        const result: Round = await measure(subject, load)
        measured.set(subject.name, { ...before, rounds: [...before.rounds, result] })
        console.log(`${said} ${rounded(result)}`)
      } catch (error) {
        if (!(error instanceof InvalidRound)) throw error
        measured.set(subject.name, { ...before, invalidRounds: before.invalidRounds + 1 })
        console.log(`${said} is invalid: ${error.message}`)
      }
    }
  }

  const subjects = Object.assign(
    {},
    ...groups.map((group) => resultsOf(group, measured)),
  ) as FanOutResults['subjects']
  const table = groups.map((group) => tableOf(group, subjects)).join('\n\n')
  return {
    results: { load, rounds, subjects },
    table: table + invalidNote(subjects),
    over: overOf(all, subjects),
  }
}

function invalidNote(subjects: FanOutResults['subjects']): string {
  const invalid = Object.entries(subjects).filter(([, { invalidRounds }]) => invalidRounds > 0)
  if (invalid.length === 0) return ''
  const each = invalid.map(([name, { invalidRounds }]) => `${name} ${invalidRounds}`).join(', ')
  return `\n\nRounds in which events went missing, and that count for nothing: ${each}.`
}
