import type { Direction } from '../wire/bytes/bytes.ts'
import type { Difference } from '../wire/export/command-line.ts'
import type { ImportErrorCode, ImportNoteCode } from '../wire/import/imported.ts'
import type { Guess, GuessReason } from '../wire/import/guess.ts'
import type { Likeness } from '../wire/import/likeness.ts'
import type { ByteReading } from '../wire/import/read-as.ts'
import type { Transport } from '../wire/trace/transports.ts'
import { opcodeName } from '../wire/websocket/opcodes.ts'
import type { BenchWords } from '../bench/view/words.en.ts'
import type { Words } from '../words/languages.ts'

/** What a run's origin is called by: the workbench's own type has more, which words do not need. */
export type NamedSource =
  | { readonly kind: 'capture'; readonly name: string }
  | { readonly kind: 'live'; readonly transport: Transport }
  | { readonly kind: 'sent' }
  | { readonly kind: 'tapped' }
  | {
      readonly kind: 'opened'
      readonly from: 'saved-run' | 'capture-file' | 'har' | 'conversation' | 'link' | 'bench'
    }
  | {
      readonly kind: 'bytes'
      readonly from: 'file' | 'hex' | 'base64' | 'text' | 'composed' | 'link'
      readonly bytes: Uint8Array
    }

export type OpeningFailure = ImportErrorCode | 'no-capture' | 'nothing-handed-over'

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
  text: 'This is a text in words: no dump, no HTTP, no event stream.',
  bytes:
    'Nothing known begins like this, and the lengths do not fit as frames. If you know what they are, choose a reading.',
}

const en = {
  choose: 'On show',
  /** The group of live runs, by their transports' names. */
  live: 'Your run, live',
  /** While it runs. */
  liveNow: (transport: string) =>
    `your run, live · ${transport} from this page to a lab of your own, bytes from the server’s socket`,
  /** While the lab runs that bytes were sent in. */
  sentNow: (delayMs: number) =>
    `your run, live · the lab that your bytes are sent in, ${delayMs} ms added each way so that arrows slope`,
  recorded: 'Recorded runs',
  brought: 'What you brought',
  what(source: Exclude<NamedSource, { kind: 'capture' }>, benchWords: BenchWords): string {
    switch (source.kind) {
      case 'live':
        return `Live: ${benchWords.transport[source.transport]}`
      case 'sent':
        return 'What you sent'
      case 'tapped':
        return 'Your own server, tapped'
      case 'opened':
        return {
          'saved-run': 'A saved run',
          'capture-file': 'A capture file',
          har: 'A HAR',
          conversation: 'A conversation out of a text',
          link: 'A run from a link',
          bench: 'The run of a figure',
        }[source.from]
      case 'bytes':
        return source.from === 'composed'
          ? 'What you composed'
          : source.from === 'link'
            ? 'Bytes from a link'
            : 'Bytes you brought'
    }
  },
  whose(source: NamedSource, events: number): string {
    if (source.kind === 'capture')
      return 'A recorded run: a real browser against this server, its bytes recorded at the server’s socket.'
    if (source.kind === 'bytes')
      return `${source.bytes.length} bytes that stand alone. They are in this page only.`
    if (source.kind === 'tapped')
      return `${events} events, from the tap on this machine. They are in its memory and in this page only.`
    return `${events} events. They are in this page only.`
  },
  needsScript:
    'This page shows one recorded run without JavaScript. Walking its fields, opening your own bytes, changing and sending them need script.',
  publish: 'Publish an event',
  sendBinary: 'Send “Hello” in binary',
  unitOnShow: 'The unit that is open',
  failed: (code: OpeningFailure) => ERRORS[code],
  /** Of a run that is read piece by piece. */
  reading: {
    progress: (done: string, total: string) => `Reading: ${done} of ${total} MB`,
    stop: 'Stop reading',
    /** Heard once, at the end. */
    done: (total: string, units: number) => `All ${total} MB are read: ${units} units.`,
    stopped: (done: string, total: string) =>
      `Stopped after ${done} of ${total} MB; the rest is not on show.`,
  },
  list: {
    title: 'Units of this run',
    searching: 'searching …',
    help: 'Up and down arrows walk, Enter goes into the bytes.',
    count: (found: number, all: number) => (found === all ? String(all) : `${found} of ${all}`),
    part: (from: number, to: number, of: number) => `Rows ${from} to ${to} of ${of}.`,
    empty: 'Nothing has crossed yet.',
    nothingFound: 'Nothing here passes these filters.',
    filters: 'Filters',
    direction: 'Direction',
    directions: { both: 'all', 'client-to-server': '↑ up', 'server-to-client': '↓ down' } satisfies Record<
      Direction | 'both',
      string
    >,
    kind: 'Kind',
    sent: 'as sent',
    meant: 'as meant',
    allKinds: 'every kind',
    transport: 'Transport',
    allTransports: 'every transport',
    fold: 'fold pings',
    folded: (count: number) => `${count} pings and pongs`,
    search: 'search',
    searchIn: 'Search as',
    text: 'text',
    notHex: 'Whole bytes in hexadecimal, as in 81 05.',
    /** A live list that its reader holds. */
    follows: 'The list follows the run.',
    still: (newer: number) =>
      newer === 0 ? 'The list stands still.' : `The list stands still; ${newer} newer below.`,
    follow: 'Follow again',
  },
  change: {
    title: 'Change a bit',
    untouched: 'as it crossed',
    changed: (bytes: number) => (bytes === 1 ? '1 byte changed' : `${bytes} bytes changed`),
    byte: 'The byte in hexadecimal',
    previous: 'The byte before',
    next: 'The byte after',
    was: (hex: string) => `was ${hex}`,
    bits: (offset: string) => `Bits of the byte at ${offset}`,
    bit: (index: number, field: string, value: number) => `Bit ${index}, ${field}: ${value}`,
    restore: 'Put the original back',
    noPlace: 'This byte was inflated: no byte on the wire stands for it alone.',
    keys: 'Or type hexadecimal digits in the grid; Space flips a bit among the bits.',
  },
  verdict: {
    title: (receiver: 'server' | 'client') =>
      receiver === 'server' ? 'What the server makes of it' : 'What the client makes of it',
    waits: (receiver: 'server' | 'client') =>
      receiver === 'server'
        ? 'It is not complete: the server goes on waiting for the rest.'
        : 'It is not complete: the client goes on waiting for the rest.',
    fine: 'No rule is broken.',
  },
  send: {
    title: 'Send it',
    to: {
      browser: 'To my browser',
      server: 'To the server',
      stream: 'To my EventSource',
    },
    how: 'For real, in a lab of your own: the server writes these very bytes to a WebSocket of this page, or a raw client of that lab writes them to the server.',
    notThis: 'Frames, requests to a lab and event blocks can be sent; this is not one of them.',
    tooLong: (most: number) => `At most ${most} bytes are sent at once.`,
    busy: 'On its way …',
    trouble: {
      'not-running': 'The server does not answer; nothing was sent.',
      'not-open': 'No WebSocket opened in time; nothing was sent.',
      refused: 'The server did not take it.',
    },
    /** Of a frame that the other side's kind of sender wrote, by who is sent to. */
    otherMask: {
      browser:
        'A client masked this frame, and a server never masks: as it is, your browser fails the connection for the mask, whatever bit was changed. Unmasked, it judges the rest.',
      server:
        'A server sent this frame, unmasked, and a client masks every frame: as it is, the server fails the connection for the missing mask. Masked, it judges the rest.',
    },
    withOtherMask: { browser: 'To my browser, unmasked', server: 'To the server, masked' },
    cameBack: 'What came of it',
    /** `delayMs` is what the lab's conditions add, each way. */
    help: (delayMs: number) =>
      `Choose a line to see it on the ladder, or a mark on the ladder to see its line. Each way ${delayMs} ms are added, so that the arrows slope.`,
    nothing: 'Nothing has come back so far.',
    rawClient: 'raw client',
    after: (ms: number) => `${ms < 0 ? '−' : '+'}${Math.abs(Math.round(ms))} ms`,
    show: 'Open this run in the list',
  },
  take: {
    title: 'Export',
    run: 'Save run',
    pcapng: 'pcapng, for Wireshark',
    har: 'HAR',
    text: 'Annotated text',
    line: 'Copy as curl or websocat',
    linkToField: 'Copy link to this field',
    linkWithRun: 'Copy link with this run in it',
    bytes: 'Save bytes',
    dump: 'Copy as a hex dump',
    saved: (file: string) => `Saved as ${file}.`,
    copied: 'Copied.',
    copyFailed: 'The browser does not let this page copy; take it from here.',
    failed: 'That did not work.',
    noLine: 'This exchange has no whole request that a line could repeat.',
    toCopy: 'To copy',
    tooLong: (characters: number, limit: number) =>
      `Too long for a link: ${characters} characters, where ${limit} are safe to paste. Save the run instead.`,
    differs(difference: Difference): string {
      switch (difference.kind) {
        case 'masked-headers':
          return `Left out, since masked: ${difference.names.join(', ')}.`
        case 'incomplete-body':
          return 'The request’s content is not whole.'
        case 'messages-left-out':
          return `${difference.count} messages cannot be typed as lines.`
        case 'own-handshake':
          return 'The program makes its own key and its own offers.'
        case 'no-lab':
          return 'The id in the address stands in for the lab’s own, which is its only key: put that of a lab of yours there.'
      }
    },
  },
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
        : `Read as ${READINGS[reading]}: ${REASONS[because]}. ${sureness === 'sure' ? 'That is sure.' : 'That is likely, not sure; choose another reading if you know better.'}`,
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
  compose: {
    title: 'Compose',
    frame: 'A frame from its fields',
    block: 'An event block from its fields',
    flags: 'Bits',
    opcode: 'Opcode',
    opcodeName: (opcode: number) => `0x${opcode.toString(16)} ${opcodeName(opcode) ?? 'reserved'}`,
    key: 'Masking key',
    random: 'random',
    payload: 'Payload',
    payloadAs: 'The payload is',
    closeCode: 'Close code',
    lengthForm: 'Length stands in',
    shortest: 'the shortest form',
    bits: (bits: number) => `${bits} bits`,
    claimed: 'Claimed length',
    true: 'the true one',
    blockFields: { comment: 'comment', type: 'event', id: 'id', retry: 'retry' },
    lineEnd: 'Lines end with',
    unfinished: 'without the empty line at its end',
    put: 'Open it',
    wrong: {
      key: 'A masking key is four bytes in hexadecimal.',
      payload: 'The payload is not whole bytes in hexadecimal.',
      'close-code': 'A close code is a number from 0 to 65535.',
      length: 'The length does not fit the form it stands in.',
      'line-break': 'A line break would begin another line; only data may have one.',
      empty: 'There is not a byte in it.',
    },
  },
}

export type WorkbenchWords = Words<typeof en>

export default en
