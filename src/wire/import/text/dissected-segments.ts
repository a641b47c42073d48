/**
 * The TCP segments of packets that tshark took apart and printed without their bytes (`-T json`, `-T ek`, PDML): the payload of each
 * is among its fields, and where it belongs as far as the fields say.
 */
import { bytesFromHex } from '../hex.ts'
import type { TimedSegment } from '../tcp-connections.ts'

/** Before each packet; EK writes `tcp_tcp_srcport`, or `tcp_srcport` where fields were asked for by name. */
const PACKET = /"layers"\s*:|<packet>/
const NAME = String.raw`(?:ip|ipv6|tcp)[._](src|dst|srcport|dstport|stream|seq|ack|flags[._](?:syn|fin|reset)|payload)`
const FIELDS = new RegExp(
  String.raw`"(?:(?:ip|ipv6|tcp)_)?${NAME}"\s*:\s*(?:\[\s*)?"?([\w.:]+)|<field name="${NAME}"[^>]{0,512}? show="([\w.:]+)"`,
  'g',
)

type Fields = Readonly<
  Partial<
    Record<
      'src' | 'dst' | 'srcport' | 'dstport' | 'stream' | 'seq' | 'ack' | 'syn' | 'fin' | 'reset' | 'payload',
      string
    >
  >
>

/**
 * Gives those segments that say which end sent them; none where no payload is there, or the ends are not told. Where no numbers
 * are printed, each follows the one before it. Nothing is known of their times: a millisecond is put between two.
 */
export function segmentsIn(text: string): readonly TimedSegment[] {
  const packets = packetsOf(text)
  if (!packets.some(({ payload }) => payload !== undefined)) return []
  /** The two ends of each connection, and how much each sent. */
  const streams = new Map<string, string[]>()
  const sent = new Map<string, number>()
  const segments = packets.flatMap((fields, at): TimedSegment[] => {
    const [source, target] = [endOf(fields, 'src'), endOf(fields, 'dst')]
    if (source === '' || (fields.payload ?? fields.seq) === undefined) return []
    const stream = fields.stream ?? (target === '' ? '' : [source, target].sort().join(' '))
    const ends = streams.get(stream) ?? []
    streams.set(stream, ends)
    if (ends.length <= 2 && !ends.includes(source)) ends.push(source)
    const index = ends.indexOf(source)
    const [from, to] = [`${stream} ${index}`, `${stream} ${1 - index}`]
    const payload = payloadOf(fields)
    const sequence = Number(fields.seq ?? sent.get(from) ?? 0)
    sent.set(from, sequence + payload.length)
    const acknowledgment = Number(fields.ack ?? 0)
    return [
      {
        at,
        segment: {
          from,
          to,
          sequence,
          ...(acknowledgment === 0 ? {} : { acknowledgment }),
          syn: isSet(fields.syn),
          fin: isSet(fields.fin),
          rst: isSet(fields.reset),
          payload,
          cutBytes: 0,
        },
      },
    ]
  })
  // More than two are of several connections, and nothing says which.
  return [...streams.values()].every(({ length }) => length <= 2) ? segments : []
}

/** Gives the payloads, in order, of packets that say no end; none where they are of several connections. */
export function payloadsIn(text: string): readonly Uint8Array[] {
  const packets = packetsOf(text).filter(
    (fields) => fields.payload !== undefined && endOf(fields, 'src') === '',
  )
  return new Set(packets.map(({ stream }) => stream)).size === 1 ? packets.map(payloadOf) : []
}

const packetsOf = (text: string): readonly Fields[] => text.split(PACKET).slice(1).map(fieldsOf)

function payloadOf({ payload = '' }: Fields): Uint8Array {
  const read = bytesFromHex(payload.replaceAll(':', ''))
  return read.ok ? read.value : new Uint8Array()
}

/** By their last word; of packets in one another the innermost. */
function fieldsOf(packet: string): Fields {
  const fields: Record<string, string> = {}
  for (const [, name, value, attributed, shown] of packet.matchAll(FIELDS)) {
    const key = (name ?? attributed ?? '').replace(/^flags[._]/, '')
    fields[key] = value ?? shown ?? ''
  }
  return fields
}

const endOf = (fields: Fields, which: 'src' | 'dst'): string =>
  [fields[which], fields[`${which}port`]].filter((each) => each !== undefined).join(' ')

const isSet = (flag: string | undefined): boolean => flag !== undefined && /^(?:1|true)$/i.test(flag)
