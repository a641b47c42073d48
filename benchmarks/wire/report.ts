/** Turns readings into medians, ratios of ours to the peer's, and the table of docs/benchmarks.md. */
import { median } from '../statistics.ts'
import type { Input } from './inputs.ts'
import type { Load } from './measure.ts'
import type { SubjectName } from './subjects.ts'

/** What became of one input: megabytes a second, and how many times faster the peer is. */
export interface InputResult {
  readonly ours: number
  readonly peer?: { readonly name: SubjectName; readonly megabytesPerSecond: number; readonly ratio: number }
}

export interface WireResults {
  readonly load: Load
  readonly rounds: number
  readonly inputs: Readonly<Record<string, InputResult>>
}

/** The readings of one input: megabytes a second by subject, one a round. */
export type Readings = Readonly<Partial<Record<SubjectName, readonly number[]>>>

/** The medians of an input's readings. Throws where ours has none. */
export function resultOf({ ours = [], ...peers }: Readings): InputResult {
  const own = median(ours)
  const [peer] = Object.entries(peers) as [Exclude<SubjectName, 'ours'>, readonly number[]][]
  if (peer === undefined) return { ours: own }
  const megabytesPerSecond = median(peer[1])
  return { ours: own, peer: { name: peer[0], megabytesPerSecond, ratio: megabytesPerSecond / own } }
}

/** A Markdown table: an input a row; ours, and the peer's with its ratio to ours. */
export function tableOf(
  inputs: readonly Pick<Input, 'name' | 'label'>[],
  results: WireResults['inputs'],
): string {
  const rows = inputs.flatMap(({ name, label }) => {
    const result = results[name]
    if (result === undefined) return []
    const { ours, peer } = result
    const theirs =
      peer === undefined
        ? 'no peer'
        : `\`${peer.name}\` ${peer.megabytesPerSecond.toFixed(0)} (×${peer.ratio.toFixed(1)})`
    return [`| ${label} | ${ours.toFixed(ours < 10 ? 1 : 0)} | ${theirs} |`]
  })
  return [
    '| MB a second | ours, every field kept | theirs, the result only |',
    '| --- | ---: | ---: |',
    ...rows,
  ].join('\n')
}
