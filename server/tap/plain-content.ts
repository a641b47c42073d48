/** The content of an answer as its reader has it: chunks and compression taken off piece by piece, and no more than so many bytes of it. */
import * as zlib from 'node:zlib'
import { ChunkBoundaries } from '../../src/wire/http1/chunk-boundaries.ts'

/** Absent before Node 22.15. */
const zstd = zlib.createZstdDecompress as typeof zlib.createZstdDecompress | undefined

/** Whether this Node unpacks zstd. */
export const HAS_ZSTD = zstd !== undefined

const DECODERS: Readonly<
  Record<string, (() => zlib.Gunzip | zlib.Inflate | zlib.BrotliDecompress | zlib.ZstdDecompress) | undefined>
> = {
  gzip: zlib.createGunzip,
  'x-gzip': zlib.createGunzip,
  deflate: zlib.createInflate,
  br: zlib.createBrotliDecompress,
  zstd,
}

const CHUNKED = /\ntransfer-encoding:[^\r\n]*chunked/i
const CODED = /\ncontent-encoding:[ \t]*([^\r\n]*)/i

export class PlainContent {
  readonly #mostBytes: number
  readonly #found: (bytes: Uint8Array) => void
  readonly #chunks: ChunkBoundaries | undefined
  readonly #decoder: ReturnType<NonNullable<(typeof DECODERS)[string]>> | undefined
  #bytes = 0
  #isOver = false

  /** `found` is given what there is of it, in order; compressed, some time after it came. A coding that is not known ends it. */
  constructor(head: string, mostBytes: number, found: (bytes: Uint8Array) => void) {
    this.#mostBytes = mostBytes
    this.#found = found
    this.#chunks = CHUNKED.test(head) ? new ChunkBoundaries() : undefined
    const coding = (CODED.exec(head)?.[1] ?? '').trim().toLowerCase()
    if (coding === '' || coding === 'identity') return
    this.#decoder = DECODERS[coding]?.()
    if (this.#decoder === undefined) this.stop()
    this.#decoder?.on('data', (bytes: Uint8Array) => this.#give(bytes))
    // What is broken, or breaks off, is its reader's trouble.
    this.#decoder?.on('error', () => this.stop())
  }

  take(bytes: Uint8Array): void {
    if (this.#isOver) return
    const give = (start: number, end: number): void => this.#decode(bytes.subarray(start, end))
    if (this.#chunks === undefined) give(0, bytes.length)
    else if (this.#chunks.take(bytes, 0, give) !== 'more') this.end()
  }

  /** No more comes; what is still being unpacked is given. */
  end(): void {
    if (!this.#isOver) this.#decoder?.end()
  }

  /** Nothing more is wanted. */
  stop(): void {
    this.#isOver = true
    this.#decoder?.destroy()
  }

  #decode(bytes: Uint8Array): void {
    if (this.#isOver || this.#decoder?.writableEnded === true) return
    if (this.#decoder === undefined) this.#give(bytes)
    // A piece is written over by the next one: what waits to be unpacked is a copy.
    else this.#decoder.write(Uint8Array.from(bytes))
  }

  #give(bytes: Uint8Array): void {
    if (this.#isOver) return
    this.#bytes += bytes.length
    this.#found(bytes)
    if (this.#bytes >= this.#mostBytes) this.stop()
  }
}
