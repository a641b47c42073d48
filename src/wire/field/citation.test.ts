/** Addresses of clauses. */
import { expect, it } from 'vitest'
import { citationUrl } from './citation.ts'

it('points at the section of an RFC, an appendix, and an anchor of a living standard', () => {
  expect(citationUrl({ standard: 'RFC 9112', section: '6.3' })).toBe(
    'https://www.rfc-editor.org/rfc/rfc9112#section-6.3',
  )
  expect(citationUrl({ standard: 'RFC 9112', section: 'C.2.2' })).toBe(
    'https://www.rfc-editor.org/rfc/rfc9112#appendix-C.2.2',
  )
  expect(citationUrl({ standard: 'Fetch', section: 'origin-header' })).toBe(
    'https://fetch.spec.whatwg.org/#origin-header',
  )
  expect(citationUrl({ standard: 'HTML', section: 'event-stream-interpretation' })).toBe(
    'https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation',
  )
})
