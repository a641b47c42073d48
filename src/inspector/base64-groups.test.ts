import { describe, expect, it } from 'vitest'
import { toBase64 } from '../wire/bytes/base64.ts'
import { base64Groups } from './base64-groups.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

describe('base64Groups', () => {
  it('has for each character the six bits that it stands for', () => {
    for (const length of [1, 2, 3, 20]) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 89 + 251) & 0xff)
      const text = toBase64(bytes)
      const groups = base64Groups(bytes, text)
      const spelt = groups.map(({ sextets }) =>
        sextets
          .map((bits) => ALPHABET[Number.parseInt(bits, 2)] ?? '')
          .join('')
          .padEnd(4, '='),
      )
      expect(spelt.join('')).toBe(text)
      expect(groups.map(({ characters }) => characters).join('')).toBe(text)
    }
  })
})
