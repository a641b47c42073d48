/** One exchange inside of every tunnel and link that is taken off, and what is said of those that are not. */
import { describe, expect, it } from 'vitest'
import { encodePcap, ipv4, LINK_LAYERS } from '../../../tests/support/capture-encoder.ts'
import { gistOf } from '../../../tests/support/brought.ts'
import { ascii, joinBytes } from '../../../tests/support/http1-encoder.ts'
import { openFile } from './open.ts'

const pair = (value: number): readonly number[] => [value >> 8, value & 0xff]
const bytes = (...all: readonly number[]): Uint8Array => Uint8Array.from(all)
const ethernet = (packet: Uint8Array): Uint8Array => LINK_LAYERS['ethernet']?.wrap(packet) ?? packet

function ip(protocol: number, inside: Uint8Array): Uint8Array {
  const length = pair(20 + inside.length)
  return joinBytes([
    bytes(0x45, 0, ...length, 0, 0, 0, 0, 64, protocol, 0, 0, 192, 168, 0, 1, 192, 168, 0, 2),
    inside,
  ])
}

const udp = (port: number, ...inside: readonly Uint8Array[]): Uint8Array => {
  const all = joinBytes(inside)
  return ip(17, joinBytes([bytes(4, 210, ...pair(port), ...pair(8 + all.length), 0, 0), all]))
}

const gre = (flags: number, type: number, ...inside: readonly Uint8Array[]): Uint8Array =>
  ip(47, joinBytes([bytes(...pair(flags), ...pair(type)), ...inside]))

const SEQUENCE = 0x1000
const zeros = (count: number): Uint8Array => new Uint8Array(count)

type Wrap = (packet: Uint8Array) => Uint8Array

/** The exchange inside of something, as a file of that link type; raw IP where none is named. */
function gist(wrap: Wrap, linkType = 101): readonly string[] {
  const asks = ascii('GET /x HTTP/1.1\r\nHost: a\r\n\r\n')
  const segments = [
    { from: 'client', sequence: 1, acknowledgment: 1, payload: asks },
    {
      from: 'server',
      sequence: 1,
      acknowledgment: 1 + asks.length,
      payload: ascii('HTTP/1.1 204 No Content\r\n\r\n'),
    },
  ] as const
  const packets = segments.map((segment, at) => ({ at, bytes: wrap(ipv4(segment)) }))
  return gistOf(openFile(encodePcap(packets, { linkType, littleEndian: true, nanoseconds: false })))
}

const READ = ['capture-file', 'http GET /x 204', '↑ request-head', '↓ response-head']

describe('an exchange is read inside of', () => {
  it.each<readonly [string, Wrap]>([
    ['VXLAN', (packet) => udp(4789, bytes(8, 0, 0, 0, 0, 0, 1, 0), ethernet(packet))],
    [
      'Geneve with an option',
      (packet) => udp(6081, bytes(1, 0, 0x65, 0x58, 0, 0, 1, 0), zeros(4), ethernet(packet)),
    ],
    ['GTP', (packet) => udp(2152, bytes(0x30, 0xff, ...pair(packet.length), 0, 0, 0, 1), packet)],
    [
      'GTP with an extension, as 5G has it',
      (packet) =>
        udp(
          2152,
          bytes(0x34, 0xff, ...pair(packet.length + 8), 0, 0, 0, 1, 0, 0, 0, 0x85, 1, 0x10, 0, 0),
          packet,
        ),
    ],
    ['GRE', (packet) => gre(0, 0x0800, packet)],
    ['GRE with a key and a number', (packet) => gre(0x3000, 0x6558, zeros(8), ethernet(packet))],
    ['ERSPAN I', (packet) => gre(0, 0x88be, ethernet(packet))],
    [
      'ERSPAN II',
      (packet) => gre(SEQUENCE, 0x88be, zeros(4), bytes(0x10, 1, 0, 1, 0, 0, 0, 0), ethernet(packet)),
    ],
    ['ERSPAN III', (packet) => gre(SEQUENCE, 0x22eb, zeros(4), bytes(0x20), zeros(11), ethernet(packet))],
    [
      'ERSPAN III with what its platform adds',
      (packet) =>
        gre(SEQUENCE, 0x22eb, zeros(4), bytes(0x20), zeros(10), bytes(1), zeros(8), ethernet(packet)),
    ],
    ['IP in IP', (packet) => ip(4, packet)],
  ])('%s', (_, wrap) => {
    expect(gist(wrap)).toEqual(READ)
  })

  it.each<readonly [string, Wrap, number]>([
    ['PPPoE', (packet) => joinBytes([zeros(12), bytes(0x88, 0x64, 0x11, 0, 0, 1, 0, 9, 0, 0x21), packet]), 1],
    ['SNAP', (packet) => joinBytes([zeros(12), bytes(0, 99, 0xaa, 0xaa, 3, 0, 0, 0, 8, 0), packet]), 1],
    ['MPLS', (packet) => joinBytes([zeros(12), bytes(0x88, 0x47, 0, 1, 0, 64, 0, 2, 1, 64), packet]), 1],
    ['PPP', (packet) => joinBytes([bytes(0xff, 3, 0, 0x21), packet]), 50],
    ['PPPoE alone', (packet) => joinBytes([bytes(0x11, 0, 0, 1, 0, 9, 0, 0x21), packet]), 51],
    ['HDLC', (packet) => joinBytes([bytes(0x0f, 0, 8, 0), packet]), 104],
    [
      'nflog',
      (packet) =>
        joinBytes([
          bytes(2, 0, 0, 0, 5, 0, 10, 0, 0, 0, 0, 0, ...pair(packet.length + 4).toReversed(), 9, 0),
          packet,
        ]),
      239,
    ],
  ])('%s', (_, wrap, linkType) => {
    expect(gist(wrap, linkType)).toEqual(READ)
  })
})

describe('the true cause is said of packets in', () => {
  it.each<readonly [string, Wrap, string, number]>([
    ['GRE of something else', (packet) => gre(0, 0x883e, packet), 'tunnelled', 101],
    ['L2TP', (packet) => udp(1701, bytes(0x40, 2, 0, 0, 0, 1, 0, 1), packet), 'tunnelled', 101],
    ['VXLAN-GPE', (packet) => udp(4790, bytes(0x0c, 0, 0, 1, 0, 0, 1, 0), packet), 'tunnelled', 101],
    ['IPsec', (packet) => ip(50, packet), 'tunnelled', 101],
    [
      'five tunnels, one in the other',
      (packet) => ip(4, ip(4, ip(4, ip(4, ip(4, packet))))),
      'tunnelled',
      101,
    ],
    ['QUIC', (packet) => udp(443, bytes(0xc0), packet), 'only-quic', 101],
    ['Wi-Fi', (packet) => packet, 'unsupported-link-type', 105],
  ])('%s', (_, wrap, code, linkType) => {
    expect(gist(wrap, linkType)).toEqual([`refused: ${code}`])
  })
})
