/** The English words for the fields and problems of WebSocket. */
import { opcodeName, type OpcodeName } from '../../wire/websocket/opcodes.ts'
import { lengthOf, shortened, type WebSocketSentences } from './sentence.ts'

const bytes = (count: number): string => (count === 1 ? '1 byte' : `${count} bytes`)

const OPCODES: Readonly<Record<OpcodeName, string>> = {
  continuation: 'continuation: one more fragment of the message that an earlier frame began',
  text: 'text: the payload is UTF-8, or the first fragment of it',
  binary: 'binary: the payload is bytes that only the application understands',
  close: 'close: the sender will send nothing more and asks for the same in return',
  ping: 'ping: whoever gets it must answer with a pong that carries the same payload',
  pong: 'pong: the answer to a ping, or a sign of life that nobody asked for',
}

const CODES: Readonly<Record<number, string>> = {
  1000: 'normal closure: all that was to be said was said',
  1001: 'going away: the server is stopping, or the reader has left the page',
  1002: 'protocol error: the other side broke a rule of the protocol',
  1003: 'unsupported data: a kind of message this side cannot take',
  1004: 'reserved, without a meaning',
  1005: 'no status received: only a name for a Close frame without a code, not to be sent',
  1006: 'abnormal closure: only a name for a connection that ended without a Close frame that was accepted, not to be sent',
  1007: 'invalid payload data: text that is not UTF-8, above all',
  1008: 'policy violation: this side will not take such a message, and no other code fits',
  1009: 'message too big for this side',
  1010: 'mandatory extension: the client needed an extension that the server did not agree to',
  1011: 'internal error: the server met something it did not expect',
  1012: 'service restart: the server will be back',
  1013: 'try again later: the server is too busy',
  1014: 'bad gateway: a server in between got no sound answer from the one behind it',
  1015: 'TLS handshake: only a name for one that failed, not to be sent',
}

type BlockWords = Readonly<Record<string, string> & Record<'reserved', string>>

/** BTYPE of RFC 1951 3.2.3, written as the standard does. */
const DEFLATE_TYPES: BlockWords = {
  stored: 'BTYPE is 00: the message’s first block is stored, which means not compressed, behind its length.',
  fixed:
    'BTYPE is 01: the first block uses the Huffman codes that the standard fixes. Short messages gain most by them, since no table has to be sent.',
  dynamic:
    'BTYPE is 10: the first block brings Huffman codes of its own, made for this text; their table comes first.',
  reserved: 'BTYPE is 11, which means nothing: no such block exists.',
}

const DEFLATE_BITS: BlockWords = {
  stored: 'Five bits that only fill the byte up: the length of a stored block begins with a whole byte.',
  fixed:
    'The first five bits of codes. A code here has seven to nine bits and cares nothing for where a byte ends.',
  dynamic: 'Five bits that say how many codes for bytes and lengths the table will have, counted from 257.',
  reserved: 'Five bits that nobody can read, after a block type that means nothing.',
}

function codeMeaning(code: number): string {
  const known = CODES[code]
  if (known !== undefined) return known
  if (code >= 3000 && code <= 3999) return 'registered by some library or framework'
  if (code >= 4000 && code <= 4999) return 'private: what it means the two sides have settled between them'
  return 'a code that nobody has defined'
}

const reserved =
  (name: string) =>
  (field: { readonly value?: string | number }): string =>
    Number(field.value) === 0
      ? `${name} is 0. The bit is kept for extensions, and none of those agreed on uses it.`
      : `${name} is 1, but no extension was agreed on that gives the bit a meaning.`

export const EN_WEBSOCKET: WebSocketSentences = {
  labels: {
    'websocket.fin': 'FIN',
    'websocket.rsv1': 'RSV1',
    'websocket.rsv2': 'RSV2',
    'websocket.rsv3': 'RSV3',
    'websocket.opcode': 'opcode',
    'websocket.mask': 'MASK',
    'websocket.payload-length': 'payload length',
    'websocket.extended-payload-length': 'extended payload length',
    'websocket.masking-key': 'masking key',
    'websocket.masked-payload': 'masked payload',
    'websocket.payload': 'payload',
    'websocket.close-code': 'close code',
    'websocket.close-reason': 'close reason',
    'websocket.unfinished': 'unfinished frame',
    'websocket.text': 'text',
    'websocket.binary': 'binary data',
    'websocket.compressed': 'compressed data',
    'websocket.deflate-final': 'BFINAL',
    'websocket.deflate-block-type': 'BTYPE',
    'websocket.deflate-bits': 'further bits',
    'websocket.deflate-data': 'DEFLATE data',
  },
  sentences: {
    'websocket.fin': (field) =>
      Number(field.value) === 1
        ? 'FIN is 1: the message ends with this frame, and may lie in it whole.'
        : 'FIN is 0: more fragments of this message follow. Control frames may stand between them.',
    'websocket.rsv1': (field) =>
      Number(field.value) === 0
        ? 'RSV1 is 0: this frame does not begin a compressed message.'
        : 'RSV1 is 1: with permessage-deflate agreed on, the message that begins here is compressed.',
    'websocket.rsv2': reserved('RSV2'),
    'websocket.rsv3': reserved('RSV3'),
    'websocket.opcode': (field) => {
      const name = opcodeName(Number(field.value))
      const hex = Number(field.value).toString(16)
      return name === undefined
        ? `Opcode ${hex} is reserved: no frame of that kind exists yet.`
        : `Opcode ${hex}, ${OPCODES[name]}.`
    },
    'websocket.mask': (field) =>
      Number(field.value) === 1
        ? 'MASK is 1: a masking key follows, and the payload is under it. Every frame from a client must be.'
        : 'MASK is 0: no masking key, the payload is as it is. So are all frames from a server.',
    'websocket.payload-length': (field) => {
      const value = Number(field.value)
      if (value === 126) return '126 is not a length: the next 2 bytes hold it, as an unsigned number.'
      if (value === 127) return '127 is not a length: the next 8 bytes hold it, as an unsigned number.'
      return `The payload has ${bytes(value)}. Up to 125 these seven bits suffice.`
    },
    'websocket.extended-payload-length': (field) =>
      `The payload has ${String(field.value)} bytes: too many for seven bits, so the length stands here, highest byte first.`,
    'websocket.masking-key': (field) =>
      `The masking key ${String(field.value)}, chosen anew for this frame. Each byte of the payload crossed as its XOR with one of the four, in turn. It keeps nothing secret, since it stands right here.`,
    'websocket.masked-payload': (field) =>
      `${bytes(lengthOf(field))} of payload under the masking key. XOR with the same key brings back what was meant.`,
    'websocket.payload': (field) => {
      const of: Readonly<Record<string, string>> = {
        ping: ' of a ping, which the pong must bring back unchanged',
        pong: ' of a pong, the same as the ping’s where it answers one',
        text: ' of text, or of a fragment of it',
        binary: ' of binary data',
        continuation: ' that carry their message on',
      }
      return `${bytes(lengthOf(field))} of payload${of[String(field.value)] ?? ''}.`
    },
    'websocket.close-code': (field) =>
      `Close code ${Number(field.value)}, two bytes: ${codeMeaning(Number(field.value))}.`,
    'websocket.close-reason': (field, { text }) =>
      `“${shortened(text(field))}”: a reason for people or programs, at most 123 bytes of UTF-8. No browser shows it by itself.`,
    'websocket.unfinished': (field) => `${bytes(lengthOf(field))} of a frame whose rest has not come yet.`,
    'websocket.text': (field, { text }) =>
      `A text message of ${bytes(lengthOf(field))}: ${shortened(text(field))}`,
    'websocket.binary': (field) =>
      `A binary message of ${bytes(lengthOf(field))}. The script gets it as a Blob or an ArrayBuffer.`,
    'websocket.compressed': (field) =>
      `${bytes(lengthOf(field))} of a ${String(field.value)} message, compressed with DEFLATE.`,
    'websocket.deflate-final': (field) =>
      Number(field.value) === 1
        ? 'BFINAL is 1: this DEFLATE stream ends with this block, which is rare here. What follows begins with nothing to copy from.'
        : 'BFINAL is 0: the DEFLATE stream goes on after this block. DEFLATE reads the bits of a byte from the right, so that this one is its first.',
    'websocket.deflate-block-type': (field) => DEFLATE_TYPES[String(field.value)] ?? DEFLATE_TYPES.reserved,
    'websocket.deflate-bits': (field) => DEFLATE_BITS[String(field.value)] ?? DEFLATE_BITS.reserved,
    'websocket.deflate-data': (field) =>
      `${bytes(lengthOf(field))} more of the compressed message. The receiver puts 00 00 ff ff behind them, which no sender sends; then ${bytes(Number(field.value))} ${Number(field.value) === 1 ? 'comes' : 'come'} out.`,
  },
  problems: {
    'missing-handshake-header':
      'A header that the WebSocket handshake cannot do without is missing, or the method or version is not one it allows. A server must refuse, with 400 for example; a client must fail the connection.',
    'malformed-websocket-key':
      'This is not the base64 of sixteen bytes, or there are two of them. A server must refuse, with 400 for example.',
    'unknown-websocket-version':
      'Only version 13 of the protocol exists. A server must refuse, with 426 for example, and name the versions it speaks.',
    'wrong-websocket-accept':
      'This is not what the key leads to. A client must fail the connection: whoever wrote this did not understand the request.',
    'unoffered-extension': 'The client did not offer this extension. It must fail the connection.',
    'unoffered-subprotocol': 'The client did not ask for this subprotocol. It must fail the connection.',
    'malformed-extension-parameter':
      'A parameter of permessage-deflate is unknown, stands twice, or has a value that it cannot have here. A server must decline the offer; a client must fail the connection.',
    'truncated-frame':
      'The connection ended inside this frame. The receiver drops what it has of it and tells the script close code 1006, which no frame ever carries.',
    'broken-deflate':
      'This is not DEFLATE data. The standard names no close code for it; a receiver fails the connection, ws with 1007, Chromium with 1002.',
    'unfinished-deflate':
      'The data ends inside a DEFLATE block, as no sender may leave it. Receivers built on zlib do not notice: they take what came out, and read the next message as the rest of this block.',
    'inflated-too-large':
      'More would come out of this message than is inflated here. A receiver should have a limit as well and fail the connection (close code 1009), or a few kilobytes could fill its memory.',
    'lost-deflate-context':
      'This message may copy from earlier ones that could not be inflated here. What it says can no longer be told.',
    'reserved-bit':
      'This bit must be 0 here, since no extension was agreed on that gives it a meaning at this place. A receiver must fail the connection (close code 1002).',
    'reserved-opcode':
      'No frame of this kind is defined. A receiver must fail the connection (close code 1002).',
    'non-minimal-length':
      'A shorter form would have held this length, and the shortest must be used. A receiver may fail the connection (close code 1002).',
    'length-top-bit':
      'The highest bit of a 64-bit length must be 0. A receiver must fail the connection (close code 1002); nothing after this can be read.',
    'frame-too-large':
      'No receiver could ever hold this much. It fails the connection (close code 1009); nothing after this can be read.',
    'long-control-frame':
      'A control frame has at most 125 bytes of payload. A receiver must fail the connection (close code 1002).',
    'fragmented-control-frame':
      'A control frame must not be split into fragments: FIN has to be 1. A receiver must fail the connection (close code 1002).',
    'missing-mask': 'A client must mask every frame. The server must close the connection, and may say 1002.',
    'forbidden-mask':
      'A server must not mask its frames. The client must close the connection, and may say 1002.',
    'short-close-payload':
      'The payload of a Close frame is empty or begins with a code of two bytes; one byte is neither. A receiver fails the connection (close code 1002).',
    'forbidden-close-code':
      'This code must never stand in a Close frame. A receiver fails the connection (close code 1002).',
    'ill-formed-utf8':
      'These bytes are not UTF-8, and text must be. A receiver must fail the connection (close code 1007 is made for it; Chromium sends 1002).',
    'unexpected-continuation':
      'There is no message that this frame could carry on. A receiver must fail the connection (close code 1002).',
    'interrupted-message':
      'A new message begins here before the fragments of the one before were all sent. A receiver must fail the connection (close code 1002).',
    'frame-after-close':
      'The sender has closed already and must send nothing more. A receiver discards it, or (Chromium) fails the connection.',
  },
}
