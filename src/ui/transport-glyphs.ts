/** One glyph a transport, beside its hue, so that colour never stands alone. Used wherever a transport is named. */
import type { TracedKind } from '../wire/trace/transports.ts'

export const TRANSPORT_GLYPHS: Readonly<Record<TracedKind, string>> = {
  'short-poll': '◔',
  'long-poll': '◑',
  'iframe-stream': '▤',
  sse: '⇣',
  ws: '⇄',
  events: '◆',
  http: '○',
  frames: '⇄',
  stream: '⇣',
  bytes: '·',
}
