/**
 * The glossary: every term with its one form in both languages and what it means. The glossary pages, `<Term>` and the
 * content check read it. Add an entry in the file it belongs to; docs/glossary.md says how.
 */
import { CONNECTION_TERMS } from './connection.ts'
import { DELIVERY_TERMS } from './delivery.ts'
import { EVENT_STREAM_TERMS } from './event-stream.ts'
import { HTTP_TERMS } from './http.ts'
import { PUSH_TERMS } from './push.ts'
import { WEBSOCKET_TERMS } from './websocket.ts'

export { HOUSE_WORDS } from './house-words.ts'
export type { HouseWord, TermClause, TermEntry } from './term-entry.ts'

export const TERMS = {
  ...PUSH_TERMS,
  ...HTTP_TERMS,
  ...EVENT_STREAM_TERMS,
  ...WEBSOCKET_TERMS,
  ...CONNECTION_TERMS,
  ...DELIVERY_TERMS,
}

export type TermId = keyof typeof TERMS
