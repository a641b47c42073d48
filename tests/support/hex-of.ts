/** Bytes as hexadecimal digits, two each. */
export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
