/** What well-known headers do, in English. Each sentence speaks of the value it is given. */
import { parseExtension, type ExtensionParameter } from '../../wire/websocket/deflate-parameters.ts'
import { headerSentence, type HeaderRows, type HeaderSentence } from './header-sides.ts'
import type { Around } from './sentence.ts'

const hidden =
  (what: string): HeaderSentence =>
  (value) =>
    /^\*+$/.test(value)
      ? `${what} Its ${value.length} bytes crossed the wire as they are; the tap shows a star for each, so that no secret ends on a screen.`
      : what

const ROWS: HeaderRows = {
  accept: {
    request: (value) =>
      value === '*/*'
        ? 'Any kind of content will do: the client states no preference.'
        : `The kinds of content the client would like back: ${value}. A “q” says how much.`,
    response: (value) => `The kinds of content the server would like to be sent here next time: ${value}.`,
  },
  'accept-encoding': {
    request: (value) =>
      `The client can undo these compressions: ${value}. The server may use one, and says so in Content-Encoding if it does.`,
    response: (value) => `The compressions the server would take in a later request: ${value}.`,
  },
  'accept-language': (value) => `The languages the reader prefers, best first: ${value}.`,
  'accept-ranges': () => 'Whether the server can answer with only a part of this resource.',
  'access-control-allow-origin': (value) => `Which pages of other origins may read this response: ${value}.`,
  age: (value) => `This response has lain in a cache for ${value} seconds.`,
  allow: (value) => `The methods this resource takes: ${value}.`,
  authorization: hidden('The credentials with which the client identifies itself.'),
  'cache-control': { request: askedOfCaches, response: allowedToCaches },
  connection: {
    request: connection('The client would like to keep', 'The client will send no further request on'),
    response: connection('The server will keep', 'The server sends nothing more on'),
  },
  'content-encoding': (value) => `The content is encoded with ${value}; the receiver undoes that first.`,
  'content-length': contentLength,
  'content-security-policy': () =>
    'What the browser may load and run if it shows this response as a page. A script that merely reads it never notices.',
  'content-type': {
    request: (value) => `What the client sends: ${value}. The server reads the content as that.`,
    response: (value) =>
      `What the server sends: ${value}. The browser goes by it: EventSource, for one, takes nothing but text/event-stream.`,
  },
  cookie: hidden(
    'What this site asked the browser to keep, sent back with every request, each empty poll included.',
  ),
  date: {
    request: (value) =>
      `When the client made this request, by its own clock: ${value}. Hardly any client says so.`,
    response: (value) => `When the server made this response, by its own clock: ${value}.`,
  },
  dnt: () => 'Whether the reader asked not to be tracked; few servers ever heeded it.',
  etag: (value) =>
    `The version of this response, as a name: ${value}. A client that sends it back in If-None-Match can be told “unchanged” instead of getting it all again.`,
  expires: (value) =>
    `After ${value} this response is stale, and a cache asks before it uses it again. If Cache-Control has a max-age, that counts instead.`,
  forwarded: hidden('For whom a proxy passes this request on.'),
  host: (value) =>
    `Whom the request is for: ${value}. One address can serve many sites, so HTTP/1.1 makes this header compulsory.`,
  'idempotency-key': (value) =>
    `A name for what is asked here, ${value}: a server that knows it does the same thing only once, and answers a repeated request as it answered the first.`,
  'if-modified-since': (value) =>
    `Send the content only if it has changed since ${value}. Where If-None-Match stands beside it, that counts instead.`,
  'if-none-match': (value) =>
    `“I still have version ${value}.” If that is the current one, a 304 without content is all the answer there needs to be.`,
  'keep-alive': {
    request: (value) =>
      `How long the client would keep the idle connection for another request: ${value}. An old habit; the server need not follow.`,
    response: (value) =>
      `How long the server means to keep the idle connection for the next request: ${value}. A client that waits longer may find it closed.`,
  },
  'last-event-id': (value) =>
    `The last event the client has had is ${value}: the server is to carry on after it.`,
  'last-modified': (value) => `The content last changed at ${value}.`,
  location: (value) => `What was asked for, or has just been made, is at ${value}.`,
  origin: (value) =>
    value === 'null'
      ? 'The page that asks has no origin it may name, as in a sandboxed iframe. The server should treat it as a stranger.'
      : `The page that asks came from ${value}. A script cannot forge this, so a server can refuse strangers by it.`,
  pragma: {
    request: () =>
      'An old way, from HTTP/1.0, to ask caches not to answer by themselves. Cache-Control counts where both stand.',
    response: () =>
      'A habit: no standard ever said what Pragma means in a response. What caches may do, Cache-Control says.',
  },
  priority: {
    request: (value) => `How urgent the client finds this request beside its others: ${value}.`,
    response: (value) => `How urgent the server finds this response, whatever the client said: ${value}.`,
  },
  'proxy-authorization': hidden('The credentials with which the client identifies itself to a proxy.'),
  'referrer-policy': (value) => `How much of its address the page may tell others in Referer: ${value}.`,
  referer: (value) =>
    `The page on which the request was made: ${value}. The name has been misspelt since 1996.`,
  'retry-after': (value) => `Come back after ${value}${/^\d+$/.test(value) ? ' seconds' : ''}, no sooner.`,
  'sec-ch-ua': (value) =>
    `The browser’s brand and version in short, one invented brand among them: ${value}.`,
  'sec-ch-ua-mobile': (value) =>
    `Whether the browser runs on a phone: ${value === '?1' ? 'yes' : 'no'}, spelt ${value}.`,
  'sec-ch-ua-platform': (value) => `The operating system under the browser: ${value}.`,
  'sec-fetch-dest': (value) =>
    value === 'empty'
      ? 'What comes back goes to a script, not to an image, an iframe or a style sheet: fetch and XMLHttpRequest say “empty”.'
      : `What the browser will use the response for: ${value}.`,
  'sec-fetch-mode': (value) => `How the browser treats origins in this request: ${value}.`,
  'sec-fetch-site': (value) =>
    value === 'same-origin'
      ? 'The page that asks and this server are of the same origin. The browser writes this itself; a script cannot.'
      : `How the page that asks relates to this server: ${value}. The browser writes this itself; a script cannot.`,
  'sec-fetch-user': () => 'Something the reader did, such as following a link, led to this request.',
  'sec-gpc': () => 'The reader asks that their data be neither sold nor shared.',
  'sec-websocket-accept': () =>
    'Computed from the client’s key, so that only a server that really speaks WebSocket can have written it.',
  'sec-websocket-extensions': {
    request: extensions(
      'Offers these extensions of the protocol:',
      'Offers permessage-deflate: each message may be compressed by itself, marked with RSV1 in its first frame.',
    ),
    response: extensions(
      'Agrees on these extensions of the protocol:',
      'Agrees on permessage-deflate: from here on either side may compress a message, and marks it with RSV1 in its first frame.',
    ),
  },
  'sec-websocket-key': () =>
    'Sixteen random bytes in base64. The server must answer with what it computes from them: a proof of understanding, not a password.',
  'sec-websocket-protocol': {
    request: (value) => `The subprotocols the client can speak inside the WebSocket, best first: ${value}.`,
    response: (value) => `The one subprotocol the server chose of those offered: ${value}.`,
  },
  'sec-websocket-version': {
    request: (value) =>
      `The version of the WebSocket protocol the client speaks: ${value}. Only 13 was ever standardised.`,
    response: (value) => `Not the version the client asked for: the server speaks ${value}.`,
  },
  server: (value) => `The software that answers calls itself ${value}.`,
  'set-cookie': hidden('Asks the browser to keep this and to send it back with later requests.'),
  te: (value) => `Besides plain chunks the client would also take: ${value}.`,
  trailer: (value) => `These will only come after the content: ${value}.`,
  'transfer-encoding': {
    request: transferEncoding('client'),
    response: transferEncoding('server'),
  },
  upgrade: {
    request: (value) =>
      `The client would like to leave HTTP and to go on with ${value} on this same connection.`,
    response: (value, { status }) =>
      status === 101
        ? `Agreed: after this head the connection speaks ${value}.`
        : `The server could go on with ${value} on this connection, if the client asked for it.`,
  },
  'upgrade-insecure-requests': () =>
    'If there is an https: form of this page, the browser would like to be sent there.',
  'user-agent': (value) =>
    `What the client calls itself: ${value}. Most of it is history: each browser pretends to be those before it.`,
  vary: (value) =>
    `What the server answers depends on these request headers too: ${value}. A cache must keep one response for each.`,
  via: (value) => `The proxies that passed this message on: ${value}.`,
  'x-accel-buffering': {
    request: (value) =>
      `${value}: in a request this does nothing. nginx looks for it in the response of the server behind it.`,
    response: (value) =>
      value.toLowerCase() === 'no'
        ? 'Asks nginx, if it stands between, to hand bytes on as they come instead of collecting them first. No standard knows it.'
        : `Tells nginx, if it stands between, whether to collect the response first: ${value}. No standard knows it.`,
  },
  'x-content-type-options': () =>
    'Take the Content-Type at its word and do not guess another from the bytes.',
  'x-forwarded-for': hidden('For whose address a proxy passes this request on.'),
  'x-real-ip': hidden('The client’s address, as a proxy tells it.'),
}

/** RFC 9111 5.2.1: what a client asks of the caches its request passes. */
function askedOfCaches(value: string): string {
  if (/\bno-store\b/i.test(value))
    return `${value}: the client asks caches on the way to keep no copy of this request, nor of what is sent back for it.`
  if (/\bno-cache\b/i.test(value))
    return `${value}: the client wants no copy, unless a cache has first checked with the server that it still holds.`
  const age = /\bmax-age=(\d+)/i.exec(value)?.[1]
  if (age === '0')
    return `${value}: the client takes no copy that is older than a moment, so a cache has to check with the server.`
  return age === undefined
    ? `What the client asks of caches on the way: ${value}.`
    : `${value}: the client takes a copy that is at most ${age} seconds old.`
}

/** RFC 9111 5.2.2: what a server allows the caches that its response passes. */
function allowedToCaches(value: string): string {
  if (/\bno-store\b/i.test(value)) return `${value}: no cache may keep a copy of this response.`
  if (/\bno-cache\b/i.test(value)) {
    const transform = /\bno-transform\b/i.test(value)
      ? ' Nobody on the way may compress or rewrite it either.'
      : ''
    return `${value}: a cache may keep this response, but must ask the server each time before using it.${transform}`
  }
  const age = /\bmax-age=(\d+)/i.exec(value)?.[1]
  if (age === '0')
    return `${value}: a copy of this response is stale at once, and must be checked with the server.`
  return age === undefined
    ? `What caches may do with this response: ${value}.`
    : `${value}: a cache may use this response for ${age} seconds without asking.`
}

function connection(keeps: string, closes: string): HeaderSentence {
  return (value, { side }) => {
    switch (value.toLowerCase()) {
      case 'keep-alive':
        return `${keeps} the connection open after this ${side}, for the next exchange. HTTP/1.1 does so anyway; saying it is a habit from 1.0.`
      case 'close':
        return `${closes} this connection; the next exchange needs a new one.`
      case 'upgrade':
        return side === 'request'
          ? 'Upgrade is meant for the next hop only, and this line is what says so: the server answers it, a proxy does not pass it on.'
          : 'Upgrade is the answer of this hop, and of no other: that is what this line says.'
      default:
        return `For the next ${side === 'request' ? 'server' : 'client'} only, and not to be passed on: ${value}.`
    }
  }
}

function extensions(several: string, deflate: string): HeaderSentence {
  return (value) => {
    const { name, parameters } = parseExtension(value)
    // Where several are listed, or another one, the header is quoted and no more.
    return name !== 'permessage-deflate' || value.includes(',')
      ? `${several} ${value}.`
      : [deflate, ...parameters.map(deflateParameter)].join(' ')
  }
}

function deflateParameter({ name, value }: ExtensionParameter): string {
  switch (name) {
    case 'client_no_context_takeover':
    case 'server_no_context_takeover':
      return `${name}: the ${name.slice(0, 6)} begins each message anew and copies nothing from those before.`
    case 'client_max_window_bits':
    case 'server_max_window_bits':
      return value === undefined
        ? `${name} without a value: the client would keep to a smaller window, should the server ask for one.`
        : `${name}=${value}: the ${name.slice(0, 6)} copies from at most 2^${value} bytes back.`
    default:
      return `${name}: not a parameter that the extension knows.`
  }
}

function transferEncoding(sender: string): HeaderSentence {
  return (value) =>
    /(^|,)\s*chunked\s*$/i.test(value)
      ? `The content comes in chunks, each with its size before it, so that the ${sender} can begin before it knows how long it will be.`
      : `The ${sender} has wrapped the content for this one hop: ${value}.`
}

function contentLength(value: string, { status }: Around): string {
  if (status === 304)
    return `The response that still holds has ${value} bytes; a 304 itself carries none of them.`
  return value === '0'
    ? 'No content follows: the message ends with its head.'
    : `The content is ${value} bytes long. The receiver counts them, and knows by that alone where the message ends.`
}

/** Says what a header does with this value; for one that is not known, what is true of every header. */
export function englishHeader(name: string, value: string, around: Around): string {
  const sentence = headerSentence(ROWS, name, around.side)
  if (sentence === 'misplaced')
    return `${name} belongs to a ${around.side === 'request' ? 'response' : 'request'}. Here it says nothing that a receiver would heed: ${value}.`
  if (sentence !== undefined) return sentence(value, around)
  if (around.side === 'request' && name.startsWith('sec-ch-'))
    return `One more thing the browser tells about itself or its device: ${value}.`
  if (around.side === 'request' && name.startsWith('sec-'))
    return `Written by the browser itself (a script may not set a name that begins with “Sec-”): ${value}.`
  return `The value of ${name}: ${value}. A receiver that does not know this header passes over it.`
}
