import { describe, expect, it } from 'vitest'
import { clauseLink } from './clause.ts'

describe('clauseLink', () => {
  it('links sections, appendices and whole RFCs', () => {
    expect(clauseLink({ rfc: '9110', section: '15.4.5' })).toEqual({
      href: 'https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5',
      text: 'RFC 9110 §15.4.5',
    })
    expect(clauseLink({ rfc: 9112, section: 'C.2.2' }).href).toBe(
      'https://www.rfc-editor.org/rfc/rfc9112#appendix-C.2.2',
    )
    expect(clauseLink({ rfc: 6202 })).toEqual({
      href: 'https://www.rfc-editor.org/rfc/rfc6202',
      text: 'RFC 6202',
    })
  })

  it('links anchors of living standards and reads them as words', () => {
    expect(clauseLink({ standard: 'xhr', section: 'the-send()-method' })).toEqual({
      href: 'https://xhr.spec.whatwg.org/#the-send()-method',
      text: 'XMLHttpRequest: the send() method',
    })
  })
})
