/** The editor's notation: every byte can be written, and every byte is shown as something a reader can tell from all else. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EXAMPLES } from './examples.ts'
import { hexText, streamBytes, visibleParts } from './stream-text.ts'

/** What is shown, in the notation again. */
function shown(bytes: Uint8Array): string {
  return visibleParts(bytes)
    .map(({ kind, text }) => (kind === 'named' ? `⟨${text}⟩` : text))
    .join('')
}

describe('the editor’s text', () => {
  it('is UTF-8, with a new line as a line feed, also where it was pasted as two', () => {
    expect(hexText(streamBytes('data: 进\r\n\n'))).toBe('64 61 74 61 3A 20 E8 BF 9B 0A 0A')
  })

  it('takes names and hexadecimal between brackets, in any case', () => {
    expect(hexText(streamBytes('⟨CR⟩⟨lf⟩⟨NUL⟩⟨BOM⟩⟨e9⟩⟨FF D8⟩'))).toBe('0D 0A 00 EF BB BF E9 FF D8')
  })

  it('leaves alone what is no such thing', () => {
    for (const text of ['⟨⟩', '⟨F⟩', '⟨cafe', '⟨XY⟩', '⟨E9 ⟩']) {
      expect(streamBytes(text)).toEqual(new TextEncoder().encode(text))
    }
  })
})

describe('what is shown of bytes', () => {
  it('can be written again, whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(streamBytes(shown(bytes))).toEqual(bytes)
      }),
    )
  })

  it('keeps letters together, and names what is cut', () => {
    expect(visibleParts(Uint8Array.of(0x61, 0xe8, 0xbf, 0x9b, 0xe8, 0xbf))).toEqual([
      { kind: 'text', text: 'a进' },
      { kind: 'named', text: 'E8' },
      { kind: 'named', text: 'BF' },
    ])
  })

  it('of the examples is the examples', () => {
    for (const text of Object.values(EXAMPLES)) {
      expect(streamBytes(shown(streamBytes(text)))).toEqual(streamBytes(text))
    }
  })
})
