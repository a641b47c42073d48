/**
 * The inspector of a bench or a workbench: finds the unit at the moment on show, and says where there is none. Its
 * selection is that of all views. The unit itself is drawn by `OpenUnit.tsx`.
 */
import { useMemo, useState } from 'preact/hooks'
import type { Ref } from 'preact'
import type { LensName, UnitStep } from '../../i18n/inspector-words.ts'
import type { ExchangeView } from '../../wire/trace/views.ts'
import type { TracedKind } from '../../wire/transports.ts'
import type { Frame } from '../bench/frame.ts'
import { latestSliceIndex } from '../wire-list/latest-slice.ts'
import { sliceMoments } from '../wire-list/wire-rows.ts'
import { exchangeOfSource, sideOfSource } from './arrived.ts'
import { OpenUnit } from './OpenUnit.tsx'
import { unitToOpen, usualStep } from './unit-walk.ts'
import type { Walk } from './unit-walk.ts'
import './inspector.css'

/** What of a bench's frame it draws from; a workbench has no more than this. */
export type InspectorFrame = Pick<
  Frame,
  'language' | 'words' | 'version' | 'events' | 'conversation' | 'shown' | 'selection' | 'moment' | 'select'
>

interface Props {
  readonly frame: InspectorFrame
  /** Where the wire list sends the reader who opens a slice. */
  readonly root: Ref<HTMLDivElement>
}

export function Inspector({ frame, root }: Props) {
  const { words, events, conversation, selection, version, shown } = frame
  const [lens, setLens] = useState<LensName | undefined>(undefined)
  const [step, setStep] = useState<UnitStep | undefined>(undefined)
  const slices = useMemo(() => sliceMoments(events, shown), [events, shown, version])
  const sliceIndex = latestSliceIndex(slices, frame.moment)
  const slice = sliceIndex === undefined ? undefined : slices[sliceIndex]
  const transport = transportOf(frame, slice)
  const walk: Walk = { events, conversation, by: step ?? usualStep(transport) }
  const opened = unitToOpen(slice, selection?.unit, walk)
  const source = opened === undefined ? undefined : conversation.source(opened.unit.source)
  const exchange = source === undefined ? undefined : exchangeOfSource(source, exchangesFrom(frame, slice))
  const side = source === undefined || exchange === undefined ? undefined : sideOfSource(source, [exchange])
  if (
    opened === undefined ||
    source === undefined ||
    exchange === undefined ||
    side === undefined ||
    slice === undefined ||
    sliceIndex === undefined
  ) {
    return (
      <div role="group" class="inspector" ref={root} aria-label={words.inspector.title}>
        <div class="pane-head">
          <h4>{words.inspector.title}</h4>
        </div>
        <p class="inspector-none">{words.inspector.none}</p>
      </div>
    )
  }
  return (
    <OpenUnit
      frame={frame}
      root={root}
      opened={opened}
      source={source}
      exchange={exchange}
      side={side}
      slices={slices}
      sliceIndex={sliceIndex}
      transport={transport}
      walk={walk}
      lens={lens}
      onLens={setLens}
      onStep={setStep}
    />
  )
}

/** The exchange of the slice on show first: it nearly always is the one; a unit asked for may be of any. */
function exchangesFrom(
  { events, conversation }: InspectorFrame,
  slice: number | undefined,
): readonly ExchangeView[] {
  const event = slice === undefined ? undefined : events[slice]
  const own = event?.kind === 'slice' ? conversation.exchange(event.exchange) : undefined
  return own === undefined ? conversation.exchanges : [own, ...conversation.exchanges]
}

function transportOf({ events, conversation }: InspectorFrame, slice: number | undefined): TracedKind {
  const event = slice === undefined ? undefined : events[slice]
  return event?.kind === 'slice' ? (conversation.exchange(event.exchange)?.transport ?? 'events') : 'events'
}
