/** Which panes a reader has opened beside a figure's ladder: kept on this device, for one figure or for all. */
import { useEffect, useState } from 'preact/hooks'
import { signal } from '@preact/signals'
import { recall, remember } from '../../ui/reader-memory.ts'
import { PANES, type Pane } from '../model/stop.ts'

/** Whether all panes are open everywhere, once a page has asked. */
const everywhere = signal<boolean | undefined>(undefined)

export interface OpenPanes {
  readonly open: readonly Pane[]
  readonly isEverywhere: boolean
  /** The reader has said what is open; else it is what the figure opens with. */
  readonly isChosen: boolean
  /** Opens or closes a pane of this figure, and keeps that. */
  readonly set: (pane: Pane, on: boolean) => void
  readonly setEverywhere: (on: boolean) => void
}

/** The open panes of a figure; `initial` before the reader has chosen. */
export function useOpenPanes(figure: string, initial: readonly Pane[]): OpenPanes {
  const [own, setOwn] = useState<readonly Pane[]>()
  // After the first render, which is the build's.
  useEffect(() => {
    const kept = recall(`panes.${figure}`)
    if (kept !== undefined) setOwn(PANES.filter((pane) => kept.split(' ').includes(pane)))
    everywhere.value ??= recall('panes') === 'all'
  }, [figure])
  const isEverywhere = everywhere.value === true
  const open = isEverywhere ? PANES : (own ?? initial)
  return {
    open,
    isEverywhere,
    isChosen: isEverywhere || own !== undefined,
    set(pane, on) {
      const next = PANES.filter((each) => (each === pane ? on : open.includes(each)))
      if (!on && isEverywhere) {
        everywhere.value = false
        remember('panes', '')
      }
      setOwn(next)
      remember(`panes.${figure}`, next.join(' '))
    },
    setEverywhere(on) {
      everywhere.value = on
      remember('panes', on ? 'all' : '')
    },
  }
}
