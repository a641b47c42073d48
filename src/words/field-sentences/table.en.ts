/** The English words for fields, units and problems. Headers and status codes have tables of their own. */
import { englishHeader } from './headers.en.ts'
import { englishMethod, englishStatus } from './methods.en.ts'
import { EN_STREAMS } from './streams.en.ts'
import { EN_WEBSOCKET } from './websocket.en.ts'
import { lengthOf, shortened, type SentenceTable } from './sentence.ts'

const bytes = (count: number): string => (count === 1 ? '1 byte' : `${count} bytes`)

const en: SentenceTable = {
  labels: {
    'http.request-line': 'request line',
    'http.method': 'method',
    'http.request-target': 'request target',
    'http.path': 'path',
    'http.query': 'query',
    'http.version': 'version',
    'http.status-line': 'status line',
    'http.status-code': 'status code',
    'http.reason-phrase': 'reason phrase',
    'http.space': 'space',
    'http.line-end': 'line end',
    'http.header-line': 'header line',
    'http.header-name': 'header name',
    'http.colon': 'colon',
    'http.optional-whitespace': 'optional whitespace',
    'http.header-value': 'header value',
    'http.head-end': 'end of the head',
    'http.malformed': 'malformed',
    'http.unfinished': 'unfinished',
    'http.content': 'content',
    'http.chunk-size-line': 'chunk size line',
    'http.chunk-size': 'chunk size',
    'http.chunk-extension': 'chunk extension',
    'http.chunk-data': 'chunk data',
    'http.last-chunk': 'last chunk',
    'http.trailer-line': 'trailer line',
    'http.trailers-end': 'end of the body',
    'http.upgraded-bytes': 'no longer HTTP',
    ...EN_WEBSOCKET.labels,
    ...EN_STREAMS.labels,
    'json.envelope': 'envelope',
    'json.event': 'event',
    'json.separator': 'separator',
    'json.last': 'last id',
    'json.text': 'JSON',
    'trace.missing': 'not seen',
    'trace.unreadable': 'unreadable behind a hole',
    'trace.unknown': 'bytes',
  },
  sentences: {
    'http.request-line': (field, { text }) =>
      `The whole request in one line: ${shortened(text(field).trimEnd())}. What to do, with what, in which version of HTTP.`,
    'http.method': (field, { text }) => englishMethod(text(field)),
    'http.request-target': (field, { text }) =>
      `What is asked for: ${shortened(text(field))}. Only path and query are here; the host stands in a header.`,
    'http.path': (field, { text }) =>
      `The path, ${shortened(text(field))}: the name of the resource on this server.`,
    'http.query': (field, { text }) => {
      const after = /[?&]after=([0-9]+)/.exec(text(field))?.[1]
      return after === undefined
        ? `The query, ${shortened(text(field))}, says more exactly what is wanted; the question mark belongs to it here.`
        : `after=${after} is the cursor: “I have all events up to ${after}, send what came later.” The server needs no memory of this client.`
    },
    'http.version': (field, { text }) =>
      text(field) === 'HTTP/1.1'
        ? 'HTTP/1.1: among other things, the connection stays open for the next exchange unless somebody says otherwise.'
        : `The sender speaks ${text(field)}.`,
    'http.status-line': (field, { text }) =>
      `The whole response in one line: ${shortened(text(field).trimEnd())}. Everything after it is detail.`,
    'http.status-code': (field) => englishStatus(Number(field.value)),
    'http.reason-phrase': (field, { text }) =>
      `“${text(field)}” repeats the code in words for people. A client should ignore it; many servers leave it out.`,
    'http.space': () => 'One space, and exactly one, between what stands before it and what follows.',
    'http.line-end': (field) =>
      lengthOf(field) === 2
        ? 'Carriage return and line feed, 0d 0a: the line ends here.'
        : 'A line feed alone, 0a: the line ends here, though the standard wants a carriage return before it.',
    'http.header-line': (field, { text }) =>
      `One header line: ${shortened(text(field).trimEnd())}. A head has any number of them. Their order does not matter, except among lines of the same name.`,
    'http.header-name': (field, { text }) =>
      `The name of this header, ${text(field)}. Upper and lower case mean the same: ${String(field.value)}.`,
    'http.colon': () => 'The colon ends the name. It must follow it at once, with no space between.',
    'http.optional-whitespace': (field) =>
      `${lengthOf(field) === 1 ? 'A blank' : `${lengthOf(field)} blanks`} around the value, there for the eye only: not part of it.`,
    'http.header-value': (field, around) => englishHeader(around.header ?? '', around.text(field), around),
    'http.head-end': () =>
      'An empty line: the head is over. Whatever follows is content, or the next message.',
    'http.malformed': (field) => `${bytes(lengthOf(field))} that fit no rule here.`,
    'http.unfinished': (field) => `${bytes(lengthOf(field))} so far of something whose end has not come yet.`,
    'http.content': (field) =>
      typeof field.value === 'string'
        ? `${bytes(lengthOf(field))} of content, coded (${field.value}), which is not undone here. Ask without it, with Accept-Encoding: identity or gzip, and what the message is for can be read.`
        : `${bytes(lengthOf(field))} of content: what the message is for. HTTP carries them and does not look inside.`,
    'http.chunk-size-line': (field) => `Announces a chunk of ${bytes(Number(field.value))}.`,
    'http.chunk-size': (field, { text }) =>
      `The size in hexadecimal: ${text(field)} is ${Number(field.value)} in decimal. Only the data counts, not this line nor the line end after it.`,
    'http.chunk-extension': (field, { text }) =>
      `${shortened(text(field))}: an extension of the chunk. Hardly anybody sends one; a receiver that does not know it must ignore it.`,
    'http.chunk-data': (field) =>
      `${bytes(lengthOf(field))} of the content, as the sender had them ready. A chunk may begin and end anywhere, even inside a character.`,
    'http.last-chunk': () =>
      'A chunk of size 0: there will be no more. The content ends here, and the connection can live on.',
    'http.trailer-line': (field, { text }) =>
      `${shortened(text(field).trimEnd())}: a header whose value was only known once the content had been sent.`,
    'http.trailers-end': () => 'An empty line after the last chunk: now the message is over.',
    'http.upgraded-bytes': (field) =>
      field.value === 'tls'
        ? `${bytes(lengthOf(field))} of TLS: encrypted, and without its keys nobody can say what is inside.`
        : `${bytes(lengthOf(field))} of another protocol: after a 101, or in a tunnel, nobody speaks HTTP on this connection any more.`,
    ...EN_WEBSOCKET.sentences,
    ...EN_STREAMS.sentences,
    'json.envelope': (field, { text }) =>
      `${shortened(text(field))}: the envelope around the events. It is this site’s own, not the standard’s.`,
    'json.event': (field) =>
      `Event ${Number(field.value)} of the lab’s feed, as JSON: its id, type, time of publication and data.`,
    'json.separator': () => 'A comma between two events that came in one response.',
    'json.last': (field) =>
      `${Number(field.value)} is the newest id the server has: the cursor for the next request.`,
    'json.text': (field) => `${bytes(lengthOf(field))} of JSON.`,
    'trace.missing': (field) =>
      `${bytes(lengthOf(field))} crossed here, but this page did not get to see them. The zeros only hold their place.`,
    'trace.unreadable': (field) =>
      `${bytes(lengthOf(field))} behind bytes that were not captured: they may be the middle of something that began there. Nobody is to blame for what cannot be read here. Reading goes on at the next packet that begins with something readable; that is a guess.`,
    'trace.unknown': (field) => `${bytes(lengthOf(field))} as they are. Nothing here says what they mean.`,
  },
  problems: {
    ...EN_WEBSOCKET.problems,
    ...EN_STREAMS.problems,
    'bare-line-feed':
      'This line ends with a line feed alone. A receiver may accept that in a head, but two receivers that differ on it can be played against each other.',
    'space-before-colon':
      'There is blank space between the header’s name and its colon. A server must answer 400; a proxy must take the space out of a response before passing it on.',
    'obsolete-folding':
      'This line carries the value before it on, a form that was abolished. A server must answer 400 or put spaces in its place.',
    'forbidden-octet':
      'There is a control character in this value, where none is valid. For carriage return, line feed and NUL a receiver must reject the message or put a space in their place; others it may keep where they do no harm.',
    'leading-empty-line':
      'An empty line stands before the message. Old clients sent one after a POST; a server should pass over it.',
    'missing-host':
      'A request of HTTP/1.1 must have exactly one Host header. A server must answer anything else with 400.',
    'malformed-request-line':
      'This is not a request line (method, one space, target, one space, version). A server should answer 400 and close the connection.',
    'malformed-status-line':
      'This is not quite a status line (version, space, three digits, space, reason). Where the last space alone is missing, most clients let it pass.',
    'malformed-header-line':
      'This is not a header line (a name, a colon, a value). A server should answer 400, since it cannot know what the next reader would make of it.',
    'conflicting-framing':
      'Both Transfer-Encoding and Content-Length say how long the body is. The first wins, the connection must be closed afterwards, and it may well be an attack.',
    'forbidden-framing':
      'This message must not say how long its body is in this way: it has none, or its version of HTTP does not know it. A receiver must not rely on it.',
    'rare-framing':
      'This is allowed, and says how long the body is in a way that hardly anybody uses. Most receivers read it; a strict one, this site’s live tap among them, refuses it rather than guess.',
    'chunked-not-final':
      'The last coding is not “chunked”, so nobody can tell where this request ends. A server must answer 400 and close the connection.',
    'malformed-content-length':
      'This is not a length, or there are several that differ. The message cannot be recovered: a server must answer 400 and close, a client must drop the response.',
    'unknown-transfer-coding':
      'There is a coding here that is not registered, an empty place in the list, or “chunked” twice or with parameters. A server that does not understand it should answer 501.',
    'malformed-chunk-size':
      'This is not a chunk size, or its line is not ended as it must be. After it nobody knows where the next chunk begins: the receiver must close the connection.',
    'padded-chunk-size':
      'There are blanks around this size, which the grammar does not have. Browsers, curl and Wireshark pass over them; strict receivers, Node among them, refuse the message.',
    'line-ends-lost':
      'The sizes here do not fit, and every line of this text ends with a line feed alone: the two bytes 0d 0a became one when it was copied or pasted. That is not the sender’s fault. Bring the bytes as a file or as a dump to read on.',
    'broken-content-coding':
      'The content is not what Content-Encoding says: it cannot be unpacked beyond this. A receiver drops the rest.',
    'over-long':
      'This is longer than the 64 KiB that are read of a head or of a line of a chunked body. It may be well formed; it is not looked into any further.',
    'missing-chunk-end':
      'After the chunk’s data there should be 0d 0a, and there is not: the size was wrong or bytes were lost. The receiver must close the connection.',
    'beyond-message-end':
      'The message was already over. Bytes after its end belong to no message; a client must not take them for part of this response.',
    truncated:
      'The exchange ended before the message was complete. A receiver must treat it as incomplete, not as a shorter message.',
  },
}

export default en
