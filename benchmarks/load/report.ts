/** Turns rounds into medians, ratios against bare `node:http`, and the table of docs/benchmarks.md. */
import type { Observed } from '../observer.ts'
import { SUBJECTS, type Load, type Measures, type Round, type Subject } from './measure.ts'
import { median, shown } from '../statistics.ts'

export interface Results {
  readonly load: Load
  readonly rounds: number
  readonly medians: Record<Subject, Measures>
  /** Of the medians, against `bare`. */
  readonly ratios: Record<Exclude<Subject, 'bare'>, Measures>
  readonly observed?: Observed
}

interface Row {
  readonly label: string
  readonly measure: keyof Measures
  readonly decimals: number
}

const ROWS: readonly Row[] = [
  { label: 'long polling: server CPU a delivered message, µs', measure: 'cpuMicrosPerMessage', decimals: 1 },
  { label: 'long polling: delay, median, ms', measure: 'delayP50Ms', decimals: 1 },
  { label: 'long polling: delay, 99th percentile, ms', measure: 'delayP99Ms', decimals: 1 },
  { label: 'long polling: memory a held request, KiB', measure: 'heldKiB', decimals: 1 },
  { label: 'short polling: requests a second', measure: 'pollsPerSecond', decimals: 0 },
  { label: 'short polling: server CPU a request, µs', measure: 'cpuMicrosPerPoll', decimals: 1 },
]

/** The medians of each subject's rounds, measure by measure. */
export function mediansOf(rounds: readonly Round[]): Measures {
  return fromEach((measure) => median(rounds.map((round) => round.measures[measure])))
}

/** How many times the floor each measure is. */
export function ratiosOf(measures: Measures, floor: Measures): Measures {
  return fromEach((measure) => measures[measure] / floor[measure])
}

/** A Markdown table: one row a measure, a column a subject, ratios to `bare` in brackets. */
export function tableOf(results: Results): string {
  const head = [
    '| | bare `node:http` | this server, nobody observing | this server, one observer | this server, labs in Redis |',
    '| --- | ---: | ---: | ---: | ---: |',
  ]
  const rows = ROWS.map(({ label, measure, decimals }) => {
    const cells = SUBJECTS.map((subject) => {
      const value = shown(results.medians[subject][measure], decimals)
      return subject === 'bare' ? value : `${value} (×${results.ratios[subject][measure].toFixed(2)})`
    })
    return `| ${label} | ${cells.join(' | ')} |`
  })
  return [...head, ...rows].join('\n')
}

function fromEach(give: (measure: keyof Measures) => number): Measures {
  return {
    cpuMicrosPerMessage: give('cpuMicrosPerMessage'),
    delayP50Ms: give('delayP50Ms'),
    delayP99Ms: give('delayP99Ms'),
    heldKiB: give('heldKiB'),
    pollsPerSecond: give('pollsPerSecond'),
    cpuMicrosPerPoll: give('cpuMicrosPerPoll'),
  }
}
