/**
 * Runs tshark over a capture file and gives what it read in the terms of our own dissection: per connection and
 * direction the bytes of the stream, the HTTP heads and the WebSocket frames.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

export interface ReadFrame {
  readonly fin: boolean
  readonly rsv: number
  readonly opcode: number
  readonly masked: boolean
  readonly length: number
  /** In hex, unmasked. */
  readonly payload: string
  readonly key?: string
  readonly closeCode?: number
  readonly closeReason?: string
}

/** What one side of a connection wrote; all bytes in hex. */
export interface ReadSide {
  stream: string
  readonly heads: string[]
  readonly contents: string[]
  readonly frames: ReadFrame[]
  /** Of text messages, as tshark reassembled and inflated them. */
  readonly texts: string[]
}

export interface TsharkReading {
  /** By `<client port> up` and `<client port> down`. */
  readonly sides: ReadonlyMap<string, ReadSide>
  /** TCP flags of each packet without data, in order, by client port. */
  readonly signals: ReadonlyMap<number, readonly string[]>
  /** What tshark found wrong with a packet: checksums, sequence numbers. */
  readonly complaints: readonly string[]
}

type Layer = Readonly<Record<string, unknown>>

const FRAME_OPTIONS = ['-o', 'ip.check_checksum:TRUE', '-o', 'tcp.check_checksum:TRUE']

/** Reads a capture file's bytes. `wholeBodies` lets tshark wait for the end of a body before it shows the head. */
export async function readWithTshark(
  tshark: string,
  file: Uint8Array,
  { wholeBodies }: { readonly wholeBodies: boolean },
): Promise<TsharkReading> {
  const folder = await mkdtemp(join(tmpdir(), 'capture-'))
  try {
    const path = join(folder, 'run.pcapng')
    await writeFile(path, file)
    const body = ['-o', `http.desegment_body:${wholeBodies ? 'TRUE' : 'FALSE'}`]
    const show = ['-T', 'json', '-x', '--no-duplicate-keys', '-J', 'ip tcp http websocket']
    const { stdout } = await promisify(execFile)(
      tshark,
      ['-n', '-r', path, ...FRAME_OPTIONS, ...body, ...show],
      {
        maxBuffer: 256 * 1024 * 1024,
      },
    )
    return readingOf(JSON.parse(stdout) as readonly { readonly _source: { readonly layers: Layer } }[])
  } finally {
    await rm(folder, { recursive: true })
  }
}

function readingOf(packets: readonly { readonly _source: { readonly layers: Layer } }[]): TsharkReading {
  const sides = new Map<string, ReadSide>()
  const signals = new Map<number, string[]>()
  const complaints: string[] = []
  packets.forEach(({ _source: { layers } }, index) => {
    const tcp = layer(layers['tcp'])
    const up = tcp['tcp.dstport'] === '80'
    const port = Number(up ? tcp['tcp.srcport'] : tcp['tcp.dstport'])
    const key = `${port} ${up ? 'up' : 'down'}`
    const side = sides.get(key) ?? { stream: '', heads: [], contents: [], frames: [], texts: [] }
    sides.set(key, side)

    if (layer(layers['ip'])['ip.checksum.status'] !== '1') complaints.push(`packet ${index}: IP checksum`)
    if (tcp['tcp.checksum.status'] !== '1') complaints.push(`packet ${index}: TCP checksum`)
    const flags = layer(layer(tcp['tcp.analysis'])['tcp.analysis.flags'])
    const found = Object.keys(layer(flags['_ws.expert'])).filter((name) => name.startsWith('tcp.analysis.'))
    complaints.push(...found.map((name) => `packet ${index}: ${name}`))

    const payload = rawHex(tcp['tcp.payload_raw'])[0]
    if (payload === undefined) signals.set(port, [...(signals.get(port) ?? []), flagsOf(tcp)])
    side.stream += payload ?? ''

    const http = list(layers['http'])
    rawHex(layers['http_raw']).forEach((head, i) => {
      const read = layer(http[i])
      // What carries a body on is shown under HTTP too, without a start line.
      if (read['http.request'] === '1' || read['http.response'] === '1') side.heads.push(headOnly(head))
      side.contents.push(...rawHex(read['http.file_data_raw']))
    })
    for (const frame of list(layers['websocket'])) takeFrame(layer(frame), side)
  })
  return { sides, signals, complaints }
}

function takeFrame(read: Layer, side: ReadSide): void {
  const text = (name: string): string | undefined => {
    const value = read[name]
    return typeof value === 'string' ? value : undefined
  }
  const length =
    text('websocket.payload_length_ext_64') ??
    text('websocket.payload_length_ext_16') ??
    text('websocket.payload_length')
  const inner = layer(read['websocket.payload'])
  const close = layer(inner['websocket.payload.close'])
  const key = text('websocket.masking_key')
  const code = close['websocket.payload.close.status_code']
  const reason = close['websocket.payload.close.reason']
  side.frames.push({
    fin: text('websocket.fin') === '1',
    rsv: Number(text('websocket.rsv')),
    opcode: Number(text('websocket.opcode')),
    masked: text('websocket.mask') === '1',
    length: Number(length),
    payload: rawHex(read['websocket.payload_raw'])[0] ?? '',
    ...(key === undefined ? {} : { key: key.replaceAll(':', '') }),
    ...(typeof code === 'string' ? { closeCode: Number(code) } : {}),
    ...(typeof reason === 'string' ? { closeReason: reason } : {}),
  })
  side.texts.push(...rawHex(inner['websocket.payload.text_raw']))
}

/** A chunked body is shown as part of what carries its head. */
function headOnly(message: string): string {
  const text = Buffer.from(message, 'hex').toString('latin1')
  const end = text.indexOf('\r\n\r\n')
  return end < 0 ? message : message.slice(0, (end + 4) * 2)
}

/** `[hex, …numbers]`, or a list of such: tshark writes one without the list around it. */
function rawHex(value: unknown): readonly string[] {
  if (!Array.isArray(value)) return []
  if (typeof value[0] === 'string') return [value[0]]
  return value.flatMap((each) => rawHex(each))
}

function flagsOf(tcp: Layer): string {
  const flags = layer(tcp['tcp.flags_tree'])
  return ['syn', 'ack', 'fin', 'reset'].filter((name) => flags[`tcp.flags.${name}`] === '1').join('+')
}

function layer(value: unknown): Layer {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Layer) : {}
}

function list(value: unknown): readonly unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value]
}
