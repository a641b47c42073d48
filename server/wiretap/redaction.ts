/**
 * Masks the values of headers that name or authenticate a person, a star a byte, in the recorded copy only.
 *
 * Works byte by byte and carries its state along, so that a value cut by a slice boundary, folded over lines
 * or sent in a trailer is masked all the same.
 */

const MASKED_NAMES = [
  'cookie',
  'set-cookie',
  'authorization',
  'proxy-authorization',
  'forwarded',
  'x-forwarded-for',
  'x-real-ip',
]

const LONGEST = MASKED_NAMES.reduce((longest, { length }) => Math.max(longest, length), 0)

/** For a position and a byte, the set (a bit a name) of masked names that have this byte there, in either case. */
const FITTING = new Uint8Array((LONGEST + 1) * 256)
/** For a length, the set of masked names that are so long. */
const WHOLE = new Uint8Array(LONGEST + 1)
MASKED_NAMES.forEach((name, index) => {
  const bit = 1 << index
  WHOLE[name.length] = (WHOLE[name.length] ?? 0) | bit
  for (let i = 0; i < name.length; i++) {
    for (const character of [name.charAt(i), name.charAt(i).toUpperCase()]) {
      const at = i * 256 + character.charCodeAt(0)
      FITTING[at] = (FITTING[at] ?? 0) | bit
    }
  }
})

const ALL = (1 << MASKED_NAMES.length) - 1
const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const TAB = 0x09
const COLON = 0x3a
const STAR = 0x2a

/** One head or trailer section after the other of one direction of an exchange. */
export class Redactor {
  /** `before-value` and `value` are inside a line whose value is masked, `open` inside one whose value is not. */
  #state: 'line-start' | 'name' | 'before-value' | 'value' | 'open' = 'line-start'
  /** Whether the line before is masked: a folded line goes on with it. */
  #isMasked = false
  /** Names that still fit, and how much of them has been read. */
  #fitting = ALL
  #nameBytes = 0
  #isAfterName = false

  #isBetween = true

  /** True after the empty line that ends a section, and before the first: nothing has to be remembered. */
  get isBetween(): boolean {
    return this.#isBetween
  }

  /** Masks the bytes in [start, end) in place; they follow those of the call before. */
  mask(bytes: Uint8Array, start: number, end: number): void {
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0
      if (byte === LF) {
        this.#isBetween = this.#state === 'line-start'
        this.#state = 'line-start'
        continue
      }
      if (this.#state === 'open') {
        while (at < end && bytes[at] !== LF) at++
        if (at < end) this.#state = 'line-start'
        continue
      }
      if (byte === CR) continue
      if (this.#state === 'line-start') this.#beginLine(byte)
      if (this.#state === 'name') this.#nameByte(byte)
      else if (this.#state === 'value') bytes[at] = STAR
      else if (this.#state === 'before-value' && byte !== SPACE && byte !== TAB) {
        this.#state = 'value'
        bytes[at] = STAR
      }
    }
  }

  #beginLine(byte: number): void {
    this.#isBetween = false
    if (byte === SPACE || byte === TAB) {
      this.#state = this.#isMasked ? 'before-value' : 'open'
      return
    }
    this.#state = 'name'
    this.#isMasked = false
    this.#fitting = ALL
    this.#nameBytes = 0
    this.#isAfterName = false
  }

  #nameByte(byte: number): void {
    if (byte === COLON) {
      this.#isMasked = (this.#fitting & (WHOLE[this.#nameBytes] ?? 0)) !== 0
      this.#state = this.#isMasked ? 'before-value' : 'open'
    } else if (byte === SPACE || byte === TAB) {
      this.#isAfterName = true
    } else {
      this.#fitting = this.#isAfterName ? 0 : this.#fitting & (FITTING[this.#nameBytes * 256 + byte] ?? 0)
      this.#nameBytes++
      if (this.#fitting === 0) this.#state = 'open'
    }
  }
}
