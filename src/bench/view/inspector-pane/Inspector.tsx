/**
 * The inspector of a bench or a workbench: finds the unit at the moment on show, and says where there is none. Its
 * selection is that of all views. The unit itself is drawn by `OpenUnit.tsx`.
 */
import { useMemo, useState } from 'preact/hooks'
import type { ComponentChildren, Ref } from 'preact'
import { INSPECTOR_WORDS, type LensName, type UnitStep } from '../../../inspector/words.ts'
import type { ExchangeView } from '../../../wire/trace/views.ts'
import type { TracedKind } from '../../../wire/trace/transports.ts'
import { latestSliceIndex } from '../wire-list/latest-slice.ts'
import { sliceMoments } from '../wire-list/wire-rows.ts'
import { placeOfSource } from '../../../inspector/arrived.ts'
import { OpenUnit } from '../../../inspector/OpenUnit.tsx'
import { unitToOpen, usualStep, type Walk } from '../../../inspector/unit-walk.ts'
import type { ViewState } from '../../../inspector/view-state.ts'
import '../../../inspector/inspector.css'

/** How the reader looks: the lens they chose, and what Page Up and Page Down go by. What is absent is the unit's usual. */
export interface InspectorView {
  readonly lens?: LensName | undefined
  readonly by?: UnitStep | undefined
}

interface Props {
  readonly viewState: ViewState
  /** Where the wire list sends the reader who opens a slice. */
  readonly root: Ref<HTMLDivElement>
  /** Held by a workbench, whose links name it; a bench's inspector keeps its own. */
  readonly view?: InspectorView
  readonly onView?: (view: InspectorView) => void
  /** What stands beside the lens on a workbench, where tree and sentence then have a column of their own. */
  readonly aside?: ComponentChildren
}

export function Inspector({ viewState, root, view: held, onView, aside }: Props) {
  const { events, conversation, selection, version, shown } = viewState
  const [own, setOwn] = useState<InspectorView>({})
  const view = held ?? own
  const look = (change: InspectorView): void => {
    const next = { ...view, ...change }
    if (held === undefined) setOwn(next)
    onView?.(next)
  }
  const slices = useMemo(() => sliceMoments(events, shown), [events, shown, version])
  const sliceIndex = latestSliceIndex(slices, viewState.moment)
  const slice = sliceIndex === undefined ? undefined : slices[sliceIndex]
  const transport = transportOf(viewState, slice)
  const walk: Walk = { events, conversation, by: view.by ?? usualStep(transport) }
  const opened = unitToOpen(slice, selection?.unit, walk)
  const source = opened === undefined ? undefined : conversation.source(opened.unit.source)
  const place = source && placeOfSource(source, exchangesFrom(viewState, slice))
  if (
    opened === undefined ||
    source === undefined ||
    place === undefined ||
    slice === undefined ||
    sliceIndex === undefined
  ) {
    const words = INSPECTOR_WORDS[viewState.language]
    return (
      <div role="group" class="inspector" ref={root} aria-label={words.title}>
        <div class="pane-head">
          <h4>{words.title}</h4>
        </div>
        <p class="inspector-none">{words.none}</p>
      </div>
    )
  }
  return (
    <OpenUnit
      viewState={viewState}
      root={root}
      opened={opened}
      source={source}
      {...place}
      slices={slices}
      sliceIndex={sliceIndex}
      transport={transport}
      walk={walk}
      lens={view.lens}
      onLens={(lens) => look({ lens })}
      onStep={(by) => look({ by })}
      aside={aside}
    />
  )
}

/** The exchange of the slice on show first: it nearly always is the one; a unit asked for may be of any. */
function exchangesFrom(
  { events, conversation }: ViewState,
  slice: number | undefined,
): readonly ExchangeView[] {
  const event = slice === undefined ? undefined : events[slice]
  const own = event?.kind === 'slice' ? conversation.exchange(event.exchange) : undefined
  return own === undefined ? conversation.exchanges : [own, ...conversation.exchanges]
}

function transportOf({ events, conversation }: ViewState, slice: number | undefined): TracedKind {
  const event = slice === undefined ? undefined : events[slice]
  return event?.kind === 'slice' ? (conversation.exchange(event.exchange)?.transport ?? 'events') : 'events'
}
