/**
 * Finds where a head or a trailer section ends, however its bytes come; kept is only the beginning of one that did not come whole.
 *
 * Every line after the start line is a name, a colon and a value as RFC 9110 5.1 and 5.5 have them: what
 * Node's parser refuses is refused here, and no more is taken than it takes.
 */
import { TEXT, TOKEN } from './octets.ts'

/** How long a head, or a trailer section, may be: this server's own limit, of which Node counts a little less. */
export const MAX_HEAD_BYTES = 16 * 1024

/** How many header lines this server looks at; a section of more is not read. */
export const MAX_HEADER_LINES = 100

export type SectionFault = 'bare-line-feed' | 'bare-carriage-return' | 'malformed-line' | 'head-too-large'

type Place = 'line-start' | 'name' | 'text' | 'line-end' | 'last-line-end'

const CR = 0x0d
const LF = 0x0a
const COLON = 0x3a

export class Section {
  #place: Place = 'line-start'
  #lines = 0
  /** How many bytes the section has so far. */
  #bytes = 0
  /** Its beginning, where it did not come in one piece. */
  #kept: Uint8Array | undefined

  /** Where the bytes taken last end. */
  end = 0

  /** Begins a section: a head, whose first line is whatever its reader makes of it, or trailers. */
  begin(section: 'head' | 'trailers'): void {
    this.#place = section === 'head' ? 'text' : 'line-start'
    this.#lines = 0
    this.#bytes = 0
    this.#kept = undefined
  }

  /** The array that a section is in whose end was taken last, begun at `start` or in bytes before; and where. */
  whole(bytes: Uint8Array, start: number): readonly [bytes: Uint8Array, start: number, end: number] {
    if (this.#kept === undefined) return [bytes, start, this.end]
    return [this.#keep(this.#kept, bytes, start), 0, this.#bytes]
  }

  /** Lets go of what it keeps. */
  drop(): void {
    this.#kept = undefined
  }

  /** Takes bytes from `start` on, to the section's end or their own (`end` says where), or says what has no place in it. */
  take(bytes: Uint8Array, start: number): 'more' | 'whole' | SectionFault {
    const limit = Math.min(bytes.length, start + MAX_HEAD_BYTES - this.#bytes)
    let at = start
    while (at < limit) {
      // Most bytes stand in names and values; what ends a run of them is looked at by itself.
      if (this.#place === 'text') while (at < limit && TEXT[bytes[at] ?? 0] === 1) at++
      else if (this.#place === 'name') while (at < limit && TOKEN[bytes[at] ?? 0] === 1) at++
      if (at === limit) break
      const next = this.#after(bytes[at] ?? 0)
      at++
      if (next === 'whole') {
        this.#bytes += at - start
        this.end = at
        return 'whole'
      }
      if (next === undefined) return faultAt(bytes[at - 1] ?? 0, this.#place)
      this.#place = next
      if (this.#lines > MAX_HEADER_LINES) return 'head-too-large'
    }
    if (limit < bytes.length) return 'head-too-large'
    this.#bytes += limit - start
    this.end = limit
    this.#kept = this.#keep(this.#kept, bytes, start)
    return 'more'
  }

  /** What was kept with the bytes from `start` to `end`, which the section counts already. Room doubles. */
  #keep(kept: Uint8Array | undefined, bytes: Uint8Array, start: number): Uint8Array {
    const before = this.#bytes - (this.end - start)
    let room = kept
    if (room === undefined || room.length < this.#bytes) {
      room = new Uint8Array(Math.min(MAX_HEAD_BYTES, Math.max(512, this.#bytes * 2)))
      if (kept !== undefined) room.set(kept.subarray(0, before))
    }
    room.set(bytes.subarray(start, this.end), before)
    return room
  }

  /** Where a byte that ends a run leads; `undefined` where it may not stand. */
  #after(byte: number): Place | 'whole' | undefined {
    switch (this.#place) {
      case 'line-start':
        if (byte === CR) return 'last-line-end'
        this.#lines++
        return TOKEN[byte] === 1 ? 'name' : undefined
      case 'name':
        return byte === COLON ? 'text' : undefined
      case 'text':
        return byte === CR ? 'line-end' : undefined
      case 'line-end':
        return byte === LF ? 'line-start' : undefined
      case 'last-line-end':
        return byte === LF ? 'whole' : undefined
    }
  }
}

function faultAt(byte: number, place: Place): SectionFault {
  if (place === 'line-end' || place === 'last-line-end') return 'bare-carriage-return'
  return byte === LF ? 'bare-line-feed' : 'malformed-line'
}
