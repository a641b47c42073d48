/** `benchmarks/results.json`: a section for each bench, so that one can be run again without the other. And the marked places of docs/benchmarks.md. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'

export interface MeasuredOn {
  readonly date: string
  readonly node: string
  readonly cpus: number
  readonly platform: string
}

/** This machine, today. */
export function measuredHere(): MeasuredOn {
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.version,
    cpus: cpus().length,
    platform: `${process.platform}-${process.arch}`,
  }
}

/** The line under a table that says where its numbers are from. */
export function caption({ date, node, cpus: count, platform }: MeasuredOn, rounds: number): string {
  return `Measured ${date} on ${count} cores, Node ${node.slice(1)}, ${platform}; medians of ${rounds} rounds in turns.`
}

/** Puts one bench's results into the file and leaves the others' as they are. */
export function writeSection(path: string, name: string, section: unknown): void {
  const sections = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>) : {}
  writeFileSync(path, `${JSON.stringify({ ...sections, [name]: section }, null, 2)}\n`)
}

/** Puts text between the two marker comments of a bench in a page. Throws where they are missing. */
export function withTable(page: string, name: string, text: string): string {
  const start = `<!-- bench ${name}:start -->`
  const end = `<!-- bench ${name}:end -->`
  const from = page.indexOf(start)
  const to = page.indexOf(end)
  if (from < 0 || to < from) throw new Error(`The page has no ${start} … ${end}.`)
  return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`
}

/** Numbers of a round, short enough to be read as they come. */
export function rounded(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'number' ? Math.round(part * 10) / 10 : part,
  )
}
