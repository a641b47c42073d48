/** Which bytes may stand where in heads and size lines, and the only two that are white space there. */

/** By byte: 1 where it may stand in a token, as names and methods are (RFC 9110 5.6.2). */
export const TOKEN = bytesThat((byte) => /[!#$%&'*+\-.^_`|~0-9A-Za-z]/.test(String.fromCharCode(byte)))

/** By byte: 1 where it may stand in a field's value: all but the control characters, and of those a tab (RFC 9110 5.5). */
export const TEXT = bytesThat((byte) => byte === 0x09 || (byte >= 0x20 && byte !== 0x7f))

/**
 * A text without the spaces and tabs around it. `trim()` takes more for white space, a no-break space and a vertical tab
 * among them: with it `Transfer-Encoding: \xa0chunked` would be chunked here and nowhere else.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-5.6.3
 */
export function trimBlanks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isBlank(text.charCodeAt(start))) start++
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

/** Whether a byte, or a character's code, is a space or a tab. */
export function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09
}

/** What a byte says as a hexadecimal digit; `undefined` for any other, and where there is none. */
export function hexDigit(byte = 0): number | undefined {
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30
  const letter = byte | 0x20
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : undefined
}

function bytesThat(fit: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (fit(byte) ? 1 : 0))
}
