/** Places in standards, and where each can be read. Used by every dissector that names a clause, and every view that shows one. */

/** A place in a standard: which document and which section. */
export interface Citation {
  readonly standard:
    | 'RFC 9110'
    | 'RFC 9111'
    | 'RFC 9112'
    | 'RFC 6202'
    | 'RFC 6265'
    | 'RFC 1951'
    | 'RFC 3629'
    | 'RFC 6455'
    | 'RFC 7692'
    | 'RFC 8259'
    | 'RFC 6454'
    | 'Fetch'
    | 'HTML'
  readonly section: string
}

const FETCH = 'https://fetch.spec.whatwg.org/'
const HTML = 'https://html.spec.whatwg.org/multipage/'

/** The HTML standard is spread over pages: on which of them the cited anchors stand. */
const HTML_PAGES: Readonly<Record<string, string>> = {
  'parsing-an-event-stream': 'server-sent-events.html',
  'event-stream-interpretation': 'server-sent-events.html',
  'the-script-element': 'scripting.html',
  'script-data-state': 'parsing.html',
  tokenization: 'parsing.html',
}

/**
 * Gives the address of a cited section: an RFC's HTML at the RFC Editor with its section's anchor; for a living
 * standard, whose sections move, `section` is the anchor itself.
 */
export function citationUrl(citation: Citation): string {
  if (citation.standard === 'Fetch') return `${FETCH}#${citation.section}`
  if (citation.standard === 'HTML') return `${HTML}${HTML_PAGES[citation.section] ?? ''}#${citation.section}`
  const number = citation.standard.slice('RFC '.length)
  // RFCs up to 8649 have pages made from plain text; both makings name anchors `section-5.1` (and `appendix-A`).
  const anchor = /^[A-Z]/.test(citation.section)
    ? `appendix-${citation.section}`
    : `section-${citation.section}`
  return `https://www.rfc-editor.org/rfc/rfc${number}#${anchor}`
}
