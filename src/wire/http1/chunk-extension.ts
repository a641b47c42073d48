/** The extensions behind a chunk's size, byte by byte, as strictly as Node's parser reads them: no blank, no name or value left out. */
import { TEXT, TOKEN } from './octets.ts'

export type ExtensionPlace =
  'before-name' | 'name' | 'before-value' | 'value' | 'quoted' | 'escaped' | 'after-quoted'

const CR = 0x0d
const SEMICOLON = 0x3b
const EQUALS = 0x3d
const QUOTE = 0x22
const BACKSLASH = 0x5c

/**
 * Where one more byte leads; `line-end` after the line's CR, `undefined` where it may not stand.
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-7.1.1
 */
export function afterExtensionByte(
  place: ExtensionPlace,
  byte: number,
): ExtensionPlace | 'line-end' | undefined {
  const isToken = TOKEN[byte] === 1
  switch (place) {
    case 'before-name':
      return isToken ? 'name' : undefined
    case 'name':
      if (isToken) return 'name'
      return byte === EQUALS ? 'before-value' : afterExtension(byte)
    case 'before-value':
      return isToken ? 'value' : byte === QUOTE ? 'quoted' : undefined
    case 'value':
      return isToken ? 'value' : afterExtension(byte)
    case 'quoted':
      if (byte === QUOTE) return 'after-quoted'
      if (byte === BACKSLASH) return 'escaped'
      return TEXT[byte] === 1 ? 'quoted' : undefined
    case 'escaped':
      return TEXT[byte] === 1 ? 'quoted' : undefined
    case 'after-quoted':
      return afterExtension(byte)
  }
}

function afterExtension(byte: number): 'before-name' | 'line-end' | undefined {
  return byte === SEMICOLON ? 'before-name' : byte === CR ? 'line-end' : undefined
}
