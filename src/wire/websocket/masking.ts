/**
 * Masking: XOR with a four-byte key, its own inverse. Not encryption: the key stands in the same frame, so that
 * whoever sees the frame can take the mask off. Used by the frame reader, by encoders, and by the stepped picture.
 */

/** One byte under the mask: what crossed, the byte of the key that it met, and what comes out. */
export interface MaskStep {
  readonly index: number
  readonly masked: number
  /** Which of the key's four bytes: `index mod 4`. */
  readonly keyIndex: number
  readonly key: number
  readonly unmasked: number
}

/**
 * Gives the bytes XOR the key, byte i with the key's byte i mod 4; masks and unmasks alike. The key has four bytes.
 * @see https://www.rfc-editor.org/rfc/rfc6455#section-5.3
 */
export function applyMask(bytes: Uint8Array, key: Uint8Array): Uint8Array {
  const out = new Uint8Array(bytes.length)
  const [first = 0, second = 0, third = 0, fourth = 0] = key
  const whole = bytes.length & ~3
  // Four at a time: a long run has megabytes of it.
  for (let i = 0; i < whole; i += 4) {
    out[i] = (bytes[i] ?? 0) ^ first
    out[i + 1] = (bytes[i + 1] ?? 0) ^ second
    out[i + 2] = (bytes[i + 2] ?? 0) ^ third
    out[i + 3] = (bytes[i + 3] ?? 0) ^ fourth
  }
  for (let i = whole; i < bytes.length; i++) out[i] = (bytes[i] ?? 0) ^ (key[i & 3] ?? 0)
  return out
}

/** Gives one step of unmasking, for the payload byte at `index`; `undefined` beyond the payload. */
export function maskStep(payload: Uint8Array, key: Uint8Array, index: number): MaskStep | undefined {
  const masked = payload[index]
  const keyIndex = index & 3
  const keyByte = key[keyIndex]
  if (masked === undefined || keyByte === undefined) return undefined
  return { index, masked, keyIndex, key: keyByte, unmasked: masked ^ keyByte }
}
