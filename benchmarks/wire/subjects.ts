/**
 * Who reads: our dissectors, ws's Receiver and eventsource-parser. All get the same bytes in the same pieces. Ours keeps a
 * field for every byte and a unit for every stretch; the others hand over the result and keep nothing.
 */
import type { Writable } from 'node:stream'
import { createParser } from 'eventsource-parser'
import * as ws from 'ws'
import type { Unit } from '../../src/wire/field/field.ts'
import { createEventStreamReader } from '../../src/wire/event-stream/stream-reader.ts'
import { MessageReader } from '../../src/wire/exchange/message-reader.ts'
import { createFrameReader } from '../../src/wire/websocket/frame-reader.ts'
import type { Format, Input, Outcome } from './inputs.ts'

export type SubjectName = 'ours' | 'ws' | 'eventsource-parser'

export interface Subject {
  readonly name: SubjectName
  readonly reads: readonly Format[]
  /** Reads an input to its end, in pieces of at most so many bytes. */
  read(input: Input, pieceBytes: number): Promise<Outcome>
}

const SOURCE = 'wire:bench:server-to-client'

/** ws exports these; its type package knows neither. */
const { Receiver, PerMessageDeflate } = ws as unknown as {
  Receiver: new (options: { isServer: boolean; maxPayload: number; extensions: object }) => Writable
  PerMessageDeflate: new (options: { isServer: boolean }) => { accept(offers: readonly object[]): unknown }
}

export const SUBJECTS: readonly Subject[] = [
  {
    name: 'ours',
    reads: ['frames', 'event-stream', 'html'],
    read: async (input, pieceBytes) => READ[input.format](input, pieceBytes),
  },
  { name: 'ws', reads: ['frames'], read: receive },
  { name: 'eventsource-parser', reads: ['event-stream'], read: parse },
]

const READ: Readonly<Record<Format, (input: Input, pieceBytes: number) => Outcome>> = {
  frames({ bytes, masked, deflated }, pieceBytes) {
    const deflate = deflated && { contextTakeover: false, windowBits: 15 }
    const reader = createFrameReader(SOURCE, 0, masked ? 'client-to-server' : 'server-to-client', deflate)
    for (const end of ends(bytes, pieceBytes)) reader.advance(bytes.subarray(0, end), [])
    lookAtAll([...reader.units(bytes, [], true), ...reader.derivedUnits])
    return outcome(
      reader.derivedUnits.filter(
        ({ kind, source }) => kind === 'message' && source.endsWith('/inflated') === deflated,
      ),
    )
  },
  'event-stream'({ bytes }, pieceBytes) {
    const reader = createEventStreamReader(SOURCE, 0)
    for (const end of ends(bytes, pieceBytes)) reader.advance(bytes.subarray(0, end))
    lookAtAll(reader.units(bytes, true))
    let results = 0
    let resultBytes = 0
    for (const { action } of reader.steps) {
      if (action.kind !== 'dispatch') continue
      results++
      resultBytes += action.event.data.length
    }
    return { results, resultBytes }
  },
  html({ bytes }, pieceBytes) {
    const reader = new MessageReader(SOURCE, 'server-to-client')
    for (const end of ends(bytes, pieceBytes))
      reader.advance({ bytes: bytes.subarray(0, end), missing: [] }, 'GET')
    const units = reader.units({ bytes, missing: [] }, { closed: true, upgraded: false })
    lookAtAll(units)
    return outcome(units.filter(({ kind }) => kind === 'script'))
  },
}

/** Fields are made when somebody looks at them: what is measured is every one of them. */
function lookAtAll(units: readonly Unit[]): void {
  let fields = 0
  for (const unit of units) fields += unit.fields.length
  if (fields < units.length) throw new Error('A unit has no field.')
}

function outcome(units: readonly Unit[]): Outcome {
  const resultBytes = units.reduce((sum, { range }) => sum + range.end - range.start, 0)
  return { results: units.length, resultBytes }
}

/** What ws makes of frames. Rejects where it would fail the connection. */
async function receive({ bytes, masked, deflated }: Input, pieceBytes: number): Promise<Outcome> {
  let results = 0
  let resultBytes = 0
  const receiver = new Receiver({ isServer: masked, maxPayload: 0, extensions: deflated ? inflating() : {} })
  receiver.on('message', (data: Buffer) => {
    results++
    resultBytes += data.length
  })
  await new Promise<void>((resolve, reject) => {
    receiver.on('error', reject)
    let start = 0
    for (const end of ends(bytes, pieceBytes)) {
      receiver.write(Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start))
      start = end
    }
    receiver.end(() => resolve())
  })
  return { results, resultBytes }
}

function inflating(): object {
  const extension = new PerMessageDeflate({ isServer: false })
  extension.accept([{ server_no_context_takeover: [true], client_no_context_takeover: [true] }])
  return { 'permessage-deflate': extension }
}

/** What eventsource-parser makes of an event stream. It takes text, so that decoding is part of the work, as in a browser. */
async function parse({ bytes }: Input, pieceBytes: number): Promise<Outcome> {
  let results = 0
  let resultBytes = 0
  const parser = createParser({
    maxBufferSize: Number.POSITIVE_INFINITY,
    onEvent({ data }) {
      results++
      resultBytes += data.length
    },
  })
  const decoder = new TextDecoder()
  let start = 0
  for (const end of ends(bytes, pieceBytes)) {
    parser.feed(decoder.decode(bytes.subarray(start, end), { stream: true }))
    start = end
  }
  return { results, resultBytes }
}

/** Where each piece ends. */
function ends({ length }: Uint8Array, pieceBytes: number): readonly number[] {
  return Array.from({ length: Math.ceil(length / pieceBytes) }, (_, i) =>
    Math.min(length, (i + 1) * pieceBytes),
  )
}
