/** The whole messages of one side of a WebSocket, put together from its frames, empty ones too. Used by exports. */
import type { ByteRange } from '../bytes.ts'
import type { Field, Unit } from '../field.ts'
import type { Side } from '../trace/views.ts'
import { FRAME_PARTS } from '../websocket/frame-layout.ts'

export interface WholeMessage {
  readonly kind: 'text' | 'binary'
  /** Unmasked and, where that was agreed and works, inflated. */
  readonly bytes: Uint8Array
  /** True where the bytes are still compressed, since they do not inflate. */
  readonly isCompressed: boolean
  /** Of its last frame, in the wire's source. */
  readonly end: number
}

const HEADER_KINDS: ReadonlySet<Field['kind']> = new Set(FRAME_PARTS.map(({ kind }) => kind))
const CONTINUATION = 0
const TEXT = 1
const BINARY = 2

/** Gives the messages whose last fragment is there, in order. */
export function wholeMessages(side: Side): readonly WholeMessage[] {
  const source = (derivation: string): Extract<Side['derived'][number], { kind: 'derived' }> | undefined => {
    const found = side.derived.find((each) => each.kind === 'derived' && each.derivation === derivation)
    return found?.kind === 'derived' ? found : undefined
  }
  const unmasked = source('unmasked')
  const joined = source('messages')
  const inflated = source('inflated')
  const unmaskedAt = new Map(unmasked?.pieces.map(({ range, from }) => [from.start, range]))
  const inflatedAt = new Map(inflated?.pieces.map(({ range, from }) => [from.start, range]))
  const messages: WholeMessage[] = []
  let open:
    { readonly kind: 'text' | 'binary'; readonly start: number; readonly compressed: boolean } | undefined
  /** How far the messages' source is filled by the frames so far. */
  let filled = 0

  for (const unit of side.units) {
    if (unit.kind !== 'frame' || !unit.complete) continue
    const opcode = valueOf(unit, 'websocket.opcode')
    if (opcode === TEXT || opcode === BINARY) {
      const compressed = valueOf(unit, 'websocket.rsv1') === 1
      open = { kind: opcode === TEXT ? 'text' : 'binary', start: filled, compressed }
    } else if (opcode !== CONTINUATION || open === undefined) continue
    filled += lengthOf(unit, unmaskedAt)
    if (valueOf(unit, 'websocket.fin') !== 1) continue
    const { kind, start, compressed } = open
    const plain = inflatedAt.get(start)
    const bytes =
      compressed && plain !== undefined && inflated !== undefined
        ? inflated.bytes.subarray(plain.start, plain.end)
        : (joined?.bytes.subarray(start, filled) ?? new Uint8Array())
    messages.push({ kind, bytes, isCompressed: compressed && plain === undefined, end: unit.range.end })
    open = undefined
  }
  return messages
}

function lengthOf(unit: Unit, unmaskedAt: ReadonlyMap<number, ByteRange>): number {
  const headerEnd = unit.fields.findLast(({ kind }) => HEADER_KINDS.has(kind))?.range.end ?? unit.range.start
  const range = unmaskedAt.get(headerEnd)
  return range === undefined ? unit.range.end - headerEnd : range.end - range.start
}

function valueOf(unit: Unit, kind: Field['kind']): number {
  return Number(unit.fields.find((field) => field.kind === kind)?.value)
}
