import type { ImportNoteCode } from '../wire/import/imported.ts'
import type { Guess, GuessReason } from '../wire/import/guess.ts'
import type { Likeness } from '../wire/import/likeness.ts'
import type { ByteReading } from '../wire/import/read-as.ts'
import type { Words } from '../words/languages.ts'
import type { OpeningFailure } from './sources.ts'

const ERRORS: Readonly<Record<OpeningFailure, string>> = {
  'too-large':
    'This is too large: at most 64 MiB are read, of a file, of a text, or of what a packed file holds.',
  empty: 'There is not a byte in it.',
  'not-hex': 'This is not hexadecimal.',
  'odd-hex-digits': 'A hexadecimal digit stands alone: every byte has two.',
  'wrong-dump-offset':
    'This looks like a dump, but its offsets do not fit its bytes: a line is missing or doubled.',
  'not-base64': 'This is not base64.',
  'not-a-capture-file': 'This is neither a pcap nor a pcapng file.',
  'malformed-capture-file': 'This capture file is broken at its beginning; nothing in it can be trusted.',
  'unsupported-link-type': 'This capture was taken on a kind of link that is not read here.',
  'no-tcp': 'There is no TCP in this capture.',
  'no-payload':
    'There is TCP in this, and not a byte of payload: acknowledgments, or a connection that opened and closed.',
  'only-tls':
    'All of this is encrypted (TLS): without its keys there is nothing to read. Capture in the clear, on loopback or behind the proxy, or let Wireshark decrypt it and export the PDUs.',
  'only-http2':
    'This is HTTP/2, whose frames are not read here. Let the client speak HTTP/1.1 (curl: --http1.1) and capture again.',
  'no-http': 'There is TCP in this capture, but no connection that speaks HTTP/1.1 in the clear.',
  tunnelled:
    'The packets of this capture are in a tunnel (IPsec, WireGuard or the like), which is not unpacked here. Capture inside the tunnel.',
  'only-quic':
    'This is QUIC, over which HTTP/3 runs: encrypted, and not read here. Let the client speak HTTP/1.1 (curl: --http1.1; Chrome: --disable-quic) and capture again.',
  'only-fragments':
    'The packets of this capture are IP fragments, which are not put together here. Capture where they are whole.',
  'too-many-events': 'One connection of it alone has more than the 1,000,000 packets that one run holds.',
  'malformed-har': 'This begins like a HAR, but cannot be read as one: it may be cut short.',
  'malformed-gzip': 'This begins like a gzip file, but nothing comes out of it.',
  'not-a-run': 'This is not a saved run of this site, or it is of a version that this page does not know.',
  'malformed-link': 'The link was cut or changed on its way: what it carries cannot be read.',
  'no-capture': 'The server did not give that recorded run. It may be gone, or the link may be wrong.',
  'nothing-handed-over':
    'No figure of this tab has handed over a run. Open the inspector from a figure again.',
}

const NOTES: Readonly<Record<ImportNoteCode, string>> = {
  'file-cut-short': 'the file ends in the middle of a record',
  'unsupported-link-type': 'packets of a link that is not read here',
  'other-protocol': 'packets that are not TCP',
  'ip-fragment': 'IP fragments, which are not put together',
  'packet-cut-short': 'packets whose end was not captured',
  retransmission: 'packets that repeat bytes',
  'out-of-order': 'packets that came early',
  'missing-bytes': 'bytes that are not in the file',
  'tls-connection': 'connections with TLS',
  'http2-connection': 'connections with HTTP/2',
  'missing-handshake': 'WebSocket whose handshake is missing: its bytes fit as frames, and are read as such',
  'missing-head':
    'stream whose head is missing: its lines are those of an event stream, and are read as such',
  tunnel: 'packets in a tunnel that is not unpacked here',
  quic: 'packets of QUIC (HTTP/3)',
  'proxy-header': 'header of the PROXY protocol before a connection, taken off',
  'not-http': 'connections or entries without HTTP/1.1',
  'empty-connection': 'connections without a byte',
  'over-limit': 'packets or connections beyond what is read of one file',
  'too-many-events': 'connections left out, since one run holds 1,000,000 events',
  unpacked: 'gzip, unpacked',
  'ethernet-in-text': 'whole packet in this text, from its Ethernet header on: its payload is read',
  'ip-in-text': 'whole packet in this text, from its IP header on: its payload is read',
  'words-swapped':
    'dump of words of 16 bits or more, as this machine has them: their bytes were put back in order',
  'lines-passed-over': 'lines that do not belong to a dump, passed over',
  'dumps-joined': 'dumps, one after the other, taken for one',
  'sides-told-apart':
    'text or file with both sides one after the other: requests and masked frames were taken for the client’s',
  'found-among-words': 'line of words with bytes in it, which fit as frames or begin as HTTP does',
  'content-unsure': 'pasted contents that fit no line ends: left out',
  'dots-for-bytes':
    'text with dots, each of which may be any byte (--trace-ascii prints line ends so): bring what --trace writes',
  'message-left-out': 'entries among the HAR’s WebSocket messages that are no message: left out',
  'printed-short': 'printed cut short: its end is missing',
  'line-ends-restored':
    'text with line feeds alone, as a text box leaves it: they were taken for CR LF where HTTP has that',
  'line-ends-added': 'text without line ends, as curl prints heads: CR LF was put behind each line',
  'framing-taken-off':
    'contents that were printed with chunks and compression taken off: the header lines that say so are left out',
  rebuilt: 'entries of a HAR: their bytes were put together from what it says, and nobody saw them cross',
  'content-left-out': 'contents that the HAR leaves out',
  'odd-time': 'packets whose time makes no sense',
}

const READINGS = {
  request: 'an HTTP request',
  response: 'an HTTP response',
  'client-frames': 'frames from a client',
  'server-frames': 'frames from a server',
  'client-frames-deflate': 'compressed frames from a client',
  'server-frames-deflate': 'compressed frames from a server',
  'event-stream': 'an event stream',
  scripts: 'scripts in a streamed page',
  'pasted-request': 'an HTTP request whose line ends were lost',
  'pasted-response': 'an HTTP response whose line ends were lost',
  bytes: 'bytes, nothing more',
} satisfies Record<ByteReading, string>

const REASONS: Readonly<Record<GuessReason, string>> = {
  'begins-with-start-line': 'it begins with a start line',
  'frames-fit': 'frames follow each other from the first byte to the last',
  'frames-cut': 'it begins with frames and breaks off',
  'lengths-fit': 'the lengths fit to the last byte, though headers break rules',
  'event-stream-fields': 'its lines are fields and comments of an event stream',
  'begins-with-markup': 'it begins with a tag',
  'nothing-fits': 'nothing fits',
}

const LIKENESS: Readonly<Record<Likeness, string>> = {
  gzip: 'They look like gzip, and do not unpack. If a Content-Encoding made them, bring the whole response with its head.',
  zlib: 'They look like zlib (deflate). If a Content-Encoding made them, bring the whole response with its head.',
  zip: 'They look like a ZIP archive: unpack it and bring what is in it.',
  zstd: 'They look like zstd: unpack them (zstd -d) and bring what comes out.',
  packed: 'They look like something packed (xz, bzip2, 7z, lz4 or rar): unpack it and bring what comes out.',
  'other-capture':
    'They look like a capture in a format that is not read here. Wireshark saves it as pcapng, and so does editcap.',
  image: 'They look like an image. Bring the bytes, or the text, that it shows.',
  tls: 'They look like TLS: encrypted, and without keys there is nothing to read. Capture in the clear, or let Wireshark decrypt it and export the PDUs.',
  http2:
    'They look like HTTP/2, whose frames are not read here. Let the client speak HTTP/1.1 (curl: --http1.1).',
  json: 'They look like JSON, but are neither a HAR nor a run of this site. If they are a message, bring the frame or the response that carried it.',
  'net-log':
    'This is a net log of Chrome (chrome://net-export). It holds events, not the bytes: save a HAR with content, or capture packets.',
  dissected:
    'These are packets as Wireshark or tshark takes them apart: words about bytes. Bring the capture file itself, or print the bytes as well (tshark -x).',
  mitmproxy:
    'This is a flow file of mitmproxy. Export it as HAR (mitmproxy: export to a file with “har”), or save the raw request and response.',
  pem: 'This is a key or a certificate in PEM. Keep a key to yourself; nothing is read from it here.',
  command:
    'This is a command, or a call, that asks: it holds no bytes that crossed. Run curl with --trace - and bring what it prints, or save a HAR.',
  text: 'This is plain text: no dump, no HTTP, no event stream.',
  bytes:
    'Nothing known begins like this, and the lengths do not fit as frames. If you know what they are, choose a reading.',
}

/** What is said of what a reader brings, of what was in it, and where it could not be opened. */
const en = {
  errors: ERRORS,
  bring: {
    title: 'Bring your own',
    stays: 'It is read in this page. Nothing is uploaded.',
    paste:
      'Paste what your tool gave you: a dump, hexadecimal, base64, a HAR, HTTP or an event stream as text',
    open: 'Open',
    file: 'Open a file',
    dropped: 'A file can also be dropped anywhere on this page.',
    whatTitle: 'What can I bring?',
    what: [
      'Captures: .pcap and .pcapng, also packed with gzip: Ethernet, Wi-Fi’s cooked form, raw IP, loopback, several interfaces; Wireshark’s exported PDUs, which is how a decrypted wss: gets here. HTTP/1.1 and WebSocket are read, also inside a CONNECT tunnel, and lost packets are drawn as holes.',
      'A HAR of Chrome, Firefox, Safari, Charles, Fiddler or mitmproxy, with its WebSocket messages.',
      'Wireshark’s Follow as hex dump, C arrays, YAML, raw or ASCII, and what it saves; “copy as hex dump” or “as hex stream” of whole packets; tcpdump -X and -x.',
      'curl --trace, --trace-ascii and -v.',
      'Dumps of xxd (also -b), hexdump, od, Format-Hex, Burp, Fiddler, Netty, OpenSSL or gdb, with lines around them or a logger’s words before them, quoted or fenced. Words of 16 bits are put back in order. Lines or dumps of both sides are told apart.',
      'Bytes as languages print them: <Buffer 81 05>, Uint8Array [129, 5], b"\\x81\\x05", arrays of numbers; hexadecimal in any spelling; base64; also within a line of a log or behind a prompt.',
      'HTTP and event streams as text, and raw bytes in a file.',
      'Runs that were saved here.',
    ],
    /** Of bytes that stand alone: what they are taken for, how sure that is, and by what. */
    guess: ({ reading, sureness, because, looksLike = 'bytes' }: Guess): string =>
      sureness === 'unknown'
        ? looksLike === 'bytes'
          ? 'There is no telling what these bytes are: nothing that can be read here fits them.'
          : 'Nothing is read out of these bytes.'
        : `Read as ${READINGS[reading]}: ${REASONS[because]}. ${sureness === 'sure' ? 'That is certain.' : 'That is likely, not certain; choose another reading if you know better.'}`,
    /** What bytes look like that nothing fits, and what to do. */
    looksLike: (likeness: Likeness) => LIKENESS[likeness],
    /** For streams of a run whose beginning nobody saw. */
    asFrames: 'Read these streams as WebSocket frames',
    opening: 'Opening …',
    unreadable: 'The browser could not read this file.',
    readAs: 'Read them as',
    readings: READINGS,
    note: (code: ImportNoteCode, count: number) => `${count} × ${NOTES[code]}`,
  },
}

export type BringWords = Words<typeof en>

export default en
