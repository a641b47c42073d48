/**
 * A trace as a pcapng file, to be opened in Wireshark: every connection a TCP stream with the bytes that crossed it.
 *
 * The tap sits on sockets. It saw no packet, so IP and TCP headers are made up here, and the file says so where a reader
 * meets it: in the section's comment, the interface's name, and each packet's comment.
 */
import { joinBytes, type Direction } from '../bytes/bytes.ts'
import type { Trace } from '../trace/trace.ts'
import { conversationOf } from '../trace/conversation.ts'
import { connectionPackets } from './connection-packets.ts'
import { interfaceBlock, LINKTYPE_RAW, OPTION, packetBlock, sectionHeaderBlock } from './pcapng-blocks.ts'
import type { Endpoint } from './tcp-packet.ts'

/** What the section says of itself, for whoever opens the file without the page it came from. */
const SECTION_COMMENT =
  'The bytes inside the TCP streams are those that a server read from and wrote to its own sockets. ' +
  'All IP and TCP headers, addresses, ports and handshakes are synthesised: no packet was captured. ' +
  'A packet with data is one slice, which is what one read or write handed over, and no TCP segment that crossed a network ' +
  '(a slice that does not fit into one packet is split). ' +
  'A data packet has the time at which its slice left; the acknowledgment that follows it, the time at which it arrived at the other end ' +
  'of the conditioned wire. Values that are all asterisks (cookies, credentials) were masked when they were recorded.'

/** The documentation's own network (RFC 5737), which no real host has. */
const SERVER = { address: [192, 0, 2, 254], port: 80 } as const
const FIRST_CLIENT_PORT = 49_152
const CLIENT_PORTS = 65_536 - FIRST_CLIENT_PORT

/** Microseconds. */
const TIME_RESOLUTION = 6

/** Encodes all connections of a trace, packets in the order of time. Times are rounded to the microsecond. */
export function encodePcapng({ header, events }: Trace): Uint8Array {
  const conversation = conversationOf(events)
  const seenOpening = new Set(events.map((event) => event.kind === 'connection-opened' && event.connection))
  const packets = conversation.connections.flatMap((connection, index) => {
    const exchanges = connection.exchanges.flatMap((id) => conversation.exchange(id) ?? [])
    return connectionPackets(connection, exchanges, endsOf(index), seenOpening.has(connection.id))
  })
  packets.sort((a, b) => a.at - b.at)
  const { lab, client, recordedAt, scenario } = header
  const facts = [
    scenario === undefined ? `Lab ${lab}` : `Scenario ${scenario}`,
    `recorded ${recordedAt}`,
    `client ${client}`,
  ]
  return joinBytes([
    sectionHeaderBlock([
      { code: OPTION.comment, value: SECTION_COMMENT },
      { code: OPTION.comment, value: `${facts.join('; ')}.` },
      { code: OPTION.sectionUserApplication, value: 'Comet on the wire' },
    ]),
    interfaceBlock(LINKTYPE_RAW, [
      { code: OPTION.interfaceName, value: 'synthesised' },
      {
        code: OPTION.interfaceDescription,
        value: 'Slices of server sockets, in synthesised IP and TCP headers',
      },
      { code: OPTION.interfaceTimeResolution, value: Uint8Array.of(TIME_RESOLUTION) },
    ]),
    ...packets.map(({ at, direction, bytes, comment }) =>
      packetBlock(bytes, micros(at), [
        { code: OPTION.packetFlags, value: direction === 'client-to-server' ? INBOUND : OUTBOUND },
        ...(comment === undefined ? [] : [{ code: OPTION.comment, value: comment }]),
      ]),
    ),
  ])
}

/** The flags' lowest two bits, little-endian: which way a packet went, seen from the server. */
const INBOUND = Uint8Array.of(1, 0, 0, 0)
const OUTBOUND = Uint8Array.of(2, 0, 0, 0)

/** Who sends in each direction: a client port for each connection, and another client address once the ports are used up. */
function endsOf(index: number): Readonly<Record<Direction, Endpoint>> {
  const host = 1 + (Math.floor(index / CLIENT_PORTS) % 253)
  return {
    'client-to-server': { address: [192, 0, 2, host], port: FIRST_CLIENT_PORT + (index % CLIENT_PORTS) },
    'server-to-client': SERVER,
  }
}

/** A file's times are unsigned. */
function micros(at: number): number {
  return Math.max(0, Math.round(at * 1000))
}
