/** What well-known headers do, in English. Each sentence speaks of the value it is given. */
import { parseExtension, type ExtensionParameter } from '../../wire/websocket/deflate-parameters.ts'
import type { Around } from './sentence.ts'

type HeaderSentence = (value: string, around: Around) => string

const hidden =
  (what: string): HeaderSentence =>
  (value) =>
    /^\*+$/.test(value)
      ? `${what} Its ${value.length} bytes crossed the wire as they are; the tap shows a star for each, so that no secret ends on a screen.`
      : what

const websocket =
  (what: string): HeaderSentence =>
  () =>
    what

const SENTENCES: Readonly<Record<string, HeaderSentence>> = {
  accept: (value) =>
    value === '*/*'
      ? 'Any kind of content will do: the asker states no preference.'
      : `The kinds of content the asker would like back: ${value}. A “q” says how much.`,
  'accept-encoding': (value) =>
    `The asker can undo these compressions: ${value}. The server may use one, and says so in Content-Encoding if it does.`,
  'accept-language': (value) => `The languages the reader prefers, best first: ${value}.`,
  'accept-ranges': () => 'Whether the server can answer with only a part of this resource.',
  'access-control-allow-origin': (value) => `Which pages of other origins may read this answer: ${value}.`,
  age: (value) => `The answer has lain in a cache for ${value} seconds.`,
  allow: (value) => `The methods this resource takes: ${value}.`,
  authorization: hidden('The credentials with which the client identifies itself.'),
  'cache-control': cacheControl,
  connection: connection,
  'content-encoding': (value) => `The content is compressed with ${value}; the receiver undoes that first.`,
  'content-length': contentLength,
  'content-security-policy': () =>
    'What the browser may load and run if it shows this answer as a page. Script that merely reads it never notices.',
  'content-type': (value) => `What the content is: ${value}. Without it the receiver would have to guess.`,
  cookie: hidden(
    'What this site asked the browser to keep, sent back with every request, each empty poll included.',
  ),
  date: (value) => `When the server made this answer, by its own clock: ${value}.`,
  dnt: () => 'Whether the reader asked not to be tracked; few servers ever heeded it.',
  etag: (value) =>
    `The version of this answer, as a name: ${value}. A client that sends it back in If-None-Match can be told “unchanged” instead of getting it all again.`,
  expires: (value) => `After ${value} a cache must ask again before it uses this answer.`,
  forwarded: hidden('For whom a proxy passes this request on.'),
  host: (value) =>
    `Whom the request is for: ${value}. One address can serve many sites, so HTTP/1.1 makes this header compulsory.`,
  'idempotency-key': (value) =>
    `A name for this one wish, ${value}: if the same request comes twice, the server does it once and gives the first answer again.`,
  'if-modified-since': (value) => `Send the content only if it has changed since ${value}.`,
  'if-none-match': (value) =>
    `“I still have version ${value}.” If that is the current one, a 304 without content is all the answer there needs to be.`,
  'keep-alive': (value) =>
    `A hint on how long the idle connection is kept for the next request: ${value}. A reader that waits longer may find it closed.`,
  'last-event-id': (value) =>
    `The last event the client has had is ${value}: the server is to carry on after it.`,
  'last-modified': (value) => `The content last changed at ${value}.`,
  location: (value) => `The answer, or the thing just made, is at ${value}.`,
  origin: (value) =>
    value === 'null'
      ? 'The page that asks has no origin it may name, as in a sandboxed frame. The server should treat it as a stranger.'
      : `The page that asks came from ${value}. Script cannot forge this, so a server can refuse strangers by it.`,
  pragma: () => 'An old way, from HTTP/1.0, to ask caches not to answer by themselves.',
  priority: (value) => `How urgent the asker finds this request beside its others: ${value}.`,
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
      ? 'The answer goes to script, not to an image, a frame or a style sheet: fetch and XMLHttpRequest say “empty”.'
      : `What the answer is for: ${value}.`,
  'sec-fetch-mode': (value) => `How the browser treats origins in this request: ${value}.`,
  'sec-fetch-site': (value) =>
    value === 'same-origin'
      ? 'The page that asks and this server are of the same origin. The browser writes this itself; script cannot.'
      : `How the page that asks relates to this server: ${value}. The browser writes this itself; script cannot.`,
  'sec-fetch-user': () => 'A reader’s own act, such as a click on a link, led to this request.',
  'sec-gpc': () => 'The reader asks that their data be neither sold nor shared.',
  'sec-websocket-accept': websocket(
    'Computed from the client’s key, so that only a server that really speaks WebSocket can have written it.',
  ),
  'sec-websocket-extensions': extensions,
  'sec-websocket-key': websocket(
    'Sixteen random bytes in base64. The server must answer with what it computes from them: a proof of understanding, not a password.',
  ),
  'sec-websocket-protocol': (value) => `What is spoken inside the WebSocket, offered or chosen: ${value}.`,
  'sec-websocket-version': (value) =>
    `The version of the WebSocket protocol: ${value}. Only 13 was ever standardised.`,
  server: (value) => `The software that answers calls itself ${value}.`,
  'set-cookie': hidden('Asks the browser to keep this and to send it back with later requests.'),
  te: (value) => `Besides plain chunks the asker would also take: ${value}.`,
  trailer: (value) => `These will only come after the content: ${value}.`,
  'transfer-encoding': (value) =>
    /(^|,)\s*chunked\s*$/i.test(value)
      ? 'The body comes in chunks, each with its size before it, so that the server can begin before it knows how long it will be.'
      : `The body is wrapped for this one hop with: ${value}.`,
  upgrade: (value) => `Offers, or agrees, to leave HTTP and to go on with ${value} on this same connection.`,
  'upgrade-insecure-requests': () =>
    'If there is an https: form of this page, the browser would like to be sent there.',
  'user-agent': (value) =>
    `What the client calls itself: ${value}. Most of it is history: each browser pretends to be those before it.`,
  vary: (value) =>
    `The answer depends on these request headers too: ${value}. A cache must keep one for each.`,
  via: (value) => `The proxies that passed this message on: ${value}.`,
  'x-accel-buffering': (value) =>
    value.toLowerCase() === 'no'
      ? 'Asks nginx, if it stands between, to hand bytes on as they come instead of collecting them first. No standard knows it.'
      : `Tells nginx, if it stands between, whether to collect the answer first: ${value}. No standard knows it.`,
  'x-content-type-options': () =>
    'Take the Content-Type at its word and do not guess another from the bytes.',
  'x-forwarded-for': hidden('For whose address a proxy passes this request on.'),
  'x-real-ip': hidden('The client’s address, as a proxy tells it.'),
}

function cacheControl(value: string): string {
  if (/\bno-store\b/i.test(value)) return `${value}: no cache on the way may keep a copy.`
  if (/\bno-cache\b/i.test(value)) {
    const transform = /\bno-transform\b/i.test(value)
      ? ' Nobody on the way may compress or rewrite it either.'
      : ''
    return `${value}: a cache may keep this, but must ask the server each time before using it.${transform}`
  }
  const age = /\bmax-age=(\d+)/i.exec(value)?.[1]
  if (age === '0') return `${value}: whatever is cached is stale at once and must be checked with the server.`
  return age === undefined
    ? `What caches on the way may do with this message: ${value}.`
    : `${value}: a cache may use this for ${age} seconds without asking.`
}

function connection(value: string): string {
  switch (value.toLowerCase()) {
    case 'keep-alive':
      return 'The connection stays open after this exchange, for the next one. HTTP/1.1 does so anyway; saying it is a habit from 1.0.'
    case 'close':
      return 'After this exchange the connection is closed; the next request will need a new one.'
    case 'upgrade':
      return 'The Upgrade header is meant for the next hop only. This line is what makes it count.'
    default:
      return `Meant for the next hop only, not to be passed on: ${value}.`
  }
}

function extensions(value: string, { status }: Around): string {
  const { name, parameters } = parseExtension(value)
  // Where several are listed, or another one, the header is quoted and no more.
  if (name !== 'permessage-deflate' || value.includes(','))
    return `Extensions of the protocol, offered or agreed on: ${value}.`
  const intro =
    status === undefined
      ? 'Offers permessage-deflate: each message may be compressed by itself, marked with RSV1 in its first frame.'
      : 'Agrees on permessage-deflate: from here on either side may compress a message, and marks it with RSV1 in its first frame.'
  return [intro, ...parameters.map(deflateParameter)].join(' ')
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
      return `${name}: no parameter that the extension knows.`
  }
}

function contentLength(value: string, { status }: Around): string {
  if (status === 304)
    return `The answer that still holds has ${value} bytes; a 304 itself carries none of them.`
  return value === '0'
    ? 'No content follows: the message ends with its head.'
    : `The content is ${value} bytes long. The receiver counts them, and knows by that alone where the message ends.`
}

/** Says what a header does with this value; for one that is not known, what is true of every header. */
export function englishHeader(name: string, value: string, around: Around): string {
  const sentence = Object.hasOwn(SENTENCES, name) ? SENTENCES[name] : undefined
  if (sentence !== undefined) return sentence(value, around)
  if (name.startsWith('sec-ch-'))
    return `One more thing the browser tells about itself or its device: ${value}.`
  if (name.startsWith('sec-'))
    return `Written by the browser itself (script may not set a name that begins with “Sec-”): ${value}.`
  return `The value of ${name}: ${value}. A receiver that does not know this header passes over it.`
}
