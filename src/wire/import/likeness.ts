/** What bytes look like that are nothing which is read here: so that a reader is told, and nothing is read as something it is not. */
import { latin1, strictUtf8 } from '../bytes/bytes.ts'

/** `bytes`: nothing that is known here. */
export type Likeness =
  | 'gzip'
  | 'zlib'
  | 'zip'
  | 'zstd'
  | 'packed'
  | 'other-capture'
  | 'image'
  | 'tls'
  | 'http2'
  | 'json'
  | 'net-log'
  | 'mitmproxy'
  | 'dissected'
  | 'pem'
  | 'command'
  | 'text'
  | 'bytes'

/** Names what bytes begin as; `undefined` for bytes that begin as nothing known. */
export function likenessOf(bytes: Uint8Array): Likeness | undefined {
  const begins = latin1(bytes, 0, 64)
  for (const [likeness, pattern] of MAGIC) if (pattern.test(begins)) return likeness
  return isHttp2(bytes) ? 'http2' : undefined
}

const MAGIC: readonly (readonly [Likeness, RegExp])[] = [
  ['gzip', /^\x1f\x8b/],
  ['zlib', /^\x78[\x01\x5e\x9c\xda]/],
  ['zip', /^PK(?:\x03\x04|\x05\x06)/],
  ['zstd', /^\x28\xb5\x2f\xfd/],
  // xz, bzip2, 7z, lz4, rar.
  ['packed', /^(?:\xfd7zXZ\0|BZh[1-9]1AY&SY|7z\xbc\xaf'\x1c|\x04"M\x18|Rar!\x1a\x07)/],
  // snoop, Microsoft's Network Monitor.
  ['other-capture', /^(?:snoop\0\0\0|GMBU|RTSS)/],
  ['image', /^(?:\x89PNG\r\n|GIF8[79]a|\xff\xd8\xff|RIFF[^]{4}WEBP)/],
  // A record of TLS: alert, handshake, application data or change of cipher, of a version from SSL 3 on.
  ['tls', /^[\x14-\x17]\x03[\x00-\x04][\x00-\x48]/],
  [
    'http2',
    /^(?:PRI \* HTTP\/2\.0\r?\n|HTTP\/[23](?:\.0)? \d{3}|\s*:(?:authority|method|path|scheme|status): ?\S)/,
  ],
  // A tnetstring: the length of a map, then its first key.
  ['mitmproxy', /^\d{1,10}:(?:\d{1,10}:[a-z_]+[;,]|[^]*;7:version;)/],
  ['pem', /^\s*-----BEGIN [A-Z ]+-----/],
  // What developer tools copy as cURL, fetch, PowerShell or for Node.
  [
    'command',
    /^\s*(?:\$ )?(?:(?:curl|wget|wscat|websocat|http|https)(?:\.exe)? +(?:-|['"]?(?:https?|wss?):)|(?:await )?fetch\(\s*['"]|\$session = New-Object |Invoke-WebRequest )/,
  ],
]

/** The frames with which each side of HTTP/2 begins: SETTINGS, on stream 0, of whole settings. */
function isHttp2(bytes: Uint8Array): boolean {
  const length = ((bytes[0] ?? 0) << 16) | ((bytes[1] ?? 0) << 8) | (bytes[2] ?? 0)
  if (bytes.length < 9 || bytes[3] !== 4 || ((bytes[4] ?? 0) & 0xfe) !== 0) return false
  return length % 6 === 0 && length <= 600 && bytes.subarray(5, 9).every((byte) => byte === 0)
}

/** The text that bytes are, byte order marks taken off; `undefined` for bytes that no text has. UTF-16 only with its mark. */
export function textOfBytes(bytes: Uint8Array): string | undefined {
  const wide =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : undefined
  const text = wide === undefined ? strictUtf8(bytes) : new TextDecoder(wide).decode(bytes)
  return text === undefined || UNPRINTED.test(text) ? undefined : text
}

/** Control characters that no printed text has: all but tab, line ends, form feed and escape. */
const UNPRINTED = /[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]/

/**
 * The text that bytes nearly are: of 16 bits a character without a mark, with zeros at its end, or with letters of an older code
 * page; `undefined` for bytes that are none of these.
 */
export function looseText(bytes: Uint8Array): string | undefined {
  if (/[\x01-\x08\x0e-\x1a]/.test(latin1(bytes, 0, 4096))) return undefined
  const isWide = [0, 1].map(
    (odd) => bytes.length >= 8 && bytes.every((byte, at) => at % 2 !== odd || byte === 0),
  )
  if (isWide[0] !== isWide[1])
    return new TextDecoder(isWide[1] === true ? 'utf-16le' : 'utf-16be').decode(bytes)
  let { length } = bytes
  while (bytes[length - 1] === 0) length--
  if (length === 0) return undefined
  const text = new TextDecoder('windows-1252').decode(bytes.subarray(0, length))
  return UNPRINTED.test(text) ? undefined : text
}

/** What a text of JSON is, by its first members: a net log, or JSON of any kind; `undefined` where it begins as none. */
export function jsonLikeness(text: string): 'net-log' | 'json' | undefined {
  const begins = text.slice(0, 64 * 1024)
  if (
    /^\s*\{\s*"constants"\s*:\s*\{/.test(begins) &&
    /"(?:logEventTypes|activeFieldTrialGroups)"/.test(begins)
  )
    return 'net-log'
  return /^\s*(?:\{\s*(?:"|\})|\[\s*(?:[[{"\]]|-?\d|true|false|null))/.test(begins) ? 'json' : undefined
}
