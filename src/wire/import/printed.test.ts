/** The same eleven bytes, or seven, as one tool or language after another prints them. */
import { describe, expect, it } from 'vitest'
import { hexOf } from '../../../tests/support/hex-of.ts'
import { openText } from './open.ts'

const MASKED = '818537fa213d7f9f4d5158'
const PLAIN = '810548656c6c6f'

const PRINTED: readonly (readonly [tool: string, text: string, hex: string])[] = [
  ['xxd', '00000000: 8185 37fa 213d 7f9f 4d51 58              ..7.!=..MQX\n', MASKED],
  ['xxd -e', '00000000: fa378581 9f7f3d21   58514d           ..7.!=..MQX\n', MASKED],
  ['xxd -c 4', '00000000: 8185 37fa  ..7.\n00000004: 213d 7f9f  !=..\n00000008: 4d51 58    MQX\n', MASKED],
  [
    'xxd -i',
    'unsigned char m_bin[] = {\n  0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58\n};\nunsigned int m_bin_len = 11;\n',
    MASKED,
  ],
  ['hexdump', '0000000 8581 fa37 3d21 9f7f 514d 0058          \n000000b\n', MASKED],
  [
    'hexdump -x',
    '0000000    8581    fa37    3d21    9f7f    514d    0058                \n000000b\n',
    MASKED,
  ],
  [
    'hexdump -d',
    '0000000   34177   64055   15649   40831   20813   00088                \n000000b\n',
    MASKED,
  ],
  [
    'hexdump -b',
    '0000000 201 205 067 372 041 075 177 237 115 121 130                    \n000000b\n',
    MASKED,
  ],
  [
    'hexdump -c',
    '0000000 201 205   7 372   !   = 177 237   M   Q   X                    \n000000b\n',
    MASKED,
  ],
  ['od', '0000000 102601 175067 036441 117577 050515 000130\n0000013\n', MASKED],
  ['od -c', '0000000 201 205   7 372   !   = 177 237   M   Q   X\n0000013\n', MASKED],
  ['od -tu1', '0000000 129 133  55 250  33  61 127 159  77  81  88\n0000013\n', MASKED],
  ['od -tx4', '0000000 fa378581 9f7f3d21 0058514d\n0000013\n', MASKED],
  ['od -Ad', '0000000 81 85 37 fa 21 3d 7f 9f 4d 51 58\n0000011\n', MASKED],
  [
    'a mail',
    '> 00000000  81 85 37 fa 21 3d 7f 9f  4d 51 58                 |..7.!=..MQX|\n> 0000000b\n',
    MASKED,
  ],
  ['gdb', '0x7ffe0010:\t0x81\t0x05\t0x48\t0x65\t0x6c\t0x6c\t0x6f\n', PLAIN],
  ['Wireshark, escaped', '"\\x81\\x85\\x37\\xfa" \\\n"\\x21\\x3d\\x7f\\x9f\\x4d\\x51\\x58"\n', MASKED],
  ['a data address', 'data:application/octet-stream;base64,gYU3+iE9f59NUVg=', MASKED],
  ['an ArrayBuffer', 'ArrayBuffer {\n  [Uint8Contents]: <81 05 48 65 6c 6c 6f>,\n  byteLength: 7\n}', PLAIN],
  ['a log', 'received <Buffer 81 05 48 65 6c 6c 6f> from 10.0.0.1', PLAIN],
  ['JSON of a Buffer', '{"type":"Buffer","data":[129,5,72,101,108,108,111]}', PLAIN],
  ['JSON of an array', '{"0":129,"1":5,"2":72,"3":101,"4":108,"5":108,"6":111}', PLAIN],
  ['Java', 'byte[] b = {-127, 5, 72, 101, 108, 108, 111};', PLAIN],
  ['Go', '[]byte{0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f}', PLAIN],
  ['Python', "bytearray(b'\\x81\\x05Hello')", PLAIN],
  ['Node', 'Buffer.from([0x81, 0x05, 0x48, 0x65, 0x6c, 0x6c, 0x6f])', PLAIN],
  ['C#', '81-05-48-65-6C-6C-6F', PLAIN],
]

describe('bytes are read as printed by', () => {
  it.each(PRINTED)('%s', (_, text, hex) => {
    const opened = openText(text)
    expect(opened.ok && opened.value.kind === 'bytes' ? hexOf(opened.value.bytes) : opened).toBe(hex)
  })
})

describe('nothing is read out of', () => {
  it.each([
    ['a sentence', 'hello world, this is a sentence in words.', 'text'],
    ['JSON', '{"a":1,"b":[1,2]}', 'json'],
    ['a key', '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n', 'pem'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'http2'],
    ['a flow of mitmproxy', '1234:9:websocket;4:null~8:response;7:version;2:20#', 'mitmproxy'],
    ['TLS in hex', '16 03 01 02 00 01 00 01 fc 03 03', 'tls'],
  ])('%s, which is named', (_, text, looksLike) => {
    const opened = openText(text)
    expect(opened.ok && opened.value.kind === 'bytes' ? opened.value.guess : opened).toMatchObject({
      reading: 'bytes',
      sureness: 'unknown',
      looksLike,
    })
  })
})
