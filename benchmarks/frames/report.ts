/** Turns readings into medians and the tables of docs/benchmarks.md: scrolling, and waiting. */
import { median } from '../statistics.ts'
import type { FrameTimes, Waiting } from './frame-times.ts'
import type { FrameLoad, FrameReading, FrameSubject } from './subjects.ts'

export interface FrameResults {
  readonly load: FrameLoad
  readonly rounds: number
  readonly subjects: Readonly<Record<string, FrameReading>>
}

/** The medians of a subject's readings, part by part. Throws where there is none. */
export function mediansOf(readings: readonly FrameReading[]): FrameReading {
  const [first] = readings
  if (first === undefined) throw new Error('A subject that was not measured.')
  return {
    scrolls: each(first.scrolls, (part) => fieldMedians(readings.map(({ scrolls }) => scrolls[part]))),
    waits: each(first.waits, (part) => fieldMedians(readings.map(({ waits }) => waits[part]))),
  }
}

function each<T>(parts: Readonly<Record<string, T>>, give: (part: string) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.keys(parts).map((part) => [part, give(part)]))
}

function fieldMedians<T extends object>(times: readonly (T | undefined)[]): T {
  const there = times.filter((one) => one !== undefined)
  const [first] = there
  if (first === undefined) throw new Error('A part that was not measured.')
  const fields = Object.keys(first) as (keyof T)[]
  return Object.fromEntries(
    fields.map((field) => [field, median(there.map((one) => Number(one[field])))]),
  ) as T
}

/** Two Markdown tables: a scroll a row, with how many times the blank list's median frame it takes; and a wait a row. */
export function tableOf(
  subjects: readonly Pick<FrameSubject, 'name' | 'label'>[],
  results: FrameResults['subjects'],
): string {
  const rows = subjects.flatMap(({ name, label }) => {
    const reading = results[name]
    return reading === undefined ? [] : [{ label, reading }]
  })
  const scrolls = rows.flatMap(({ label, reading }) =>
    Object.entries(reading.scrolls).map(([part, times]) => scrollRow(`${label}: ${part}`, times)),
  )
  const waits = rows.flatMap(({ label, reading }) =>
    Object.entries(reading.waits).map(([part, wait]) => waitRow(`${label}: ${part}`, wait)),
  )
  const tables = [
    [
      '| scrolled from end to end | median frame, ms | 99th percentile, ms | frames later than 16.7 ms |',
      '| --- | ---: | ---: | ---: |',
      ...scrolls,
    ],
    [
      '| waited for | first rows, ms | all, ms | longest without an answer, ms |',
      '| --- | ---: | ---: | ---: |',
      ...waits,
    ],
  ]
  return tables.map((lines) => lines.join('\n')).join('\n\n')
}

function scrollRow(label: string, { medianMs, p99Ms, lateShare }: FrameTimes): string {
  return `| ${label} | ${medianMs.toFixed(1)} | ${p99Ms.toFixed(1)} | ${(lateShare * 100).toFixed(1)} % |`
}

function waitRow(label: string, { firstMs, allMs, longestMs }: Waiting): string {
  return `| ${label} | ${firstMs.toFixed(0)} | ${allMs.toFixed(0)} | ${longestMs.toFixed(0)} |`
}
