/**
 * What was measured, a row a transport: delays on a common axis, then the numbers. A drawing for the eye; the same numbers,
 * and more of them, are in `RaceTable.tsx`, which a screen reader gets.
 */
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { useBoxWidth } from '../../ui/use-box-width.ts'
import { TRANSPORT_GLYPHS } from '../../ui/transport-glyphs.ts'
import { BYTE_KINDS } from '../../wire/trace/queries/byte-counts.ts'
import type { RaceRow } from '../../wire/race/race-view.ts'
import { ByteBars, mostBytes } from './ByteBars.tsx'
import { DelayStrip, stripX } from './DelayStrip.tsx'
import { StripKey } from './StripKey.tsx'
import { delayScale, type DelayScale } from './delay-scale.ts'
import { overheadPerEvent, sumOf } from '../model/race-numbers.ts'
import type { RaceViewState } from './race-view-state.ts'
import './race-rows.css'

interface Props {
  readonly viewState: RaceViewState
  /** One line a transport: what the home page has room for. */
  readonly compact?: boolean
}

const STILL_WIDTH = 320
const LEAST_WIDTH = 120

export function RaceRows({ viewState, compact = false }: Props) {
  const { view, says, words } = viewState
  const axis = useRef<HTMLDivElement>(null)
  const { width, measured } = useBoxWidth(axis, STILL_WIDTH, LEAST_WIDTH)
  const still = !measured
  const scale = delayScale(view.rows)
  const most = mostBytes(view.rows)
  return (
    <div class={compact ? 'race-rows race-rows-compact' : 'race-rows'} aria-hidden="true">
      <div class="race-row race-row-head">
        <span />
        <div class="race-axis" ref={axis}>
          <Axis scale={scale} width={width} still={still} text={words.duration} />
          <span class="race-axis-name">{says.rows.axis}</span>
        </div>
        <span>{says.rows.median}</span>
        {compact ? null : (
          <>
            <span>{says.rows.p95}</span>
            <span>{says.rows.p99}</span>
          </>
        )}
        <span>{says.rows.requests}</span>
        {compact ? null : (
          <>
            <span>{says.rows.connections}</span>
            <span class="race-kinds">
              {BYTE_KINDS.map((kind) => (
                <span key={kind}>
                  <svg class="race-kind-sign" viewBox="0 0 10 10">
                    <rect class={`race-bytes-${kind}`} width="10" height="10" />
                  </svg>
                  {says.rows.kind[kind]}
                </span>
              ))}
            </span>
          </>
        )}
        <span>{says.rows.perEvent}</span>
        <span>{says.rows.delivered}</span>
      </div>
      {view.rows.map((row) => (
        <Row
          key={row.run}
          row={row}
          viewState={viewState}
          scale={scale}
          width={width}
          still={still}
          most={most}
          compact={compact}
        />
      ))}
      <StripKey words={says.rows} />
    </div>
  )
}

interface RowProps {
  readonly row: RaceRow
  readonly viewState: RaceViewState
  readonly scale: DelayScale
  readonly width: number
  readonly still: boolean
  readonly most: number
  readonly compact: boolean
}

function Row({ row, viewState, scale, width, still, most, compact }: RowProps) {
  const { words, says } = viewState
  const { summary } = row.delays
  const span = (ms: number | undefined): string => (ms === undefined ? '–' : words.duration(Math.max(0, ms)))
  const overhead = overheadPerEvent(row)
  const text = says.rows.bytesText
  return (
    <div class={`race-row hue-${row.transport}`}>
      <span class="race-row-name">
        <span class="glyph">{TRANSPORT_GLYPHS[row.transport]}</span> {words.transport[row.transport]}
      </span>
      <DelayStrip row={row} scale={scale} width={width} still={still} />
      <Number name={says.rows.median} strong>
        {span(summary?.median)}
      </Number>
      {compact ? null : (
        <>
          <Number name={says.rows.p95}>{span(summary?.p95)}</Number>
          <Number name={says.rows.p99}>{span(summary?.p99)}</Number>
        </>
      )}
      <Number name={says.rows.requests}>{row.requests}</Number>
      {compact ? null : (
        <>
          <Number name={says.rows.connections}>
            {row.connections}
            <small>{row.openExchanges > 0 ? ` · ${row.openExchanges} ${says.rows.open}` : ''}</small>
          </Number>
          <span class="race-bytes-cell">
            <ByteBars row={row} most={most} />
            <small>
              <span>↑ {text(sumOf(row.bytes['client-to-server']))}</span>
              <span>↓ {text(sumOf(row.bytes['server-to-client']))}</span>
            </small>
          </span>
        </>
      )}
      <Number name={says.rows.perEvent}>{overhead === undefined ? '–' : text(overhead)}</Number>
      <Number name={says.rows.delivered}>
        {row.delivered}
        <small>{troubles(row, viewState)}</small>
      </Number>
    </div>
  )
}

function Number(props: {
  readonly name: string
  readonly strong?: boolean
  readonly children: ComponentChildren
}) {
  return (
    <span class={props.strong === true ? 'race-number race-number-strong' : 'race-number'}>
      <small class="race-number-name">{props.name}</small>
      <span>{props.children}</span>
    </span>
  )
}

/** What is not as it should be, in words; nothing where all is well or on its way. */
function troubles(row: RaceRow, { says }: RaceViewState): string {
  const { lost, repeated, outOfOrder, pending } = says.rows
  const parts = [
    row.lost > 0 ? `${row.lost} ${lost}` : '',
    row.repeated > 0 ? `${row.repeated} ${repeated}` : '',
    row.outOfOrder > 0 ? `${row.outOfOrder} ${outOfOrder}` : '',
    row.pending > 0 ? `${row.pending} ${pending}` : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? '' : ` · ${parts.join(' · ')}`
}

interface AxisProps {
  readonly scale: DelayScale
  readonly width: number
  readonly still: boolean
  readonly text: (ms: number) => string
}

/** The names of the ticks stand as text over the strips, so that they are never stretched with them. */
function Axis({ scale, width, still, text }: AxisProps) {
  return (
    <div class="race-axis-ticks">
      {scale.ticks.map((tick) => (
        <span
          key={tick}
          style={{ left: still ? `${100 * scale.at(tick)}%` : `${stripX(scale, tick, width)}px` }}
        >
          {text(tick).replace('.0', '')}
        </span>
      ))}
    </div>
  )
}
