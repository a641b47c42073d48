/** Where a citation can be read: the address of the cited section. Used by every view that names a clause. */
import type { Citation } from './field.ts'

const FETCH = 'https://fetch.spec.whatwg.org/'

/**
 * Gives the address of a cited section: an RFC's HTML at the RFC Editor with its section's anchor; for a living
 * standard, whose sections move, `section` is the anchor itself.
 */
export function citationUrl(citation: Citation): string {
  if (citation.standard === 'Fetch') return `${FETCH}#${citation.section}`
  const number = citation.standard.slice('RFC '.length)
  // RFCs up to 8649 have pages made from plain text; both makings name anchors `section-5.1` (and `appendix-A`).
  const anchor = /^[A-Z]/.test(citation.section)
    ? `appendix-${citation.section}`
    : `section-${citation.section}`
  return `https://www.rfc-editor.org/rfc/rfc${number}#${anchor}`
}
