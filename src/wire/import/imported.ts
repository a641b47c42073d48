/**
 * What every importer answers with: what it read and what it had to leave out, or why it could not read at all. Errors
 * are data, since what is opened comes from anybody; pages say them in their own words by `code`.
 */

/** No file and no text larger than this is looked into. */
export const MAX_IMPORT_BYTES = 64 * 1024 * 1024

export type ImportErrorCode =
  | 'too-large'
  | 'empty'
  | 'not-hex'
  | 'odd-hex-digits'
  | 'wrong-dump-offset'
  | 'not-base64'
  | 'not-a-capture-file'
  | 'malformed-capture-file'
  | 'unsupported-link-type'
  | 'no-tcp'
  /** TCP, and not a byte in it. */
  | 'no-payload'
  | 'only-tls'
  | 'only-http2'
  /** UDP to port 443. */
  | 'only-quic'
  | 'only-fragments'
  | 'no-http'
  /** Packets in a tunnel that is not unpacked. */
  | 'tunnelled'
  | 'too-many-events'
  /** A HAR without an entry, or one that is none. */
  | 'malformed-har'
  | 'malformed-gzip'
  | 'not-a-run'
  | 'malformed-link'

/** What was there and is not in the result, counted. */
export type ImportNoteCode =
  /** The file ends, or breaks, in the middle of a record. */
  | 'file-cut-short'
  /** Packets of a link type nobody here reads. */
  | 'unsupported-link-type'
  /** Packets that are no TCP over IP. */
  | 'other-protocol'
  /** IP fragments, which are not put together. */
  | 'ip-fragment'
  /** Packets whose end was not captured. */
  | 'packet-cut-short'
  /** Packets that brought only bytes that were there already. */
  | 'retransmission'
  /** Packets that came before ones they follow. */
  | 'out-of-order'
  /** Bytes that crossed and are not in the file. */
  | 'missing-bytes'
  /** Connections with TLS, whose bytes say nothing without its keys. */
  | 'tls-connection'
  | 'http2-connection'
  /** WebSockets whose handshake is not there; read as frames. */
  | 'missing-handshake'
  /** Streams whose head is not there. */
  | 'missing-head'
  /** Packets in a tunnel that is not unpacked. */
  | 'tunnel'
  /** Packets of QUIC. */
  | 'quic'
  /** What a balancer put before a connection to say whose it is: PROXY, version 1 or 2. */
  | 'proxy-header'
  /** Connections in which no side sends HTTP/1.1. */
  | 'not-http'
  /** Connections without a byte. */
  | 'empty-connection'
  /** Packets or connections beyond what is read of one file. */
  | 'over-limit'
  /** Connections left out, since one run holds 1,000,000 events. */
  | 'too-many-events'
  /** The file was packed with gzip. */
  | 'unpacked'
  /** Dumps of whole packets in a text. */
  | 'ethernet-in-text'
  | 'ip-in-text'
  /** Words of 16 bits, or more, put back into the order of their bytes. */
  | 'words-swapped'
  /** Lines of a text that are none of a dump. */
  | 'lines-passed-over'
  /** Dumps that stand one after the other, taken for one. */
  | 'dumps-joined'
  /** Blocks, lines or messages of both sides, told apart by masks and start lines. */
  | 'sides-told-apart'
  /** Bytes that stand in lines of something else. */
  | 'found-among-words'
  /** Contents of pasted messages that no line ends fit: left out. */
  | 'content-unsure'
  /** Texts in which a dot may be any byte. */
  | 'dots-for-bytes'
  /** WebSocket messages of a HAR that are none: an error that was listed among them, an opcode of no message. */
  | 'message-left-out'
  /** What was printed had been cut: bytes are missing at its end. */
  | 'printed-short'
  /** Line feeds alone that were taken for what a text box makes of CR LF. */
  | 'line-ends-restored'
  /** Lines without their end, as `curl -v` prints them: CR LF was put behind them. */
  | 'line-ends-added'
  /** Contents that a tool printed with chunks and codings taken off: the lines that say so are left out. */
  | 'framing-taken-off'
  /** Heads and frames put together from what a HAR says; nobody saw these bytes cross. */
  | 'rebuilt'
  /** Contents that a HAR leaves out. */
  | 'content-left-out'
  /** Packets whose time makes no sense; they got the time of the packet before. */
  | 'odd-time'

export interface ImportNote {
  readonly code: ImportNoteCode
  readonly count: number
}

export interface ImportFailure {
  readonly ok: false
  readonly code: ImportErrorCode
  /** What is wrong and what would do, for a developer. */
  readonly message: string
}

export type Imported<T> =
  { readonly ok: true; readonly value: T; readonly notes: readonly ImportNote[] } | ImportFailure

/** Counts what is left out, and gives the counts that are not zero. */
export interface NoteCounter {
  add(code: ImportNoteCode, count?: number): void
  readonly notes: readonly ImportNote[]
  of(code: ImportNoteCode): number
}

/** Makes a counter that begins with what was counted before. */
export function createNoteCounter(before: readonly ImportNote[] = []): NoteCounter {
  const counts = new Map<ImportNoteCode, number>(before.map(({ code, count }) => [code, count]))
  return {
    add(code, count = 1) {
      if (count > 0) counts.set(code, (counts.get(code) ?? 0) + count)
    },
    get notes() {
      return Array.from(counts, ([code, count]) => ({ code, count }))
    },
    of: (code) => counts.get(code) ?? 0,
  }
}

/** The note of one count; none of zero. */
export const noteOf = (code: ImportNoteCode, count = 1): readonly ImportNote[] =>
  count === 0 ? [] : [{ code, count }]

export function failure(code: ImportErrorCode, message: string): ImportFailure {
  return { ok: false, code, message }
}

/** Tells whether an input is of a size that is read; the failure where it is not. */
export function sizeFailure(length: number): ImportFailure | undefined {
  if (length === 0) return failure('empty', 'there is not a byte in it')
  if (length > MAX_IMPORT_BYTES)
    return failure('too-large', `at most ${MAX_IMPORT_BYTES} bytes are read, and this has ${length}`)
  return undefined
}
