/**
 * Checks UTF-8 piece by piece, and says so at the first byte that no continuation could mend: a character may be cut in
 * two by fragments, but what is wrong is wrong in the fragment that holds it.
 */

export interface Utf8Check {
  /** Takes the next bytes in; false once they cannot be the beginning of well-formed UTF-8. */
  push(bytes: Uint8Array): boolean
  /** Tells whether the bytes so far are well-formed and end with a whole character. */
  end(): boolean
}

/**
 * Makes a check that has seen nothing.
 * @see https://www.rfc-editor.org/rfc/rfc3629#section-4
 */
export function createUtf8Check(): Utf8Check {
  /** How many continuation bytes the current character still lacks, and what the next of them may be. */
  let lacking = 0
  let low = 0x80
  let high = 0xbf
  let broken = false

  function take(byte: number): boolean {
    if (lacking > 0) {
      if (byte < low || byte > high) return false
      lacking--
      low = 0x80
      high = 0xbf
      return true
    }
    if (byte < 0x80) return true
    if (byte < 0xc2 || byte > 0xf4) return false
    lacking = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3
    // RFC 3629 4: no overlong form, no surrogate, nothing past U+10FFFF.
    if (byte === 0xe0) low = 0xa0
    else if (byte === 0xed) high = 0x9f
    else if (byte === 0xf0) low = 0x90
    else if (byte === 0xf4) high = 0x8f
    return true
  }

  return {
    push(bytes) {
      for (let i = 0; i < bytes.length && !broken; i++) {
        const byte = bytes[i] ?? 0
        if (lacking > 0 || byte >= 0x80) broken = !take(byte)
      }
      return !broken
    },
    end: () => !broken && lacking === 0,
  }
}

/** Tells whether bytes are well-formed UTF-8 as a whole. */
export function isUtf8(bytes: Uint8Array): boolean {
  const check = createUtf8Check()
  return check.push(bytes) && check.end()
}
