import { linked } from './links.ts'
import type { Words } from '../../words/languages.ts'

const en = {
  title: 'Five cases',
  cases: {
    'score-board': {
      name: 'A score board',
      what: 'A hundred thousand people look at the same page. There is a goal now and then; nobody minds hearing of it ten seconds late.',
      more: 'Nobody’s page has anything to say, everybody gets the same response, and it may be old. That is what caches are for. Should ten seconds be too late, it becomes SSE.',
    },
    chat: {
      name: 'A chat',
      what: 'A line of text every few seconds from each person, and it should be there at once.',
      more: 'A POST for each line is affordable. Add “is typing …” at every key, and the third answer below becomes “many times a second”; then it is WebSocket.',
    },
    cursors: {
      name: 'A shared drawing board, or a game',
      what: 'Everybody’s pointer moves on everybody’s screen, twenty positions a second.',
      more: 'Here the head of a POST would be most of what crosses. Where a lost position is better than a late one, WebSocket is not the end of it: one lost segment holds back all behind it.',
    },
    'language-model': {
      name: 'Tokens of a language model',
      what: 'One question of some kilobytes goes up; one answer comes down, word by word, and then it is over.',
      more: 'The format of SSE without EventSource: its GET cannot carry the question, and after the end it would ask again, and pay again.',
    },
    'order-status': {
      name: 'An order’s status, in strangers’ offices',
      what: 'Three messages an hour, to customers behind corporate proxies that you will never see.',
      more: 'If a proxy holds the stream back, not even the first event comes. Send one at once, and where it is not there within some seconds, fall back to a long poll: its responses end, so every proxy lets them through.',
    },
  },
  reveal: 'What we would take',
  choices: {
    'short-poll': 'short polling, with a cache',
    'fetch-stream': 'fetch, with an event stream in response',
    sse: 'SSE',
    'sse-and-post': 'SSE, and POST upward',
    ws: 'WebSocket',
  },
  because: 'Because',
  lookOut: 'Look out for',
  own: 'And yours?',
  ownHint: 'Five questions. The answer changes as you answer, and says why.',
  questions: {
    shape: {
      asks: 'What comes down?',
      answers: { 'goes-on': 'news, without end', 'one-answer': 'one long answer to one question' },
    },
    lateness: {
      asks: 'How late may it be?',
      answers: { 'at-once': 'it should be there at once', seconds: 'ten seconds do no harm' },
    },
    up: {
      asks: 'What does the page say?',
      answers: {
        never: 'nothing',
        seldom: 'something now and then',
        often: 'something many times a second',
      },
    },
    content: { asks: 'What is it made of?', answers: { text: 'text', binary: 'much of it binary' } },
    way: {
      asks: 'What stands between?',
      answers: { known: 'servers that you set up', unknown: 'other people’s proxies' },
    },
  },
  ourAnswer: (choice: string) => `We would take ${choice}.`,
  reasons: linked({
    'ends-by-itself': [
      'The response comes to an end, and that is all. An EventSource takes the end for a break, and asks again.',
      'ten responses, and which bring it back',
    ],
    'asks-by-post': [
      'fetch can send a body and header lines, has a status to read, and can be aborted.',
      'the same feed by fetch',
    ],
    'cached-for-all': [
      'One response serves everybody, out of a cache, and “nothing new” has no body.',
      '304 on the wire',
    ],
    'half-an-interval': ['It is late by half an interval on average, and that was allowed.', 'measure it'],
    'said-often': [
      'A frame adds a few bytes to what the page says, a POST a head and a response.',
      'the bytes, side by side',
    ],
    'bytes-as-they-are': [
      'Frames carry bytes as they are; in an event stream bytes grow by a third.',
      'a kilobyte, measured',
    ],
    'one-way-is-enough': [
      'All the news comes down. A second direction would be code for nothing.',
      'one response that goes on',
    ],
    'comes-back-by-itself': ['After a break the browser comes back and says where it was.', 'both, cut'],
    'seldom-is-cheap': [
      'A request now and then costs little, and its status says that the message arrived.',
      'both, on one ladder',
    ],
    'plain-http': [
      'It is a plain request and response: every proxy passes it on, if not always at once, and each response can be made to end where that is needed.',
      'the same code as a long poll',
    ],
  }),
  watch: linked({
    'six-connections': [
      'Over HTTP/1.1 a browser has six connections to a host, for all its tabs.',
      'the seventh',
    ],
    buffering: ['A proxy may hold your stream back until it has enough.', 'such a proxy'],
    'upgrade-refused': [
      'A proxy that does not know Upgrade ends it with 1006; TLS keeps most of them out.',
      'ways to 1006',
    ],
    'coming-back-is-yours': [
      'Reconnecting, waiting, and knowing what was missed are your code.',
      'ours, at work',
    ],
    silence: [
      'A dead connection says nothing: have a heartbeat that the script can see.',
      'a cut you hear of, and one you do not',
    ],
    base64: ['Bytes have to become text, a third longer.', 'a kilobyte, measured'],
    'resume-is-yours': [
      'After a break nothing resumes by itself; somebody has to have kept what was said.',
      'who kept the events',
    ],
  }),
  /** What the answers up to a question leave. */
  left: (choices: readonly string[]) =>
    choices.length === 1 ? `That settles it: ${choices[0]}.` : `Still possible: ${choices.join('; ')}.`,
}

export type ChooseWords = Words<typeof en>

export default en
