/** Turns rounds of the fan-out into medians, ratios against each group's first subject, and the tables of docs/benchmarks.md. */
import type { Observed } from '../observer.ts'
import { median } from '../statistics.ts'
import type { Load, Measures, Round } from './measure.ts'
import type { Group, Subject } from './subjects.ts'

/** What became of one subject. */
export interface SubjectResult {
  /** The median of the valid rounds, a step each. */
  readonly medians: readonly Measures[]
  /** Of the medians, against the group's first subject. */
  readonly ratios: readonly Measures[]
  /** Rounds in which not every reader got every event once; they count for nothing. */
  readonly invalidRounds: number
  readonly observed?: Observed
}

export interface FanOutResults {
  readonly load: Load
  readonly rounds: number
  readonly subjects: Readonly<Record<string, SubjectResult>>
}

/** One subject's rounds as they came. */
export interface Measured {
  readonly rounds: readonly Round[]
  readonly invalidRounds: number
}

interface Row {
  readonly label: string
  readonly unit: string
  readonly measure: Exclude<keyof Measures, 'readers'>
}

const ROWS: readonly Row[] = [
  { label: 'server CPU a message', unit: 'µs', measure: 'cpuMicrosPerMessage' },
  { label: 'delay, median', unit: 'ms', measure: 'delayP50Ms' },
  { label: 'delay, 99th percentile', unit: 'ms', measure: 'delayP99Ms' },
  { label: 'memory a connection', unit: 'KiB', measure: 'connectionKiB' },
]

/** Results of one group. Throws where a subject has no valid round: there is nothing to compare then. */
export function resultsOf(
  group: Group,
  measured: ReadonlyMap<string, Measured>,
): Readonly<Record<string, SubjectResult>> {
  const floor = mediansOf(group.subjects[0].name, measured)
  return Object.fromEntries(
    group.subjects.map(({ name }) => {
      const medians = mediansOf(name, measured)
      const { rounds, invalidRounds } = measured.get(name) ?? { rounds: [], invalidRounds: 0 }
      const observed = rounds.at(-1)?.observed
      const ratios = medians.map((step, index) => ratioOf(step, floor[index] ?? step))
      return [name, { medians, ratios, invalidRounds, ...(observed ? { observed } : {}) }]
    }),
  )
}

/** A group's Markdown table: the first subject's medians with their unit, how many times that the others take. */
export function tableOf(group: Group, subjects: Readonly<Record<string, SubjectResult>>): string {
  const [floor, ...others] = group.subjects
  const stepCount = subjects[floor.name]?.medians.length ?? 0
  const lines = [
    `| ${group.title} | ${group.subjects.map(({ label }) => label).join(' | ')} |`,
    `| --- | ${group.subjects.map(() => '---:').join(' | ')} |`,
  ]
  for (let step = 0; step < stepCount; step++) {
    for (const { label, unit, measure } of ROWS) {
      if (group.withoutMemory && measure === 'connectionKiB') continue
      const median = subjects[floor.name]?.medians[step]
      const ratios = others.map(({ name }) => `×${subjects[name]?.ratios[step]?.[measure].toFixed(2)}`)
      const readers = median?.readers.toLocaleString('en-US')
      lines.push(
        `| ${readers} readers: ${label} | ${[`${median?.[measure].toFixed(1)} ${unit}`, ...ratios].join(' | ')} |`,
      )
    }
  }
  return lines.join('\n')
}

/** A sentence for each whose CPU a message is more times its group's first than it may be, at the last step. */
export function overOf(
  all: readonly Subject[],
  results: Readonly<Record<string, SubjectResult>>,
): readonly string[] {
  return all.flatMap(({ name, mostCpuRatio = Infinity }) => {
    const ratio = results[name]?.ratios.at(-1)?.cpuMicrosPerMessage ?? 0
    return ratio > mostCpuRatio
      ? [`${name} takes ×${ratio.toFixed(2)} the CPU of its group's first; ×${mostCpuRatio} is the most.`]
      : []
  })
}

function mediansOf(name: string, measured: ReadonlyMap<string, Measured>): readonly Measures[] {
  const rounds = measured.get(name)?.rounds ?? []
  const [first] = rounds
  if (first === undefined) throw new Error(`${name} has no valid round.`)
  return first.steps.map(({ readers }, step) =>
    fromEach(readers, (measure) => median(rounds.map(({ steps }) => steps[step]?.[measure] ?? Number.NaN))),
  )
}

function ratioOf(measures: Measures, floor: Measures): Measures {
  return fromEach(measures.readers, (measure) => measures[measure] / floor[measure])
}

function fromEach(readers: number, give: (measure: Row['measure']) => number): Measures {
  return {
    readers,
    cpuMicrosPerMessage: give('cpuMicrosPerMessage'),
    delayP50Ms: give('delayP50Ms'),
    delayP99Ms: give('delayP99Ms'),
    connectionKiB: give('connectionKiB'),
  }
}
