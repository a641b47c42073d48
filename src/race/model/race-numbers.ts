/** Numbers that views of a race take from a row: sums, and what an event cost beside itself. Pure. */
import { BYTE_KINDS, type ByteCounts, type ByteKind } from '../../wire/trace/queries/byte-counts.ts'
import type { RaceRow } from '../../wire/race/race-view.ts'

/** All bytes of one direction. */
export function sumOf(counts: ByteCounts): number {
  return BYTE_KINDS.reduce((sum, kind) => sum + counts[kind], 0)
}

/** All bytes of a row, both ways. */
export function totalBytes({ bytes }: RaceRow): number {
  return sumOf(bytes['client-to-server']) + sumOf(bytes['server-to-client'])
}

/** Both ways together, kind by kind. */
export function bothWays({ bytes }: RaceRow): ByteCounts {
  const up = bytes['client-to-server']
  const down = bytes['server-to-client']
  const of = (kind: ByteKind): number => up[kind] + down[kind]
  return { head: of('head'), framing: of('framing'), payload: of('payload') }
}

/** Bytes that are not the message itself, for each event that was delivered the first time; absent before there is one. */
export function overheadPerEvent(row: RaceRow): number | undefined {
  const { head, framing } = bothWays(row)
  return row.delivered === 0 ? undefined : (head + framing) / row.delivered
}
