/** The masked payload of a unit: the frame it is of, its key, and where on the wire it lies. Pure; used by the unmasking steps. */
import type { ByteRange, ByteSource } from '../wire/bytes/bytes.ts'
import type { Unit } from '../wire/field/field.ts'
import { mapOffset, wireRange } from '../wire/bytes/source-map.ts'
import { frameOf } from '../wire/trace/queries/frames.ts'
import { unitAt } from '../wire/trace/units-of-side.ts'
import type { Side } from '../wire/trace/views.ts'
import { sourcesOf } from '../wire/trace/queries/sides.ts'

export interface MaskedPayload {
  readonly key: Uint8Array
  /** As it crossed. */
  readonly masked: Uint8Array
  /** Where those bytes lie on the wire. */
  readonly onWire: ByteRange
  /** Where they are in the source of the unit on show. */
  readonly here: ByteRange
}

/** Finds the masked payload of a frame, or of an unmasked payload the frame it came in. */
export function maskedPayloadOf(unit: Unit, source: ByteSource, side: Side): MaskedPayload | undefined {
  const onWire = wireRange(source, unit.range, sourcesOf(side))
  const over = onWire && unitAt(side, side.source.id, onWire.start)
  const frame = over && frameOf(over, side)
  // The unit on show may be cut where its bytes end at this moment.
  const range = (unit.kind === 'frame' ? frameOf(unit, side) : frame)?.payload
  if (frame?.maskingKey === undefined || range === undefined || range.end === range.start) return undefined
  const here = unit.kind === 'frame' ? range : unit.range
  const { bytes } = side.source
  return {
    key: bytes.subarray(frame.maskingKey.start, frame.maskingKey.end),
    masked: bytes.subarray(range.start, range.end),
    onWire: range,
    here,
  }
}

/** Where byte `index` of a payload is in a source of its side. */
export function placeOfPayload(
  payload: MaskedPayload,
  index: number,
  source: ByteSource,
  side: Side,
): number | undefined {
  return mapOffset(side.source, source, payload.onWire.start + index, sourcesOf(side))
}
