/** Terms of the glossary: HTTP, its messages and what they are made of. */
import type { TermEntry } from './term-entry.ts'

export const HTTP_TERMS = {
  exchange: {
    name: { en: 'exchange', zh: '交换' },
    meaning: { en: 'A request and its response.', zh: '一个请求和它的响应。' },
  },
  request: {
    name: { en: 'request', zh: '请求' },
    not: {
      en: [
        'next question',
        'a question waits',
        'held question',
        'each question',
        'every question',
        'question and answer',
      ],
      zh: ['下一个问题', '没答的问题', '让问题一直', '等着的问题', '下一次询问'],
    },
    meaning: {
      en: 'What a client sends to be answered: a head and, for some methods, content.',
      zh: '客户端发出、等着回答的东西：一份首部，有的方法还带正文。',
    },
    clause: { rfc: 9112, section: '3' },
  },
  response: {
    name: { en: 'response', zh: '响应' },
    not: {
      en: [
        'an answer',
        'its answer',
        'its answers',
        'each answer',
        'every answer',
        'last answer',
        'next answer',
        'empty answer',
        'empty answers',
        'full answer',
        'same answer',
        'whole answer',
        'the answer comes',
        'the answer ends',
        'with the answer',
        'of the answer',
        'answer of an',
        'the answer begins',
        'the answer is there',
        'kept the answer',
        'one answer serves',
        'one answer over',
        'answers that go on',
        'answers without an event',
        'answers overtake',
      ],
      zh: ['答复', '应答', '回应报文', '没有问题的答案'],
    },
    meaning: {
      en: 'What a server sends for one request, and only for one that was asked.',
      zh: '服务器针对某一个请求发回的东西；没有请求，就没有响应。',
    },
    clause: { rfc: 9112, section: '4' },
  },
  'request-head': {
    name: { en: 'request head', zh: '请求首部' },
    not: { zh: ['请求头部', '请求报头'] },
    also: { zh: ['请求头'] },
    meaning: {
      en: 'The request line, the header lines and the empty line that ends them.',
      zh: '请求行、各个首部字段，以及结束它们的空行。',
    },
    clause: { rfc: 9112, section: '2.1' },
  },
  'response-head': {
    name: { en: 'response head', zh: '响应首部' },
    not: { zh: ['响应头部', '响应报头'] },
    also: { zh: ['响应头'] },
    meaning: {
      en: 'The status line, the header lines and the empty line that ends them.',
      zh: '状态行、各个首部字段，以及结束它们的空行。',
    },
    clause: { rfc: 9112, section: '2.1' },
  },
  'header-line': {
    name: { en: 'header line', zh: '首部字段' },
    not: { zh: ['头部', '报头', '头域'] },
    also: { en: ['header field'], zh: ['标头'] },
    meaning: {
      en: 'One line of a head: a name, a colon, a value.',
      zh: '首部里的一行：名字、冒号、值。',
    },
    clause: { rfc: 9112, section: '5' },
  },
  'request-line': {
    name: { en: 'request line', zh: '请求行' },
    meaning: {
      en: 'The first line of a request: method, request target, version.',
      zh: '请求的第一行：方法、请求目标、版本。',
    },
    clause: { rfc: 9112, section: '3' },
  },
  'request-target': {
    name: { en: 'request target', zh: '请求目标' },
    meaning: {
      en: 'What the request line asks for: as a rule the path and the query of the address.',
      zh: '请求行里要的东西，通常是地址里的路径和查询部分。',
    },
    clause: { rfc: 9112, section: '3.2' },
  },
  'status-line': {
    name: { en: 'status line', zh: '状态行' },
    meaning: {
      en: 'The first line of a response: version, status code, and a phrase that nobody needs.',
      zh: '响应的第一行：版本、状态码，外加一句可有可无的短语。',
    },
    clause: { rfc: 9112, section: '4' },
  },
  'status-code': {
    name: { en: 'status code', zh: '状态码' },
    not: { zh: ['状态代码'] },
    meaning: {
      en: 'Three digits that say how a request went. A WebSocket has close codes instead.',
      zh: '说明请求结果的三位数字。WebSocket用的是关闭码，不是它。',
    },
    clause: { rfc: 9110, section: '15' },
  },
  content: {
    name: { en: 'content', zh: '正文' },
    not: { zh: ['响应体', '请求体', '消息体', '报文体', '实体'] },
    also: { en: ['body'], zh: ['响应体', '请求体'] },
    meaning: {
      en: 'What follows a head: what the message carries, with the framing of the transfer taken off.',
      zh: '首部之后的部分，也就是去掉传输编码之后，消息真正要送的东西。',
    },
    clause: { rfc: 9110, section: '6.4' },
  },
  'chunked-coding': {
    name: { en: 'chunked transfer coding', zh: '分块传输编码' },
    also: { zh: ['分块传输'] },
    meaning: {
      en: 'The way to send a response whose length is not known when it begins: piece by piece, each with its length before it, and a piece of length zero as the end.',
      zh: '开始发的时候还不知道总长，也能把响应发出去的办法：一块一块地发，每块先写长度，长度为零的一块就是结尾。',
    },
    clause: { rfc: 9112, section: '7.1' },
  },
  chunk: {
    name: { en: 'chunk', zh: '分块' },
    not: { zh: ['数据块', '区块'] },
    meaning: {
      en: 'One piece of the chunked coding. It is HTTP’s unit, not the application’s: an event may lie in two.',
      zh: '分块传输编码里的一块。它是HTTP的单位，不是应用的单位：一个事件可能落在两块里。',
    },
    clause: { rfc: 9112, section: '7.1' },
  },
  slice: {
    name: { en: 'slice', zh: '切片' },
    not: { zh: ['数据包'] },
    meaning: {
      en: 'What one read or one write handed over. Not a TCP segment, not an HTTP chunk.',
      zh: '一次读或一次写交出来的字节。既不是TCP报文段，也不是HTTP分块。',
    },
  },
  field: {
    name: { en: 'field', zh: '字段' },
    not: { zh: ['域值'] },
    meaning: {
      en: 'A stretch of bytes with one meaning; what the inspector steps through.',
      zh: '意思完整的一段字节，查看字节时就是一段一段地走。',
    },
  },
  byte: {
    name: { en: 'byte', zh: '字节' },
    not: { zh: ['位元组'] },
    also: { en: ['octet'] },
    meaning: { en: 'Eight bits; the standards say octet.', zh: '八个比特，标准里叫octet。' },
  },
  etag: {
    name: { en: 'entity tag', zh: 'ETag' },
    also: { en: ['ETag'] },
    meaning: {
      en: 'A label that the server gives to a response. Sent back with the next request, it lets the server say “not modified”.',
      zh: '服务器给响应贴的标签。下次请求时带回来，服务器就可以只说一句“没有变化”。',
    },
    clause: { rfc: 9110, section: '8.8.3' },
  },
  idempotent: {
    name: { en: 'idempotent', zh: '幂等' },
    meaning: {
      en: 'Of a request: sent twice, it has the effect of once. A browser may repeat such a request by itself when its connection breaks.',
      zh: '请求发两次和发一次效果相同。连接断了，浏览器可以自作主张把这样的请求重发一遍。',
    },
    clause: { rfc: 9110, section: '9.2.2' },
  },
  upgrade: {
    name: { en: 'upgrade', zh: '协议升级' },
    meaning: {
      en: 'Leaving HTTP on a connection for another protocol: the client proposes it in a request, and the server agrees with a 101.',
      zh: '在同一条连接上从HTTP换到别的协议：客户端在请求里提出，服务器用101答应。',
    },
    clause: { rfc: 9110, section: '7.8' },
  },
  multiplexing: {
    name: { en: 'multiplexing', zh: '多路复用' },
    meaning: {
      en: 'Many exchanges on one connection at the same time, as in HTTP/2. In HTTP/1.1 a held request occupies its connection.',
      zh: '一条连接上同时进行许多次交换，HTTP/2就是这样。在HTTP/1.1里，一个挂起的请求就占住一条连接。',
    },
    clause: { rfc: 9113, section: '5' },
  },
  'http2-stream': {
    name: { en: 'stream (HTTP/2)', zh: '流（HTTP/2）' },
    meaning: {
      en: 'One exchange within a connection of HTTP/2. Not an event stream, though an event stream may be its content.',
      zh: 'HTTP/2连接里的一次交换。它不是事件流，不过事件流可以是它的正文。',
    },
    clause: { rfc: 9113, section: '5' },
  },
  overhead: {
    name: { en: 'overhead', zh: '开销' },
    meaning: {
      en: 'The bytes that cross beside what was to be said: heads, framing, empty responses.',
      zh: '除了要说的话之外，还得跟着传的字节：首部、空响应，还有封装，也就是划出一条消息从哪里到哪里的那些，如分块大小、字段名、帧头、掩码键。',
    },
  },
} as const satisfies Record<string, TermEntry>
