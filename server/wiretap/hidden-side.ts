/**
 * One direction of an exchange without the id of its lab, slice by slice. Each goes on at once, as it came and as long as it
 * was; only those of a compressed message wait until it is whole, since what is in it shows no sooner. A message that has the id, or of
 * which nobody can tell, is lost, as is all behind a hole in the bytes: how they are to be read is not known there.
 */
import { inflate } from '../../src/wire/bytes/inflate.ts'
import { InflateWindow, MAX_WINDOW_BYTES } from '../../src/wire/bytes/inflate-window.ts'
import { latin1 } from '../../src/wire/bytes/bytes.ts'
import { HidingText } from '../../src/wire/export/lab-id-as-it-comes.ts'
import type { Hider } from '../../src/wire/export/lab-id-spellings.ts'
import { ContentReader } from './content-reader.ts'

/** A stretch that crossed, or, without bytes, one that is not shown. */
export interface HiddenPiece {
  readonly offset: number
  readonly length: number
  readonly left: number
  readonly arrived: number
  readonly bytes?: Uint8Array
}

type Crossed = Omit<Required<HiddenPiece>, 'length'>

/** A slice on its way: for each of its bytes whether it is shown, is not, or waits for its message. */
interface Marked extends Crossed {
  readonly marks: Uint8Array
}
const SHOWN = 0
const LOST = 1
const WAITING = 2

/** Of a compressed message, before it is lost. A server's largest event compresses to less. */
const MOST_MESSAGE_BYTES = 128 * 1024
const MOST_INFLATED_BYTES = 1024 * 1024
/**
 * What a direction's messages may inflate to altogether, and how much more for each that crosses and each of its bytes: one read can
 * hold 700 that are 770 times as large, and nobody else is served meanwhile. Events inflate ten times at most.
 */
const FREELY_INFLATED_BYTES = 256 * 1024
const MORE_A_MESSAGE_BYTES = 512
const MOST_TIMES = 16
/** What a sender leaves out behind each message (RFC 7692 7.2.1). */
const FLUSHED = [0, 0, 0xff, 0xff]

export class HiddenSide {
  readonly #hide: Hider
  readonly #texts: { readonly wire: HidingText; readonly content: HidingText; readonly control: HidingText }
  readonly #reader: ContentReader
  readonly #window = new InflateWindow()
  readonly #waiting: Marked[] = []
  /** Of their bytes. */
  #waitingBytes = 0
  /** The compressed message that is open: its bytes, as far as they may still be shown. */
  #message: number[] | 'lost' | undefined
  /** One of the messages before could not be read, and later ones may refer to it. */
  #isBlind = false
  /** What may still be inflated. */
  #inflatableBytes = FREELY_INFLATED_BYTES
  #isOpaque = false

  constructor(hide: Hider, isClientsFrames: boolean) {
    this.#hide = hide
    this.#texts = {
      wire: new HidingText(hide),
      content: new HidingText(hide),
      control: new HidingText(hide),
    }
    this.#reader = new ContentReader(isClientsFrames)
  }

  /** What is kept for what is still to come, in bytes. */
  get keptBytes(): number {
    const message = Array.isArray(this.#message) ? 8 * this.#message.length : 0
    return 2 * this.#waitingBytes + this.#window.room.length + message
  }

  /** Takes the next slice; gives what can go on now. */
  push(slice: Crossed): readonly HiddenPiece[] {
    const bytes = Uint8Array.from(slice.bytes)
    const marked: Marked = { ...slice, bytes, marks: new Uint8Array(bytes.length) }
    if (this.#isOpaque) marked.marks.fill(LOST)
    else this.#read(slice.bytes, marked)
    this.#waiting.push(marked)
    this.#waitingBytes += bytes.length
    return this.#goOn()
  }

  /** Some of the bytes will never come. */
  lost(piece: HiddenPiece): readonly HiddenPiece[] {
    this.#isOpaque = true
    return [...this.end(), piece]
  }

  /** Nothing more will come. */
  end(): readonly HiddenPiece[] {
    this.#settle(LOST)
    this.#message = undefined
    return this.#goOn()
  }

  #goOn(): readonly HiddenPiece[] {
    if (Array.isArray(this.#message)) {
      if (this.#message.length <= MOST_MESSAGE_BYTES) return []
      this.#settle(LOST)
      this.#isBlind = true
      this.#message = 'lost'
    }
    this.#waitingBytes = 0
    return this.#waiting.splice(0).flatMap(piecesOf)
  }

  /** The message of those that wait is known: they are shown, or lost. */
  #settle(as: typeof SHOWN | typeof LOST): void {
    for (const { marks } of this.#waiting) settleIn(marks, as)
  }

  #read(crossed: Uint8Array, marked: Marked): void {
    const { bytes, marks } = marked
    const hidden = this.#texts.wire.push(latin1(crossed))
    for (let i = 0; i < bytes.length; i++) bytes[i] = hidden.charCodeAt(i)

    const content = { places: [] as number[], codes: [] as number[] }
    const control = { places: [] as number[], codes: [] as number[] }
    this.#reader.push(crossed, {
      content: (place, byte, isControl) => {
        const { places, codes } = isControl ? control : content
        places.push(place)
        codes.push(byte)
        if (isControl || this.#message === undefined) return
        marks[place] = this.#message === 'lost' ? LOST : WAITING
        if (Array.isArray(this.#message)) this.#message.push(byte)
      },
      compressed: (isOver) => {
        if (!isOver) this.#message = this.#isBlind ? 'lost' : []
        else {
          if (Array.isArray(this.#message)) {
            const verdict = this.#isClean(this.#message) ? SHOWN : LOST
            settleIn(marks, verdict)
            this.#settle(verdict)
          }
          this.#message = undefined
        }
      },
      opaque: (place) => {
        this.#isOpaque = true
        marks.fill(LOST, place)
      },
    })
    this.#hideIn(content, this.#texts.content, crossed, bytes)
    this.#hideIn(control, this.#texts.control, crossed, bytes)
  }

  /** Unmasking is an XOR: the same difference gives the masked byte. */
  #hideIn(
    { places, codes }: { readonly places: readonly number[]; readonly codes: readonly number[] },
    text: HidingText,
    crossed: Uint8Array,
    bytes: Uint8Array,
  ): void {
    if (places.length === 0) return
    const hidden = text.push(latin1(Uint8Array.from(codes)))
    places.forEach((place, i) => {
      const difference = (codes[i] ?? 0) ^ hidden.charCodeAt(i)
      if (difference !== 0) bytes[place] = (crossed[place] ?? 0) ^ difference
    })
  }

  /** Whether a compressed message can be read, and has no id. */
  #isClean(message: readonly number[]): boolean {
    const input = Uint8Array.from([...message, ...FLUSHED])
    this.#inflatableBytes += MORE_A_MESSAGE_BYTES + MOST_TIMES * message.length
    const maxBytes = Math.min(MOST_INFLATED_BYTES, this.#inflatableBytes)
    const { bytes, end } = inflate(input, this.#window, { windowBytes: MAX_WINDOW_BYTES, maxBytes })
    this.#inflatableBytes -= bytes.length
    this.#isBlind = end.kind !== 'whole'
    if (this.#isBlind) return false
    const text = latin1(bytes)
    return this.#hide.in(text) === text
  }
}

function settleIn(marks: Uint8Array, as: number): void {
  for (let i = marks.indexOf(WAITING); i >= 0; i = marks.indexOf(WAITING, i)) marks[i] = as
}

/** A slice, cut where what is not shown begins and ends. */
function piecesOf({ offset, left, arrived, bytes, marks }: Marked): readonly HiddenPiece[] {
  const pieces: HiddenPiece[] = []
  for (let start = 0; start < bytes.length;) {
    const isLost = marks[start] !== SHOWN
    let end = start + 1
    while (end < bytes.length && (marks[end] !== SHOWN) === isLost) end++
    const piece = { offset: offset + start, length: end - start, left, arrived }
    pieces.push(isLost ? piece : { ...piece, bytes: bytes.subarray(start, end) })
    start = end
  }
  return pieces
}
