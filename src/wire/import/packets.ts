/** The packets of a capture file, whichever format it has. `pcap.ts` and `pcapng.ts` give them. */

export interface CapturedPacket {
  /** Milliseconds since the Unix epoch; absent where the file does not say. */
  readonly at?: number
  /** One of tcpdump's LINKTYPE values. */
  readonly linkType: number
  /** What was captured of it, from the link layer's first byte on. */
  readonly bytes: Uint8Array
}

/** More packets than this are not read. */
export const MAX_PACKETS = 1_000_000

/** No packet is longer; a record that says so is broken. */
export const MAX_PACKET_BYTES = 16 * 1024 * 1024
