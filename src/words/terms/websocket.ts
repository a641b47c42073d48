/** Terms of the glossary: WebSocket, from the handshake to the close code. */
import type { TermEntry } from './term-entry.ts'

export const WEBSOCKET_TERMS = {
  websocket: {
    name: { en: 'WebSocket', zh: 'WebSocket' },
    meaning: {
      en: 'A protocol of its own, begun by one HTTP request, on whose connection either side may speak first.',
      zh: '用一个HTTP请求开头的独立协议；握手之后，连接上哪一边都可以先说话。',
    },
    clause: { rfc: 6455, section: '1.2' },
  },
  'full-duplex': {
    name: { en: 'full duplex', zh: '全双工' },
    meaning: {
      en: 'Both sides may send at the same time.',
      zh: '两边可以同时发送。',
    },
  },
  handshake: {
    name: { en: 'handshake', zh: '握手' },
    meaning: {
      en: 'The request and the response with which a WebSocket begins. TCP and TLS have their own before it.',
      zh: 'WebSocket开始时的那个请求和那个响应。在它之前，TCP和TLS还各有自己的握手。',
    },
    clause: { rfc: 6455, section: '4' },
  },
  subprotocol: {
    name: { en: 'subprotocol', zh: '子协议' },
    meaning: {
      en: 'A name for what the messages mean, agreed on in the handshake.',
      zh: '握手时商定的一个名字，说明消息按什么约定来读。',
    },
    clause: { rfc: 6455, section: '1.9' },
  },
  extension: {
    name: { en: 'extension', zh: '扩展' },
    meaning: {
      en: 'A change to the framing itself, agreed on in the handshake; in practice compression.',
      zh: '握手时商定的、对帧本身的改动，实际用到的就是压缩。',
    },
    clause: { rfc: 6455, section: '9' },
  },
  frame: {
    name: { en: 'frame', zh: '帧' },
    not: { zh: ['数据帧'] },
    meaning: {
      en: 'The unit in which a WebSocket sends: a header of 2 to 14 bytes and a payload.',
      zh: 'WebSocket发送的单位：2到14字节的帧头，加上有效载荷。',
    },
    clause: { rfc: 6455, section: '5.2' },
  },
  message: {
    name: { en: 'message', zh: '消息' },
    not: { zh: ['讯息'] },
    meaning: {
      en: 'What a script sends or receives over a WebSocket: text or binary, in one frame or several.',
      zh: '脚本通过WebSocket发出或收到的一份内容，文本或二进制，由一帧或几帧组成。',
    },
    clause: { rfc: 6455, section: '5.4' },
  },
  fragment: {
    name: { en: 'fragment', zh: '分片' },
    not: { zh: ['碎片'] },
    also: { en: ['fragmentation'] },
    meaning: {
      en: 'A frame that is not all of its message.',
      zh: '只装了消息一部分的帧。',
    },
    clause: { rfc: 6455, section: '5.4' },
  },
  continuation: {
    name: { en: 'continuation', zh: '延续' },
    also: { zh: ['后续帧'] },
    meaning: {
      en: 'Of frames: those after the first of a message. Their opcode is 0, and their type is that of the first.',
      zh: '指消息第一帧之后的那些帧，操作码是0，类型以第一帧为准。',
    },
    clause: { rfc: 6455, section: '5.4' },
  },
  opcode: {
    name: { en: 'opcode', zh: '操作码' },
    not: { zh: ['运算码'] },
    meaning: {
      en: 'Four bits that say what a frame is: text, binary, continuation, close, ping, pong.',
      zh: '帧里的四个比特，说明它是什么：文本、二进制、延续、关闭、ping、pong。',
    },
    clause: { rfc: 6455, section: '5.2' },
  },
  payload: {
    name: { en: 'payload', zh: '有效载荷' },
    not: { zh: ['净荷'] },
    also: { zh: ['载荷', '负载'] },
    meaning: {
      en: 'What a frame carries, after its header.',
      zh: '帧头之后，帧里真正装的东西。',
    },
    clause: { rfc: 6455, section: '5.2' },
  },
  masking: {
    name: { en: 'masking', zh: '掩码' },
    meaning: {
      en: 'The XOR of each payload byte from the browser with four random bytes, which travel along. It hides nothing; it keeps proxies from taking a payload for HTTP.',
      zh: '浏览器发出的有效载荷，每个字节都和四个随机字节之一做异或，这四个字节就写在帧里。它什么也藏不住，为的是不让代理把有效载荷错当成HTTP。',
    },
    clause: { rfc: 6455, section: '5.3' },
  },
  'masking-key': {
    name: { en: 'masking key', zh: '掩码键' },
    not: { en: ['mask key', 'encryption key'], zh: ['掩码密钥', '异或密钥', '掩码钥', '屏蔽键'] },
    meaning: {
      en: 'The four random bytes of a masked frame, new for each. They encrypt nothing.',
      zh: '帧里那四个随机字节，每帧换一次。它不是密钥。',
    },
    clause: { rfc: 6455, section: '5.3' },
  },
  'control-frame': {
    name: { en: 'control frame', zh: '控制帧' },
    meaning: {
      en: 'Close, ping or pong: at most 125 bytes, never fragmented, allowed between the fragments of a message.',
      zh: '关闭帧、ping和pong：至多125字节，不许分片，可以插在一条消息的分片之间。',
    },
    clause: { rfc: 6455, section: '5.5' },
  },
  ping: {
    name: { en: 'ping and pong', zh: 'ping与pong' },
    meaning: {
      en: 'Control frames that ask whether the other side lives, and answer. A page’s script neither sends nor sees them.',
      zh: '一问一答的控制帧，问的是对方还在不在。页面里的脚本发不了，也看不见。',
    },
    clause: { rfc: 6455, section: '5.5.2' },
  },
  'close-frame': {
    name: { en: 'Close frame', zh: '关闭帧' },
    not: { zh: ['Close帧', '没有Close', '发Close'] },
    meaning: {
      en: 'The frame that says one side is done, with a code and a reason if it likes.',
      zh: '表示这一边说完了的帧，可以带关闭码和原因。',
    },
    clause: { rfc: 6455, section: '5.5.1' },
  },
  'closing-handshake': {
    name: { en: 'closing handshake', zh: '关闭握手' },
    meaning: {
      en: 'A Close frame from each side, before the connection is ended.',
      zh: '双方各发一个关闭帧，然后才结束连接。',
    },
    clause: { rfc: 6455, section: '1.4' },
  },
  'close-code': {
    name: { en: 'close code', zh: '关闭码' },
    not: { zh: ['关闭状态码'] },
    meaning: {
      en: 'The number in a Close frame that says why: 1000 for a job done. 1005, 1006 and 1015 may not be written into one; the browser gives the script 1005 or 1006 where no code came that it could accept.',
      zh: '关闭帧里说明原因的数字，1000是正常结束。1005、1006和1015不许写进关闭帧；没有收到能接受的关闭码时，浏览器给脚本的是1005或1006。',
    },
    clause: { rfc: 6455, section: '7.4' },
  },
  deflate: {
    name: { en: 'permessage-deflate', zh: 'permessage-deflate' },
    meaning: {
      en: 'The extension that compresses messages, each as a whole.',
      zh: '压缩消息的扩展，以整条消息为单位。',
    },
    clause: { rfc: 7692, section: '7' },
  },
  'context-takeover': {
    name: { en: 'context takeover', zh: '压缩上下文接管' },
    also: { en: ['compression context takeover'] },
    meaning: {
      en: 'Compressing a message with the help of the messages before it. It saves much where messages are alike, and costs memory for each connection.',
      zh: '压缩一条消息时，沿用前面各条消息留下的内容。消息彼此相像时省得多，代价是每条连接都要占内存。',
    },
    clause: { rfc: 7692, section: '7.1.1' },
  },
} as const satisfies Record<string, TermEntry>
