/**
 * Where the content of one direction of an exchange lies in its bytes, as they come: behind its head, in chunks, or in the
 * payloads of frames, unmasked. It says of each byte of content what it is; what it cannot follow it says is opaque.
 */
import { latin1 } from '../../src/wire/bytes/bytes.ts'

/** Told of what a push holds; places are in the pushed bytes. */
export interface ContentSink {
  /** A byte of content that is in chunks or frames, unmasked; or of a control frame, which may stand in the middle of it. */
  content(place: number, byte: number, isControl: boolean): void
  /** A message that is compressed begins with what follows, or is over. */
  compressed(isOver: boolean): void
  /** Nothing is known of what the bytes from this place on mean. */
  opaque(place: number): void
}

type State =
  'head' | 'plain' | 'size' | 'chunk' | 'chunk-end' | 'frame' | 'payload' | 'control' | 'over' | 'opaque'

const MOST_HEAD_CHARACTERS = 64 * 1024
const CR = 13
const LF = 10

export class ContentReader {
  readonly #isFrames: boolean
  #state: State = 'head'
  #head = ''
  /** Of the frame's header that is being read. */
  #line: number[] = []
  /** Of a chunk's size line. */
  #size = ''
  #left = 0
  #mask: readonly number[] = []
  #inPayload = 0
  #isFinal = false
  #isCompressed = false

  /** `isFrames`: a WebSocket's client, whose frames follow its head; a server's follow its 101. */
  constructor(isFrames: boolean) {
    this.#isFrames = isFrames
  }

  push(bytes: Uint8Array, sink: ContentSink): void {
    const from = this.#state === 'head' ? this.#readHead(bytes) : 0
    // Content as it is needs no reading.
    if (this.#state === 'head' || this.#state === 'plain') return
    let at = from
    for (; at < bytes.length && this.#state !== 'opaque'; at++) this.#take(bytes[at] ?? 0, at, sink)
    if (this.#state === 'opaque') sink.opaque(Math.max(from, at - 1))
  }

  /** Gives where in the bytes what follows the head begins. */
  #readHead(bytes: Uint8Array): number {
    const before = this.#head.length
    this.#head += latin1(bytes)
    // What was there before has been looked through, but for an end that is cut.
    let from = Math.max(0, before - 3)
    for (;;) {
      const end = this.#head.indexOf('\r\n\r\n', from)
      if (end < 0) {
        if (this.#head.length > MOST_HEAD_CHARACTERS) this.#state = 'opaque'
        return 0
      }
      const head = this.#head.slice(0, end + 2).trimStart()
      const isInterim = /^HTTP\/1\.[01] 1(?!01)\d\d/.test(head)
      if (isInterim) {
        from = end + 4
        this.#head = ' '.repeat(from) + this.#head.slice(from)
      } else {
        this.#head = ''
        this.#state = this.#stateBehind(head)
        return end + 4 - before
      }
    }
  }

  #stateBehind(head: string): State {
    if (this.#isFrames || /^HTTP\/1\.1 101/.test(head)) return 'frame'
    if (/\r\ncontent-encoding:/i.test(head)) return 'opaque'
    return /\r\ntransfer-encoding:[^\r]*chunked/i.test(head) ? 'size' : 'plain'
  }

  #take(byte: number, place: number, sink: ContentSink): void {
    switch (this.#state) {
      case 'size':
        return this.#sizeLine(byte)
      case 'chunk':
        sink.content(place, byte, false)
        if (--this.#left === 0) this.#state = 'chunk-end'
        return
      case 'chunk-end':
        if (byte === LF) this.#state = 'size'
        else if (byte !== CR) this.#state = 'opaque'
        return
      case 'frame':
        return this.#frameHeader(byte, sink)
      case 'payload':
      case 'control': {
        const isData = this.#state === 'payload'
        sink.content(place, byte ^ (this.#mask[this.#inPayload & 3] ?? 0), !isData)
        this.#inPayload++
        if (--this.#left === 0) this.#frameEnds(isData, sink)
        return
      }
      default:
    }
  }

  #sizeLine(byte: number): void {
    if (byte !== LF) {
      // Of a chunk's extension nothing has to be known.
      if (this.#size.length < 32) this.#size += String.fromCharCode(byte)
      return
    }
    const digits = /^[0-9a-f]+/i.exec(this.#size)?.[0]
    this.#size = ''
    if (digits === undefined) this.#state = 'opaque'
    else {
      this.#left = parseInt(digits, 16)
      // What follows the last chunk are header lines.
      this.#state = this.#left === 0 ? 'over' : 'chunk'
    }
  }

  /** RFC 6455 5.2. */
  #frameHeader(byte: number, sink: ContentSink): void {
    const line = this.#line
    line.push(byte)
    const [first = 0, second = 0] = line
    const short = second & 0x7f
    const lengthBytes = short === 126 ? 2 : short === 127 ? 8 : 0
    const maskBytes = second & 0x80 ? 4 : 0
    if (line.length < 2 + lengthBytes + maskBytes) return
    const long = line.slice(2, 2 + lengthBytes)
    this.#left = lengthBytes === 0 ? short : long.reduce((sum, each) => sum * 256 + each, 0)
    this.#mask = line.slice(2 + lengthBytes)
    this.#line = []
    this.#inPayload = 0
    const isData = (first & 0x08) === 0
    if (isData) {
      this.#isFinal = (first & 0x80) !== 0
      const isCompressed = (first & 0x40) !== 0
      if (isCompressed) sink.compressed(false)
      this.#isCompressed ||= isCompressed
    }
    this.#state = isData ? 'payload' : 'control'
    if (this.#left === 0) this.#frameEnds(isData, sink)
  }

  #frameEnds(isData: boolean, sink: ContentSink): void {
    this.#state = 'frame'
    if (!isData || !this.#isFinal || !this.#isCompressed) return
    this.#isCompressed = false
    sink.compressed(true)
  }
}
