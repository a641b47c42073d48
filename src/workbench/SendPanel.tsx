/**
 * The buttons that send the unit on show, as the reader changed it: written by the server to the reader's own browser, or
 * played to the server by a raw client. A frame that would fail by its mask alone is said to be one, and offered without.
 */
import type { Says } from './words.ts'
import type { Unit } from '../wire/field/field.ts'
import type { Conversation, Side } from '../wire/trace/views.ts'
import { isMaskedFrame, withMask } from './other-mask.ts'
import { bytesToSend, framesOf } from './unit-on-wire.ts'
import type { UnitRow } from './unit-rows.ts'
import type { OwnLab } from './use-own-lab.ts'
import type { SendState } from './use-sending.ts'
import type { SendTarget } from './what-came-back.ts'
import { bytesOf } from '../wire/trace/queries/sides.ts'
import { QuietButton } from '../ui/Button.tsx'

interface Props {
  readonly row: UnitRow
  readonly unit: Unit
  /** As it was before the reader changed anything. */
  readonly before: Conversation
  readonly own: OwnLab
  readonly state: SendState
  readonly says: Says
}

/** What `POST /labs/:id/faults` and `/client` take of one sending. */
const MOST_BYTES = 48 * 1024

export function SendPanel({ row, unit, before, own, state, says: { words, benchWords } }: Props) {
  const { busy, trouble, send } = state
  const complaint = own.sending.complaint.value
  const side = row.exchange.sides[row.direction]
  const targets = targetsOf(row, unit)
  const bytes = sendable(unit, side, before)
  const isTooLong = bytes !== undefined && bytes.length > MOST_BYTES
  const isOff = busy || bytes === undefined || bytes.length === 0 || isTooLong
  const other = bytes === undefined || !targets.includes('browser') ? undefined : failsByMask(bytes)
  const sendOtherwise = (target: SendTarget): void => {
    if (bytes === undefined) return
    const key = target === 'server' ? crypto.getRandomValues(new Uint8Array(4)) : undefined
    const written = withMask(bytes, framesOf(unit, side).length, key)
    if (written !== undefined) void send(target, written, unit)
  }
  return (
    <section class="send" aria-label={words.send.title}>
      <div class="pane-head">
        <h3>{words.send.title}</h3>
      </div>
      {targets.length === 0 ? <p class="workbench-quiet">{words.send.notThis}</p> : null}
      {isTooLong ? <p class="workbench-quiet">{words.send.tooLong(MOST_BYTES)}</p> : null}
      {other === undefined ? null : <p class="send-mask">{words.send.otherMask[other]}</p>}
      <div class="send-buttons">
        {other === undefined ? null : (
          <QuietButton disabled={isOff} onClick={() => sendOtherwise(other)}>
            {words.send.withOtherMask[other]}
          </QuietButton>
        )}
        {targets.map((target) => (
          <QuietButton
            key={target}
            disabled={isOff}
            onClick={() => bytes !== undefined && void send(target, bytes, unit)}
          >
            {words.send.to[target]}
          </QuietButton>
        ))}
      </div>
      {targets.length === 0 ? null : <p class="workbench-quiet">{words.send.how}</p>}
      <div role="status">
        {busy ? <p class="workbench-quiet">{words.send.busy}</p> : null}
        {trouble === undefined ? null : <p class="unit-wrong">{words.send.trouble[trouble]}</p>}
        {complaint === undefined ? null : (
          <p class="unit-wrong">{benchWords.bench.complaint(complaint.message)}</p>
        )}
      </div>
    </section>
  )
}

/** Frames go either way, a request to the server, a block of an event stream to an EventSource. */
function targetsOf({ transport, exchange }: UnitRow, { kind }: Unit): readonly SendTarget[] {
  if (kind === 'frame' || kind === 'message' || kind === 'payload') return ['browser', 'server']
  if (kind === 'event-block') return ['stream']
  const isLabs = transport !== 'http' && transport !== 'events' && exchange.method !== 'POST'
  return kind === 'request-head' && isLabs ? ['server'] : []
}

/** Who fails the connection by the frame's mask alone; nobody where there is not so much of a frame. */
function failsByMask(bytes: Uint8Array): 'browser' | 'server' | undefined {
  const masked = isMaskedFrame(bytes)
  return masked === undefined ? undefined : masked ? 'browser' : 'server'
}

function sendable(unit: Unit, side: Side, before: Conversation): Uint8Array | undefined {
  // What was chunked around it is not the event stream's.
  return unit.kind === 'event-block' ? bytesOf(unit, side) : bytesToSend(unit, side, before)
}
