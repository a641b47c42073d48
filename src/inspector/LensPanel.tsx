/** The lower half of the inspector: tabs for the lenses that this unit has, and the chosen one under them. */
import type { ComponentType } from 'preact'
import { useId, useRef } from 'preact/hooks'
import type { LensName } from './words.ts'
import { takeKey } from '../ui/list-keys.ts'
import { useMounted } from '../ui/use-mounted.ts'
import { useMedia } from '../ui/use-media.ts'
import { AcceptLens } from './AcceptLens.tsx'
import { BitFigure } from './BitFigure.tsx'
import { FieldTree } from './FieldTree.tsx'
import { lensesOf, usualBesideTree, usualLens, type LensProps } from './lens.ts'
import { ParserLens } from './ParserLens.tsx'
import { UnmaskSteps } from './UnmaskSteps.tsx'
import { ViewsLens } from './ViewsLens.tsx'
import { WalkPage } from './WalkPage.tsx'
import { BareButton } from '../ui/Button.tsx'
import './lens.css'

const LENSES: Readonly<Record<LensName, ComponentType<LensProps>>> = {
  fields: FieldTree,
  bits: BitFigure,
  unmask: UnmaskSteps,
  views: ViewsLens,
  accept: AcceptLens,
  parser: ParserLens,
  walk: WalkPage,
}

interface Props extends LensProps {
  /** What the reader chose last; where this unit has no such lens, its usual one is on show. */
  readonly chosen: LensName | undefined
  readonly onChoose: (lens: LensName) => void
  /** The tree of fields stands elsewhere, and is no tab here. */
  readonly isSplit: boolean
}

export function LensPanel(props: Props) {
  const { chosen, onChoose, unit, words, isSplit } = props
  const id = useId()
  const printing = useMedia('print')
  const mounted = useMounted()
  // Nothing is stepped on paper, nor without script on a page that has this one unit: there all of its fields stand.
  const isPage = printing || (isSplit && !mounted)
  const tabs = useRef<HTMLDivElement>(null)
  const lenses = lensesOf(unit).filter((name) => !isSplit || name !== 'fields')
  const usual = isSplit ? usualBesideTree(unit) : usualLens(unit)
  const here = chosen !== undefined && lenses.includes(chosen) ? chosen : usual
  const Lens = LENSES[here]

  const onKeyDown = (event: KeyboardEvent): void => {
    const at = lenses.indexOf(here)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: lenses.length - 1 }[event.key]
    if (to === undefined) return
    takeKey(event)
    const name = lenses[(to + lenses.length) % lenses.length]
    if (name === undefined) return
    onChoose(name)
    tabs.current?.querySelector<HTMLElement>(`[data-lens="${name}"]`)?.focus()
  }
  return (
    <>
      <div
        class="lens-tabs needs-script"
        role="tablist"
        aria-label={words.lenses}
        ref={tabs}
        onKeyDown={onKeyDown}
      >
        {lenses.map((name) => (
          <BareButton
            key={name}
            id={`${id}-${name}`}
            class="lens-tab"
            role="tab"
            data-lens={name}
            aria-selected={name === here}
            aria-controls={`${id}-panel`}
            tabIndex={name === here ? 0 : -1}
            onClick={() => onChoose(name)}
          >
            {words.lens[name]}
          </BareButton>
        ))}
      </div>
      <div class={`lens lens-${here}`} id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${here}`}>
        <Lens {...props} />
      </div>
      {!isPage || here === 'walk' ? null : (
        <div class="lens-page">
          <WalkPage {...props} />
        </div>
      )}
    </>
  )
}
