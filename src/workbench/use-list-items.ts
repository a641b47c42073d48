/** The items of the unit list as they are found: at once where they are few, else in slices, with what is found on show. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import { runInSlices } from '../ui/slices.ts'
import { createItemList } from './item-list.ts'
import type { ListItem, UnitFilter } from './unit-filter.ts'
import type { UnitRow } from './unit-rows.ts'

export interface FoundItems {
  readonly items: readonly ListItem[]
  /** The search goes on. */
  readonly isSearching: boolean
}

/** So many steps are done before the list is drawn; most runs need no more. */
const STEPS_AT_ONCE = 2

export function useListItems(rows: readonly UnitRow[], filter: UnitFilter): FoundItems {
  const list = useRef<ReturnType<typeof createItemList>>()
  list.current ??= createItemList()
  const { current } = list
  const [, setShown] = useState(0)
  useMemo(() => {
    current.set(rows, filter)
    for (let step = 0; step < STEPS_AT_ONCE && current.step(); step++);
  }, [rows, filter])
  useEffect(() => {
    if (current.isDone) return
    return runInSlices(current, () => setShown((times) => times + 1))
  }, [rows, filter])
  return { items: current.items, isSearching: !current.isDone }
}
