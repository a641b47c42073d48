/**
 * Finds where one part of streamed HTML ends, a script element or the markup up to the next one, however its bytes come: none
 * but the last few is looked at twice.
 */

/** Where the parts of a whole part lie, relative to its first byte. */
export type PartBounds =
  | { readonly kind: 'markup'; readonly end: number }
  | { readonly kind: 'script'; readonly text: number; readonly endTag: number; readonly end: number }

type Place =
  | 'begin'
  | 'markup'
  | 'comment-begin'
  | 'comment'
  | 'start-tag'
  | 'data'
  /** In a script behind `<!--`, and behind another `<script` there. */
  | 'escaped'
  | 'double-escaped'
  | 'end-tag'

type Token = '<!--' | '-->' | '<script' | '</script'

const LESS = 0x3c
const GREATER = 0x3e
const DASH = 0x2d
const QUOTES: readonly number[] = [0x22, 0x27]
/** What may follow a tag's name: a blank, a slash, or the tag's end. */
const AFTER_NAME: readonly number[] = [0x09, 0x0a, 0x0c, 0x0d, 0x20, 0x2f, 0x3e]

export class HtmlPartScan {
  readonly #start: number
  /** Where to look next. */
  #at: number
  #place: Place = 'begin'
  /** The quotation mark that ends the value at hand. */
  #quote: number | undefined
  #text = 0
  #endTag = 0

  /** Of the part whose first byte is at this offset. */
  constructor(start: number) {
    this.#start = start
    this.#at = start
  }

  /** Whether the part is a script element, which only its end tag ends. */
  get isScript(): boolean {
    return ['start-tag', 'data', 'escaped', 'double-escaped', 'end-tag'].includes(this.#place)
  }

  /**
   * Looks on in bytes that begin with those of the call before; gives the part's bounds once its end is there.
   * @see https://html.spec.whatwg.org/multipage/parsing.html#script-data-state
   */
  find(bytes: Uint8Array): PartBounds | undefined {
    while (this.#at < bytes.length) {
      const found = this.#step(bytes, bytes[this.#at] ?? 0)
      // What stands cut at the end may be something that counts.
      if (found === 'cut') return undefined
      if (found !== 'on') return found
    }
    return undefined
  }

  #step(bytes: Uint8Array, byte: number): PartBounds | 'on' | 'cut' {
    if (this.#place === 'start-tag' || this.#place === 'end-tag') return this.#inTag(byte)
    if (this.#place === 'comment-begin') return this.#commentBegin(bytes, byte)
    const token = byte === LESS || byte === DASH ? tokenAt(bytes, this.#at) : undefined
    if (token === 'cut') return 'cut'
    switch (this.#place) {
      case 'begin':
        return token === '<script' ? this.#go('start-tag', token.length) : this.#go('markup', 0)
      case 'markup':
        if (token === '<script') return { kind: 'markup', end: this.#at - this.#start }
        return token === '<!--' ? this.#go('comment-begin', token.length) : this.#go('markup', 1)
      case 'comment':
        return token === '-->' ? this.#go('markup', token.length) : this.#go('comment', 1)
      case 'data':
      case 'escaped':
      case 'double-escaped':
        return this.#inScript(token)
    }
  }

  #go(place: Place, bytes: number): 'on' {
    this.#place = place
    this.#at += bytes
    return 'on'
  }

  /** `<!-->` and `<!--->` are whole comments. */
  #commentBegin(bytes: Uint8Array, byte: number): 'on' | 'cut' {
    if (byte === GREATER) return this.#go('markup', 1)
    if (byte !== DASH) return this.#go('comment', 0)
    const next = bytes[this.#at + 1]
    if (next === undefined) return 'cut'
    return next === GREATER ? this.#go('markup', 2) : this.#go('comment', 0)
  }

  /** A quote counts wherever it stands in the tag: one in an attribute's name is a mistake that no stream makes. */
  #inTag(byte: number): PartBounds | 'on' {
    this.#at++
    if (this.#quote !== undefined) {
      if (byte === this.#quote) this.#quote = undefined
    } else if (QUOTES.includes(byte)) this.#quote = byte
    else if (byte === GREATER) {
      if (this.#place === 'end-tag') {
        const [text, endTag, end] = [this.#text, this.#endTag, this.#at].map((at) => at - this.#start)
        return { kind: 'script', text: text ?? 0, endTag: endTag ?? 0, end: end ?? 0 }
      }
      this.#text = this.#at
      this.#place = 'data'
    }
    return 'on'
  }

  /** Behind `<!--` and another `<script` there, the first `</script` does not end the script. */
  #inScript(token: Token | undefined): 'on' {
    switch (token) {
      case undefined:
        return this.#go(this.#place, 1)
      case '-->':
        return this.#go('data', token.length)
      case '<!--':
        // `<!-->` closes itself: the dashes count for both.
        return this.#go(this.#place === 'data' ? 'escaped' : this.#place, 2)
      case '<script':
        return this.#go(this.#place === 'escaped' ? 'double-escaped' : this.#place, token.length)
      case '</script':
        if (this.#place === 'double-escaped') return this.#go('escaped', token.length)
        this.#endTag = this.#at
        return this.#go('end-tag', token.length)
    }
  }
}

/** Which token begins at an offset; `cut` where one might, of which more must come. No two begin with the same two bytes. */
function tokenAt(bytes: Uint8Array, at: number): Token | 'cut' | undefined {
  for (const token of TOKENS) {
    let length = 0
    while (length < token.length && lowerCase(bytes[at + length]) === token.charCodeAt(length)) length++
    const next = bytes[at + length]
    if (next === undefined) {
      if (length > 0 && (length < token.length || token.endsWith('script'))) return 'cut'
    }
    if (length < token.length) continue
    if (!token.endsWith('script') || (next !== undefined && AFTER_NAME.includes(next))) return token
  }
  return undefined
}

const TOKENS: readonly Token[] = ['<!--', '-->', '<script', '</script']

function lowerCase(byte: number | undefined): number | undefined {
  return byte !== undefined && byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte
}
