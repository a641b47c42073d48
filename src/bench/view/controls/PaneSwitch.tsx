/** What is open: the ladder always, code and bytes beside it when asked for. On a phone, where one fits, what is in front. */
import type { BenchWords } from '../words.ts'
import { PANES, type Pane } from '../../model/stop.ts'
import type { OpenPanes } from '../open-panes.ts'

/** The pane that a phone shows. */
export type Front = Pane | 'ladder'

interface Props {
  readonly words: BenchWords
  readonly ready: boolean
  readonly panes: OpenPanes
  readonly front: Front
  readonly onFront: (front: Front) => void
}

export function PaneSwitch({ words, ready, panes, front, onFront }: Props) {
  const says = words.panes
  return (
    <div class="pane-switch" role="group" aria-label={says.label}>
      <button
        type="button"
        class="pane-choice"
        data-pane="ladder"
        disabled={!ready}
        aria-pressed={true}
        onClick={() => {
          // Beside others it closes them; where it lay behind them it comes to the front.
          if (front === 'ladder') for (const pane of panes.open) panes.set(pane, false)
          onFront('ladder')
        }}
      >
        {says.ladder}
      </button>
      {PANES.map((pane) => {
        const isOpen = panes.open.includes(pane)
        return (
          <button
            key={pane}
            type="button"
            class="pane-choice"
            data-pane={pane}
            disabled={!ready}
            aria-pressed={isOpen}
            onClick={({ currentTarget }) => {
              const box = currentTarget.closest('.bench')?.querySelector(`.bench-${pane}`)
              // What can be seen is closed; one that lies behind another, on a phone, comes to the front.
              const closes = (box?.getClientRects().length ?? 0) > 0
              panes.set(pane, !closes)
              onFront(closes ? 'ladder' : pane)
            }}
          >
            <span aria-hidden="true">{isOpen ? '−' : '+'}</span> {says[pane]}
          </button>
        )
      })}
    </div>
  )
}
