/**
 * What people bring, one row a case: files rebuilt after public reports and tools' formats, each with what a reader of Wireshark
 * and DevTools expects of it. `!` is a violation, `~` an oddity, an ellipsis what is not whole.
 */
import { describe, expect, it } from 'vitest'
import { gistOf, openBrought } from '../../../tests/support/brought.ts'

type Row = readonly [file: string, how: 'file' | 'paste', gist: readonly string[]]

const CASES: readonly Row[] = [
  [
    'answer-without-its-head.pcap',
    'file',
    ['capture-file; missing-bytes 39', 'http GET /app.js', '↑ request-head', '↓ response-head…'],
  ],
  [
    'blanks-behind-sizes.pcap',
    'file',
    [
      'capture-file',
      'sse GET /e 200',
      '↑ request-head',
      '↓ response-head, chunk, chunk, last-chunk, event-block "data: hello\\n\\n", ~padded-chunk-size, ~padded-chunk-size',
    ],
  ],
  [
    'character-over-two-fragments.pcap',
    'file',
    ['capture-file', 'ws GET /chat 101', '↑ request-head', '↓ response-head, frame, frame, message "€"'],
  ],
  [
    'chrome-har.txt',
    'paste',
    [
      'har; missing-handshake, rebuilt',
      'http GET /chat 101',
      '↑ request-head',
      '↓ response-head',
      'frames',
      '↑ frame, payload, message "Hello"',
      '↓ frame, frame, message "Hello", message "�\\u0005He"',
    ],
  ],
  ['chrome-net-log.txt', 'paste', ['bytes; unknown; net-log', '↓ bytes']],
  [
    'chunk-broken-off.pcap',
    'file',
    [
      'capture-file',
      'sse GET /e 200',
      '↑ request-head',
      '↓ response-head, chunk, chunk…, event-block "data: 1\\n\\n", !truncated',
    ],
  ],
  ['close-0.bin', 'file', ['server-frames; sure', '↓ frame, !forbidden-close-code']],
  ['close-1004.bin', 'file', ['server-frames; sure', '↓ frame, !forbidden-close-code']],
  ['close-1005.bin', 'file', ['server-frames; sure', '↓ frame, !forbidden-close-code']],
  ['close-1006.bin', 'file', ['server-frames; sure', '↓ frame, !forbidden-close-code']],
  ['close-1012.bin', 'file', ['server-frames; sure', '↓ frame']],
  ['close-1014.bin', 'file', ['server-frames; sure', '↓ frame']],
  ['close-1015.bin', 'file', ['server-frames; sure', '↓ frame, !forbidden-close-code']],
  ['close-1016.bin', 'file', ['server-frames; sure', '↓ frame, !forbidden-close-code']],
  ['close-2999.bin', 'file', ['server-frames; sure', '↓ frame, !forbidden-close-code']],
  ['close-3000.bin', 'file', ['server-frames; sure', '↓ frame']],
  ['close-4999.bin', 'file', ['server-frames; sure', '↓ frame']],
  ['close-5000.bin', 'file', ['server-frames; sure', '↓ frame, !forbidden-close-code']],
  ['close-999.bin', 'file', ['server-frames; sure', '↓ frame, !forbidden-close-code']],
  ['close-of-one-byte.bin', 'file', ['server-frames; sure', '↓ frame, !short-close-payload']],
  [
    'compressed-bit-never-asked-for.pcap',
    'file',
    [
      'capture-file',
      'ws GET /chat 101',
      '↑ request-head',
      '↓ response-head, frame, message "�V*Q�2�\\u0005\\u0000", !reserved-bit',
    ],
  ],
  [
    'compressed-bit-only-offered.pcap',
    'file',
    [
      'capture-file',
      'ws GET /chat 101',
      '↑ request-head, frame, payload, message "�V*Q�2�\\u0005\\u0000", !reserved-bit',
      '↓ response-head',
    ],
  ],
  ['console-prints-an-array.txt', 'paste', ['server-frames; sure', '↓ frame, message "Hello"']],
  [
    'continuation-with-compressed-bit.txt',
    'paste',
    [
      'server-frames-deflate; likely',
      '↓ frame, frame, frame, frame, message "�H���\\u0007\\u0000\\u0000\\u0000��\\u0000", message "\\n�/�I\\u0001\\u0000\\u0000\\u0000��\\u0000", message "Hello", message "World", !reserved-bit, !reserved-bit',
    ],
  ],
  [
    'curl-talks.txt',
    'paste',
    [
      'conversation; line-ends-added',
      'sse GET /events 200',
      '↑ request-head',
      '↓ response-head, event-block "data: hi\\n\\n"',
    ],
  ],
  [
    'curl-trace-frame.txt',
    'paste',
    [
      'conversation; missing-handshake',
      'frames',
      '↑ frame, payload, message "{\\"id\\":7,\\"method\\":\\"Page.enable\\"}"',
    ],
  ],
  [
    'curl-trace-stream.txt',
    'paste',
    [
      'conversation',
      'sse 200',
      '↓ response-head, chunk, content, chunk, event-block "id: job\\ndata: {\\"count\\":1,\\"of\\":9}\\n\\n", !missing-chunk-end',
    ],
  ],
  [
    'curl-trace-without-heading.txt',
    'paste',
    ['client-frames; sure', '↑ frame, payload, message "{\\"id\\":7,\\"method\\":\\"Page.enable\\"}"'],
  ],
  [
    'every-line-end.pcap',
    'file',
    [
      'capture-file',
      'sse GET /e 200',
      '↑ request-head',
      '↓ response-head, chunk, chunk, event-block "id: 1\\r\\ndata: x\\n\\n", event-block "event: y\\rdata: z\\r\\r"',
    ],
  ],
  [
    'fenced-dump.txt',
    'paste',
    ['client-frames; sure; lines-passed-over 2', '↑ frame, payload, message "Hello"'],
  ],
  [
    'final-block-three-messages.pcap',
    'file',
    [
      'capture-file',
      'ws GET /chat 101',
      '↑ request-head',
      '↓ response-head, frame, frame, frame, message "�H���W�� \\u0001\\u0000", message "�H���W�� K��\\u0001\\u0000", message "*�(JMU�H����B\\u0002\\u0000", message "hello hello hello hello ", message "hello hello hello hello two", message "three hello hello hello hello "',
    ],
  ],
  [
    'final-block-without-its-zero.pcap',
    'file',
    [
      'capture-file',
      'ws GET /chat 101',
      '↑ request-head',
      '↓ response-head, frame, frame, message "�H���W�� \\u0001", message "*NM��K\\u0001\\u0000", message "hello hello hello hello ", message "second"',
    ],
  ],
  [
    'followed-as-arrays.txt',
    'paste',
    [
      'conversation; missing-handshake',
      'frames',
      '↑ frame, payload, message "Hello"',
      '↓ frame, message "Hello"',
    ],
  ],
  [
    'followed-as-dump.txt',
    'paste',
    [
      'conversation',
      'ws GET /echo?.kl=Y 101',
      '↑ request-head, frame, frame, frame, payload, payload, message "GET /echo HTTP/1.1\\r\\nWebSocket-Protocol: \\r\\nSec-WebSocket-Protocol: \\r\\nSec-WebSocket-Extensions: x-kaazing-idle-timeout,x-kaazing-ping-pong\\r\\n\\r\\n", message "Hello, WebSocket!"',
      '↓ response-head, frame, frame, frame, frame, frame, frame, message "N", message "HTTP/1.1 101 Web Socket Protocol Handshake\\r\\nAccess-Control-Allow-Credentials: true\\r\\nAccess-Control-Allow-Headers: content-type\\r\\nAccess-Control-Allow-Headers: authorization\\r\\nAccess-Control-Allow-Headers: x-websocket-extensions\\r\\nAccess-Control-Allow-Headers: x-websocket-version\\r\\nAccess-Control-Allow-Headers: x-websocket-protocol\\r\\nAccess-Control-Allow-Origin: http://kaazing.org\\r\\nConnection: Upgrade\\r\\nDate: Thu, 03 Aug 2017 14:37:12 GMT\\r\\nSec-WebSocket-Accept: 0Zl6vr6NCtorAnmvFsy68nbStvE=\\r\\nSec-WebSocket-Extensions: x-kaazing-ping-pong; 01010102\\r\\nServer: Kaazing Gateway\\r\\nUpgrade: websocket\\r\\n\\r\\n", message "N", message "Hello, WebSocket!"',
    ],
  ],
  [
    'frame-in-the-packet-of-the-101.pcap',
    'file',
    ['capture-file', 'ws GET /chat 101', '↑ request-head', '↓ response-head, frame, message "welcome"'],
  ],
  ['hexdump-in-words.txt', 'paste', ['request; sure; words-swapped', '↑ request-head']],
  [
    'length-126-in-seven-bits.pcap',
    'file',
    ['capture-file', 'ws GET /chat 101', '↑ request-head', '↓ response-head, frame…, ~truncated-frame'],
  ],
  [
    'length-with-zeros-before.pcap',
    'file',
    [
      'capture-file',
      'http POST / 204',
      '↑ request-head, content, ~rare-framing',
      '↓ response-head',
      'http GET /next 200',
      '↑ request-head',
      '↓ response-head, content',
    ],
  ],
  [
    'line-end-cut-by-chunks.pcap',
    'file',
    [
      'capture-file',
      'sse GET /e 200',
      '↑ request-head',
      '↓ response-head, chunk, chunk, chunk, last-chunk, event-block "data: A\\r\\ndata: B\\r\\ndata: C\\r\\n\\r\\n"',
    ],
  ],
  [
    'logged-dump.txt',
    'paste',
    ['client-frames; sure; lines-passed-over', '↑ frame, payload, message "Hello"'],
  ],
  ['node-prints-a-buffer.txt', 'paste', ['server-frames; sure', '↓ frame, message "Hello"']],
  ['od-in-words.txt', 'paste', ['request; sure; words-swapped', '↑ request-head']],
  ['one-line-of-a-dump.txt', 'file', ['client-frames; sure', '↑ frame, payload, message "Hello"']],
  [
    'one-plain-among-compressed.pcap',
    'file',
    [
      'capture-file',
      'ws GET /chat 101',
      '↑ request-head',
      '↓ response-head, frame, frame, frame, message "�H���W�� \\u0001\\u0000", message "not compressed, and no part of the window", message "�E&�\'f�\\u0001\\u0000", message "hello hello hello hello ", message "hello hello hello hello again"',
    ],
  ],
  [
    'packed-socket.pcap.gz',
    'file',
    ['capture-file; unpacked', 'ws GET /chat 101', '↑ request-head', '↓ response-head, frame, message "hi"'],
  ],
  ['packet-as-dump.txt', 'paste', ['capture-file; ethernet-in-text, empty-connection']],
  [
    'pasted-chunked-answer.txt',
    'paste',
    ['pasted-response; sure', '↓ response-head, chunk, content, ~line-ends-lost'],
  ],
  ['pasted-question.txt', 'paste', ['request; sure; line-ends-restored', '↑ request-head']],
  [
    'poll-then-socket.pcap',
    'file',
    [
      'capture-file',
      'http GET /socket.io/?EIO=4&transport=polling 200',
      '↑ request-head',
      '↓ response-head, content',
      'ws GET /socket.io/?EIO=4&transport=websocket 101',
      '↑ request-head, frame, payload, message "2probe"',
      '↓ response-head, frame, message "3probe"',
    ],
  ],
  ['powershell-dump.txt', 'paste', ['server-frames; sure; lines-passed-over 2', '↓ frame, message "Hello"']],
  [
    'probe-comes-first.pcap',
    'file',
    ['capture-file', 'http GET /poll?1 200', '↑ request-head', '↓ response-head, content'],
  ],
  ['proxy-hex-view.txt', 'paste', ['client-frames; sure', '↑ frame, payload, message "Hello"']],
  [
    'refused-then-socket.pcap',
    'file',
    [
      'capture-file',
      'http GET /chat 401',
      '↑ request-head',
      '↓ response-head, content',
      'ws GET /chat 101',
      '↑ request-head',
      '↓ response-head, frame, message "hi"',
    ],
  ],
  [
    'server-masks-with-two-odd-bits.pcap',
    'file',
    [
      'capture-file',
      'ws GET /chat 101',
      '↑ request-head',
      '↓ response-head, frame, payload, message "hi", !reserved-bit, !reserved-bit, !forbidden-mask',
    ],
  ],
  [
    'socket-joined-late.pcap',
    'file',
    [
      'capture-file; missing-handshake',
      'frames',
      '↑ frame, payload, message "test message"',
      '↓ frame, frame, message "Welcome, 10.0.0.1 !", message "10:01 (you) say: test message"',
    ],
  ],
  [
    'socket-lost-a-packet.pcap',
    'file',
    [
      'capture-file; missing-bytes 5',
      'ws GET /chat 101',
      '↑ request-head, frame, payload, message "ack"',
      '↓ response-head, frame, hole, frame, frame, frame, message "one", message "three", message "four"',
    ],
  ],
  [
    'socket-through-a-proxy.pcap',
    'file',
    [
      'capture-file',
      'http CONNECT a.example:80 200',
      '↑ request-head',
      '↓ response-head',
      'ws GET /chat 101',
      '↑ request-head, frame, payload, message "hi"',
      '↓ response-head, frame, message "ho"',
    ],
  ],
  [
    'status-with-space-alone.pcap',
    'file',
    ['capture-file', 'ws GET /chat 101', '↑ request-head', '↓ response-head, frame, message "hi"'],
  ],
  [
    'status-without-space.pcap',
    'file',
    [
      'capture-file',
      'ws GET /chat 101',
      '↑ request-head',
      '↓ response-head, frame, message "hi", !malformed-status-line',
    ],
  ],
  [
    'stream-begins-blank.txt',
    'paste',
    ['event-stream; sure', '↓ event-block "\\n", event-block "data: {\\"seq\\":1}\\n\\n"'],
  ],
  [
    'stream-in-gzip.pcap',
    'file',
    [
      'capture-file',
      'sse GET /e 200',
      '↑ request-head',
      '↓ response-head, chunk, last-chunk, content, event-block "data: hi\\n\\n", event-block "data: ho\\n\\n"',
    ],
  ],
  [
    'stream-lost-a-packet.pcap',
    'file',
    [
      'capture-file; missing-bytes 14',
      'sse GET /e 200',
      '↑ request-head',
      '↓ response-head, chunk, hole, chunk, chunk, chunk, event-block "data: 1\\n\\n", event-block "data: 3\\n\\n", event-block "data: 4\\n\\n", event-block "data: 5\\n\\n"',
    ],
  ],
  [
    'stream-of-comments.txt',
    'paste',
    [
      'event-stream; sure',
      '↓ event-block ":\\ndata:someone\\n\\n", event-block… ":\\n:\\n:\\n", ~unfinished-event',
    ],
  ],
  [
    'tcpdump-with-text.txt',
    'paste',
    [
      'capture-file; lines-passed-over, ip-in-text, missing-handshake',
      'frames',
      '↑ frame, payload, message "Hello"',
    ],
  ],
  [
    'two-fragments-one-message.txt',
    'paste',
    [
      'server-frames-deflate; sure',
      '↓ frame, frame, message "�H���\\u0007\\u0000\\u0000\\u0000��\\u0000", message "Hello"',
    ],
  ],
  [
    'two-lengths.pcap',
    'file',
    [
      'capture-file',
      'http GET /e 200',
      '↑ request-head',
      '↓ response-head, chunk, last-chunk, content, !conflicting-framing',
    ],
  ],
  [
    'unknown-opcode-then-text.pcap',
    'file',
    [
      'capture-file',
      'ws GET /chat 101',
      '↑ request-head',
      '↓ response-head, frame, frame, message "after", !reserved-opcode',
    ],
  ],
  [
    'window-given-up-yet-used.pcap',
    'file',
    [
      'capture-file',
      'ws GET /chat 101',
      '↑ request-head',
      '↓ response-head, frame, frame, message "�H���W�� \\u0001\\u0000", message "�E&�\'f�\\u0001\\u0000", message "hello hello hello hello ", !broken-deflate, !broken-deflate',
    ],
  ],
  ['xxd-in-bits.txt', 'paste', ['server-frames; sure', '↓ frame, message "Hello"']],
]

describe('brought', () => {
  it.each(CASES)('%s as %s', (file, how, gist) => {
    expect(gistOf(openBrought(file, how))).toEqual(gist)
  })
})
