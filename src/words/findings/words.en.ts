import type { ConnectionEnd } from '../../wire/trace/trace.ts'
import type { Facts, FindingCode } from '../../wire/findings/finding.ts'

/** What is said of a finding. */
export interface FindingText {
  /** What was seen, with its numbers. */
  readonly says: (facts: Facts) => string
  readonly harm: string
  readonly remedy: string
}

const ENDED: Readonly<Record<ConnectionEnd, string>> = {
  fin: 'the client hung up',
  reset: 'a reset',
  timeout: 'a proxy or another middlebox gave it up',
  'closed-by-server': 'the server hung up',
}

const TEXTS: Readonly<Record<FindingCode, FindingText>> = {
  'stream-head': {
    says: ({ what, value }) =>
      what === 'type'
        ? `An event stream that calls itself ${value === '' ? 'nothing' : value}.`
        : what === 'compressed'
          ? `An event stream that is compressed (${value}).`
          : `An event stream with a length: it ends after ${value} bytes.`,
    harm: 'An EventSource takes nothing but text/event-stream, and gives up on any other type. A compressor keeps events until it has enough of them. A stream that ends is requested again some seconds later, over and over.',
    remedy:
      'Content-Type: text/event-stream, no Content-Length, and compression switched off for this response (or flushed after each event; Cache-Control: no-transform asks proxies for the same).',
  },
  'events-in-one-write': {
    says: ({ events, seconds }) =>
      `Again and again several events come at once: ${events} in one write after ${seconds} s without any.`,
    harm: 'Something holds them back (a proxy that buffers, a compressor, a write that is not flushed), or they are made in batches. Whoever waits for the first of them waits for all.',
    remedy:
      'Flush after each event. Tell proxies to pass them on: X-Accel-Buffering: no, proxy_buffering off.',
  },
  'silent-stream': {
    says: ({ seconds }) => `Nothing came on this stream for ${seconds} s, not even a comment.`,
    harm: 'Proxies and other middleboxes drop what is silent, often after a minute, and tell nobody: the page goes on waiting for events that cannot come.',
    remedy: 'Send a comment line (": alive") every 15 s or so.',
  },
  'event-ids': {
    says: ({ what, events, from, to }) =>
      what === 'none' ? `${events} events, and none has an id.` : `An id goes back, from ${from} to ${to}.`,
    harm: 'A client that comes back says with Last-Event-ID what it had. Without an id it cannot, and what happened meanwhile is lost; with one that goes back it gets events twice, or too few.',
    remedy: 'Give each event an id that the server can go on from, in the order in which events happen.',
  },
  'bad-retry': {
    says: ({ what, value }) =>
      what === 'zero' ? 'retry: 0.' : `retry: ${value}, which is not all digits and is ignored.`,
    harm: 'With 0 all clients come back at once, each time, and a server that is just starting gets them all. What is ignored leaves the browser’s own pause, some seconds.',
    remedy: 'retry: 3000, in milliseconds and digits alone; better still with a random part.',
  },
  'injected-field': {
    says: ({ what, name }) =>
      what === 'field'
        ? `A line ${name}: follows data where it usually does not, as a line break inside the data would produce.`
        : `A line “${name}” after data is not a field: it is lost.`,
    harm: 'What follows a line break in data is read as a field. Text is lost; and whoever writes the text can set the type or the id of events for everybody.',
    remedy:
      'Write data: before each line of it (splitting at CR LF, CR and LF), or send JSON, whose strings have no line breaks.',
  },
  'doubled-event-source': {
    says: ({ what, open, before }) =>
      what === 'leak'
        ? `${open} streams of this address are open where there were ${before}: after an end, more came back than had gone.`
        : `${open} streams of one address from one browser, opened in the same moment.`,
    harm: 'An error handler that makes a new EventSource leaves the old one in place, which comes back by itself. Events come twice, and after a few cuts the browser’s six connections are gone.',
    remedy:
      'Let the EventSource come back by itself; make a new one only where readyState is CLOSED, after close(). Two tabs open it twice, too.',
  },
  'reconnection-rush': {
    says: ({ what, times, ms }) =>
      what === 'no-pause'
        ? `Asked again ${times} times, each within ${ms} ms of the end before.`
        : `${times} clients came back within ${ms} ms of each other, after one end of them all.`,
    harm: 'A server that cannot answer is asked all the more. One that has just come up gets all its clients at the same moment.',
    remedy: 'Wait before coming back, longer each time, and partly at random.',
  },
  'final-status': {
    says: ({ status }) => `Status ${status}: an EventSource gives up for good.`,
    harm: 'It comes back only after a stream that broke off or ended. After any other status it is closed, also after a 503 that a proxy answers during a deploy, and the page hears one error event.',
    remedy:
      'Make a new EventSource after a while where readyState is CLOSED. To send a client away, answer 204.',
  },
  'ignored-last-event-id': {
    says: ({ what, asked, id }) =>
      what === 'again'
        ? `Last-Event-ID: ${asked}, and the response begins with ${id}, which the client already had.`
        : `Last-Event-ID: ${asked}, and the response begins with ${id}: what lies between is lost.`,
    harm: 'The header is what makes a stream go on where it was cut. Where the server does not read it, each cut loses events, or repeats them.',
    remedy: 'Read Last-Event-ID, send what came after it, and say so where that is no longer kept.',
  },
  'long-poll-loop': {
    says: ({ what, times }) =>
      what === 'at-once'
        ? `${times} requests in a row, each answered at once with nothing new, the next asked at once.`
        : `${times} long polls with news, and no request says what its client has already.`,
    harm: 'A long poll that is not held is a poll as fast as the line allows. Without a cursor, what happens between a response and the next request is lost.',
    remedy:
      'Hold the request until there is news, or half a minute has passed. Let the response carry a cursor and the next request send it.',
  },
  'overlapping-polls': {
    says: ({ times }) => `Asked again ${times} times before the previous request was answered.`,
    harm: 'A timer asks faster than the server answers: requests pile up, responses overtake each other, and an older one may win.',
    remedy: 'Start the timer for the next poll when the response has arrived.',
  },
  'socket-without-ping': {
    says: ({ seconds }) => `Nothing crossed this WebSocket for ${seconds} s, and neither side ever pinged.`,
    harm: 'A connection that is cut in silence looks like one that is quiet. The server keeps sockets of clients that are gone; the page waits on one that is dead.',
    remedy:
      'Ping from the server every half minute and drop what sends no pong; a page cannot ping, so send it a message at a steady pace that it can expect.',
  },
  'socket-broken-off': {
    says: ({ what, code, by, how, reason, cause, bytes }) => {
      if (what === 'no-close') {
        const ended = ENDED[how as ConnectionEnd]
        return `Ended without a Close frame (scripts are told ${code}): ${ended}${cause === undefined ? '' : `, after a frame that breaks a rule (${cause})`}.`
      }
      const because =
        cause !== undefined
          ? ` for a frame that breaks a rule (${cause})`
          : bytes === undefined
            ? ''
            : ` for a message of ${bytes} bytes`
      return `Closed with ${code} by the ${by}${because}${reason === '' ? '' : `: “${reason}”`}.`
    },
    harm: 'A script is told the code and little else; whatever is on its way at that moment is lost. 1006 says only that nobody said goodbye.',
    remedy:
      'Put right what the frame shown as evidence gets wrong. Come back after a while, with a cursor. Where nobody sent a Close, look at what stands between: timeouts, restarts, limits.',
  },
  'six-connections': {
    says: ({ seconds }) =>
      `All six connections of one browser are taken by responses that go on; for ${seconds} s it asked for nothing else.`,
    harm: 'Over HTTP/1.1 a browser opens six connections to one host, for all its tabs together. The seventh request waits until one is free: the page hangs.',
    remedy:
      'HTTP/2 in front, or one stream for all that a page wants, or one tab that shares its own (BroadcastChannel).',
  },
}

const en = {
  title: 'What is wrong here?',
  none: 'Nothing that these fifteen rules know of.',
  count: (count: number) => (count === 1 ? '1 finding' : `${count} findings`),
  /** Over the exchanges, before the first finding. */
  wrong: (count: number) => (count === 1 ? 'One thing is wrong:' : `${count} things are wrong:`),
  harm: 'What it does',
  remedy: 'What helps',
  evidence: 'Show it',
  more: (index: number) => `and here (${index})`,
  again: (count: number) => `${count} times`,
  chapter: 'Explained in the chapter',
  text: (code: FindingCode): FindingText => TEXTS[code],
}

export type FindingWords = typeof en
export default en
