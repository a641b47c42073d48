/**
 * What the wire bench reads: frames, event streams and streamed HTML, some megabytes of each, the same for every reader. The
 * texts are drawn from a fixed seed, so that they repeat from run to run.
 */
import { constants, deflateRawSync } from 'node:zlib'
import { joinBytes } from '../../src/wire/bytes/bytes.ts'
import { writeFrame } from '../../src/wire/websocket/write-frame.ts'

export type Format = 'frames' | 'event-stream' | 'html'

export interface Input {
  readonly name: string
  readonly label: string
  readonly format: Format
  /** Of frames: sent by the client under a mask; compressed, each message by itself. */
  readonly masked: boolean
  readonly deflated: boolean
  /** What crosses, head and all where there is one. */
  readonly bytes: Uint8Array
  /** Where the head ends. */
  readonly start: number
  /** What a reader must hand over: how many messages, events or scripts, and the bytes in them. */
  readonly expected: Outcome
}

export interface Outcome {
  readonly results: number
  readonly resultBytes: number
}

const KEY = Uint8Array.of(0x37, 0xfa, 0x21, 0x3d)
const ASCII = new TextEncoder()

/** Gives all inputs, each of about that many bytes. */
export function makeInputs(bytes: number): readonly Input[] {
  const draw = createDraw(1)
  const event = (size: number) => (id: number) => eventText(id, size, draw)
  return [
    frames('small', 'frames, messages of 100 bytes', bytes, event(100)),
    frames('large', 'frames, messages of 64 KiB', bytes, event(65_536)),
    frames('masked', 'frames, masked, 100 bytes', bytes, event(100), { masked: true }),
    frames('fragmented', 'frames, 1 KiB in 8 fragments', bytes, event(1024), { fragments: 8 }),
    frames('deflated', 'frames, deflated, 1 KiB', bytes, event(1024), { deflated: true }),
    eventStream('short-events', 'event stream, 100 bytes', bytes, event(100)),
    eventStream('long-data', 'event stream, one event', bytes, event(bytes)),
    html(bytes, event(100)),
  ]
}

interface FrameShape {
  readonly masked?: boolean
  readonly fragments?: number
  readonly deflated?: boolean
}

type TextOf = (id: number) => string

function frames(
  name: string,
  label: string,
  bytes: number,
  textOf: TextOf,
  { masked = false, fragments = 1, deflated = false }: FrameShape = {},
): Input {
  const parts: Uint8Array[] = []
  const expected = fill(bytes, textOf, (text) => {
    const message = ASCII.encode(text)
    const payload = deflated ? compressed(message) : message
    const size = Math.ceil(payload.length / fragments)
    const made = Array.from({ length: fragments }, (_, index) =>
      writeFrame({
        fin: index === fragments - 1,
        rsv1: deflated && index === 0,
        opcode: index === 0 ? 1 : 0,
        payload: payload.subarray(index * size, (index + 1) * size),
        ...(masked ? { maskingKey: KEY } : {}),
      }),
    )
    parts.push(...made)
    return { crossed: lengthOf(made), result: message.length }
  })
  return { name, label, format: 'frames', masked, deflated, bytes: joinBytes(parts), start: 0, expected }
}

/** RFC 7692 7.2.1: the empty block that a flush ends with is left out. */
function compressed(message: Uint8Array): Uint8Array {
  return deflateRawSync(message, { finishFlush: constants.Z_SYNC_FLUSH }).subarray(0, -4)
}

function eventStream(name: string, label: string, bytes: number, textOf: TextOf): Input {
  const parts: Uint8Array[] = []
  const expected = fill(bytes, textOf, (text, id) => {
    const block = ASCII.encode(`id: ${id}\nevent: tick\ndata: ${text}\n\n`)
    parts.push(block)
    return { crossed: block.length, result: text.length }
  })
  const plain = { masked: false, deflated: false, start: 0 }
  return { name, label, format: 'event-stream', ...plain, bytes: joinBytes(parts), expected }
}

/** A chunked answer of scripts, a chunk each, as the hidden iframe gets them. */
function html(bytes: number, textOf: TextOf): Input {
  const head = ASCII.encode(
    'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n',
  )
  const parts: Uint8Array[] = [head]
  const expected = fill(bytes, textOf, (text) => {
    const script = `<script>parent.receive(${text})</script>`
    const chunk = ASCII.encode(`${script.length.toString(16)}\r\n${script}\r\n`)
    parts.push(chunk)
    return { crossed: chunk.length, result: script.length }
  })
  const plain = { masked: false, deflated: false, start: head.length }
  const label = 'chunked HTML, a script of 100 bytes a chunk'
  return { name: 'scripts', label, format: 'html', ...plain, bytes: joinBytes(parts), expected }
}

/** Makes one after another until that many bytes cross, or come out of those: what a side inflates is bounded. */
function fill(
  bytes: number,
  textOf: TextOf,
  add: (text: string, id: number) => { readonly crossed: number; readonly result: number },
): Outcome {
  let crossed = 0
  let resultBytes = 0
  let results = 0
  while (Math.max(crossed, resultBytes) < bytes) {
    results++
    const one = add(textOf(results), results)
    crossed += one.crossed
    resultBytes += one.result
  }
  return { results, resultBytes }
}

const lengthOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, { length }) => sum + length, 0)

const WORDS = ['push', 'pull', 'held', 'frame', 'chunk', 'slice', 'event', 'stream', 'comet', 'wire']

/** An event of a feed as JSON, of about that many characters, all ASCII. */
function eventText(id: number, size: number, draw: () => number): string {
  const at = 1_763_798_400_000 + id
  const frame = JSON.stringify({ id, type: 'tick', at, data: '' })
  let data = ''
  while (frame.length + data.length < size) data += `${WORDS[draw() % WORDS.length]}-${draw() % 1000} `
  return JSON.stringify({ id, type: 'tick', at, data })
}

/** Numbers that look random and repeat (Lehmer's generator). */
function createDraw(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48_271) % 2_147_483_647)
}
