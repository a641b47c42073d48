/** Key and accept value of an exchange as they crossed, and the fields they stand in. Pure; used by `AcceptLens.tsx`. */
import type { ByteRange, SourceId } from '../wire/bytes/bytes.ts'
import { headerIn, headsOf } from '../wire/trace/queries/heads.ts'
import type { ExchangeView, Side } from '../wire/trace/views.ts'

export interface HeaderValue {
  readonly text: string
  readonly source: SourceId
  readonly range: ByteRange
}

export interface AcceptValues {
  readonly key: HeaderValue | undefined
  /** Absent while no answer with one has come. */
  readonly accept: HeaderValue | undefined
}

/** Reads both values out of the exchange's heads; only what had crossed by the event before `shown`. */
export function acceptValues({ sides }: ExchangeView, shown: number): AcceptValues {
  return {
    key: headerValue(sides['client-to-server'], 'sec-websocket-key', shown),
    accept: headerValue(sides['server-to-client'], 'sec-websocket-accept', shown),
  }
}

function headerValue(side: Side, name: string, shown: number): HeaderValue | undefined {
  const crossed = side.slices.reduce(
    (end, slice) => (slice.moment < shown ? Math.max(end, slice.range.end) : end),
    0,
  )
  for (const head of headsOf(side)) {
    const { text, field } = headerIn(head, name) ?? {}
    if (field !== undefined && text !== undefined && field.range.end <= crossed)
      return { text, source: field.source, range: field.range }
  }
  return undefined
}
