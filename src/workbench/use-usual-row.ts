/** Which unit of a run opens by itself. */
import { useMemo, useRef } from 'preact/hooks'
import type { Opening } from './opening.ts'
import { opcodeOf, type UnitRow } from './unit-rows.ts'
import type { Opened } from './use-opening.ts'

/** The unit that opens by itself; of a run that is still read it stays the one that it was. */
export function useUsualRow(
  rows: readonly UnitRow[],
  live: boolean,
  { opening }: Opened,
): UnitRow | undefined {
  const first = useRef<{ readonly of: Opening; readonly row: UnitRow } | undefined>(undefined)
  const usual = useMemo(() => usualRow(rows, live), [rows, live])
  if (opening === undefined || usual === undefined) return usual
  if (first.current?.of !== opening) first.current = { of: opening, row: usual }
  return first.current.row
}

/** The unit that opens by itself: of a live run the newest, else the first frame with a message, else the first unit. */
function usualRow(rows: readonly UnitRow[], live: boolean): UnitRow | undefined {
  if (live) return rows.findLast(({ depth }) => depth === 0)
  return (
    rows.find((row) => row.direction === 'client-to-server' && [1, 2].includes(opcodeOf(row) ?? 0)) ??
    rows.find(({ unit }) => unit.kind === 'frame' || unit.kind === 'event-block') ??
    rows[0]
  )
}
