/** Turns rounds into medians, ratios against the plain relay, and the table of docs/benchmarks.md. */
import { median, shown } from '../statistics.ts'
import { SUBJECTS, type Load, type Measures, type Subject } from './measure.ts'

export interface TapResults {
  readonly load: Load
  readonly rounds: number
  readonly medians: Readonly<Record<Subject, Measures>>
  /** Of the medians, against `relay`. */
  readonly ratios: Readonly<Record<Subject, Measures>>
}

const ROWS = [
  { label: 'requests a second, six connections', measure: 'pollsPerSecond', decimals: 0 },
  { label: 'CPU of what stands between, a request, µs', measure: 'cpuMicrosPerPoll', decimals: 1 },
  { label: 'an event to a hundred long polls: delay, median, ms', measure: 'delayP50Ms', decimals: 1 },
  { label: 'the same, 99th percentile, ms', measure: 'delayP99Ms', decimals: 1 },
  { label: 'CPU of what stands between, a delivered event, µs', measure: 'cpuMicrosPerMessage', decimals: 1 },
  { label: 'a download of 100 MB, MB/s', measure: 'megabytesPerSecond', decimals: 0 },
  { label: 'CPU of what stands between, a megabyte, µs', measure: 'cpuMicrosPerMegabyte', decimals: 0 },
] as const satisfies readonly { label: string; measure: keyof Measures; decimals: number }[]

export function mediansOf(rounds: readonly Measures[]): Measures {
  return fromEach((measure) => {
    const values = rounds.flatMap((round) => round[measure] ?? [])
    return values.length === 0 ? undefined : median(values)
  })
}

export function ratiosOf(measures: Measures, floor: Measures): Measures {
  return fromEach((measure) => {
    const [value, least] = [measures[measure], floor[measure]]
    return value === undefined || least === undefined ? undefined : value / least
  })
}

/** A Markdown table: one row a measure, a column a subject, ratios to the plain relay in brackets. */
export function tableOf({ medians, ratios }: Pick<TapResults, 'medians' | 'ratios'>): string {
  const head = [
    '| | nothing between | a plain TCP relay | the tap, nobody watching | the tap, its page open |',
    '| --- | ---: | ---: | ---: | ---: |',
  ]
  const rows = ROWS.map(({ label, measure, decimals }) => {
    const cells = SUBJECTS.map((subject) => {
      const value = medians[subject][measure]
      if (value === undefined) return '–'
      const text = shown(value, decimals)
      return subject === 'relay' ? text : `${text} (×${ratios[subject][measure]?.toFixed(2)})`
    })
    return `| ${label} | ${cells.join(' | ')} |`
  })
  return [...head, ...rows].join('\n')
}

function fromEach(give: (measure: keyof Measures) => number | undefined): Measures {
  return Object.fromEntries(
    ROWS.flatMap(({ measure }) => {
      const value = give(measure)
      return value === undefined ? [] : [[measure, value]]
    }),
  ) as unknown as Measures
}
