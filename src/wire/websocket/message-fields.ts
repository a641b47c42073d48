/** The fields of one whole or begun message that is not compressed: the labs' JSON where it is some, else one piece. */
import type { ByteRange, SourceId } from '../bytes/bytes.ts'
import type { Citation } from '../field/citation.ts'
import { makeField, type Field } from '../field/field.ts'
import { dissectLabJson } from '../field/lab-json.ts'
import { violation } from '../field/problem.ts'

export interface MessageNature {
  readonly kind: 'text' | 'binary'
  /** All of its bytes are there. */
  readonly whole: boolean
  readonly illFormed: boolean
}

const DATA_FRAMES: Citation = { standard: 'RFC 6455', section: '5.6' }

/** A text, or a Close frame's reason, that is no UTF-8; of a message under compression what the receiver gets after inflating. */
export const ILL_FORMED_UTF8 = violation('ill-formed-utf8', 'RFC 6455', '8.1', 1007)

/** Gives the fields that cover a message's range exactly. */
export function messageFields(
  bytes: Uint8Array,
  { start, end }: ByteRange,
  source: SourceId,
  nature: MessageNature,
): readonly Field[] {
  if (nature.kind === 'binary')
    return [makeField('websocket.binary', source, start, end, { citation: DATA_FRAMES })]
  if (nature.whole && !nature.illFormed) {
    const fields = dissectLabJson(bytes, start, end, source)
    if (fields[0]?.kind !== 'http.content') return fields
  }
  return [
    makeField('websocket.text', source, start, end, {
      citation: DATA_FRAMES,
      problems: nature.illFormed ? [ILL_FORMED_UTF8] : [],
    }),
  ]
}
