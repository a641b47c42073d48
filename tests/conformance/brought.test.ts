/**
 * The capture files that people brought, read by Wireshark's own dissectors: as many requests, responses and frames on each side
 * as ours, and the same events. Needs tshark on the machine.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { findTshark, NO_TSHARK } from '../../scripts/tshark.ts'
import { DIRECTIONS, utf8 } from '../../src/wire/bytes/bytes.ts'
import { importCaptureFile } from '../../src/wire/import/capture-file.ts'
import { conversationOf } from '../../src/wire/trace/conversation.ts'
import { framesIn } from '../../src/wire/trace/queries/frames.ts'
import { bytesOf, unitsOf } from '../../src/wire/trace/queries/sides.ts'
import { broughtBytes } from '../support/brought.ts'

const tshark = findTshark()
const FOLDER = fileURLToPath(new URL('../data/brought/', import.meta.url))
const FILES = readdirSync(FOLDER).filter((file) => file.endsWith('.pcap'))

/** What is found of each kind, both sides together. */
interface Counts {
  readonly requests: number
  readonly responses: number
  readonly frames: number
}

/** Where tshark reads less: it has no handshake to go by, or does not look into this tunnel. */
const TSHARK_READS_LESS: Readonly<Record<string, Partial<Counts>>> = {
  'socket-joined-late.pcap': { frames: 0 },
  'socket-through-a-proxy.pcap': { requests: 1, responses: 1, frames: 0 },
}

beforeEach((context) => {
  if (tshark === undefined && process.env['CI']) throw new Error(NO_TSHARK)
  context.skip(tshark === undefined, NO_TSHARK)
})

/** What tshark says of fields, a packet a line and a tab between two; with a body taken for whole, as far as it is, or as it comes. */
function saidOf(file: string, fields: readonly string[], filter: string, wholeBodies: boolean): string {
  const body = ['-o', `http.desegment_body:${wholeBodies ? 'TRUE' : 'FALSE'}`]
  const asked = fields.flatMap((field) => ['-e', field])
  const args = ['-n', ...body, '-r', `${FOLDER}${file}`, '-Y', filter, '-T', 'fields', ...asked]
  return execFileSync(tshark ?? '', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
}

/** How often each of some fields stands in a file. One run of tshark tells of all: to start takes it longer than to read. */
function countsOf(file: string, fields: readonly string[], filter: string): readonly number[] {
  const packets = saidOf(file, fields, filter, false)
    .split('\n')
    .map((line) => line.split('\t'))
  const counted = (at: number): number =>
    packets.flatMap((packet) => packet[at]?.split(',') ?? []).filter((value) => value !== '').length
  return fields.map((_, at) => counted(at))
}

describe('tshark reads as much of', () => {
  it.each(FILES)('%s', (file) => {
    const opened = importCaptureFile(broughtBytes(file))
    if (!opened.ok) throw new Error(opened.message)
    const { exchanges } = conversationOf(opened.value.events)
    const own: Counts = {
      requests: exchanges.filter(({ method }) => method !== undefined).length,
      responses: exchanges.filter(({ status }) => status !== undefined).length,
      frames: exchanges
        .flatMap(({ sides }) => DIRECTIONS.map((direction) => framesIn(sides[direction]).length))
        .reduce((sum, count) => sum + count, 0),
    }
    const [requests, responses, frames] = countsOf(
      file,
      ['http.request.method', 'http.response.code', 'websocket.opcode'],
      'http.request or http.response or websocket',
    )
    expect({ requests, responses, frames }).toEqual({ ...own, ...TSHARK_READS_LESS[file] })
  })
})

describe('tshark has the data of every event in', () => {
  it.each(FILES.filter((file) => /stream|line-end|blanks/.test(file)))('%s', (file) => {
    const opened = importCaptureFile(broughtBytes(file))
    if (!opened.ok) throw new Error(opened.message)
    const blocks = conversationOf(opened.value.events).exchanges.flatMap(({ sides }) => {
      const side = sides['server-to-client']
      return unitsOf(side, 'event-block').map((block) => utf8(bytesOf(block, side)))
    })
    expect(blocks.length).toBeGreaterThan(0)
    // It takes chunks and codings off a body that is whole, and shows the rest packet by packet.
    const theirs = [true, false]
      .map((wholeBodies) => saidOf(file, ['http.file_data'], 'http', wholeBodies))
      .join('')
    for (const block of blocks) expect(theirs).toContain(JSON.stringify(block).slice(1, -1))
  })
})
