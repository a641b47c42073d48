/** What the figure of stream ends says, English and Simplified Chinese. Used by `src/widgets/stream-ends`. */
import type { Place, StreamEndKind } from '../figures/stream-ends/facts.ts'
import type { ConnectionEnd } from '../wire/trace/trace.ts'
import { spanEn, spanZh } from './duration.ts'
import type { Language } from './languages.ts'

export interface StreamEndsWords {
  readonly title: string
  readonly place: string
  readonly places: Readonly<Record<Place, string>>
  readonly placeNotes: Readonly<Record<Place, string>>
  readonly end: Readonly<Record<StreamEndKind, string>>
  readonly try: string
  readonly tryLabel: (end: string) => string
  readonly trying: string
  readonly columns: {
    readonly end: string
    readonly wire: string
    readonly errors: string
    readonly state: string
    readonly again: string
    readonly lastEventId: string
  }
  readonly notTried: string
  /** The answer's status and type, and how it ended. */
  readonly wire: (answer: string, how: string) => string
  /** How the answer ended on the wire. */
  readonly whole: string
  readonly goesOn: string
  readonly cut: Readonly<Record<ConnectionEnd, string>>
  readonly againAfter: (ms: number) => string
  readonly followed: (ms: number) => string
  readonly neverAgain: (watchedMs: number) => string
  readonly watching: string
  readonly noLastEventId: string
  readonly summary: (gaveUp: number, cameBack: number) => string
  readonly said: (end: string, what: string) => string
}

export const STREAM_ENDS_WORDS: Readonly<Record<Language, StreamEndsWords>> = {
  en: {
    title: 'What ends an EventSource for good',
    place: 'The answer comes',
    places: { first: 'to the first request', later: 'when the browser comes back' },
    placeNotes: {
      first:
        'The first request of a new EventSource gets the answer you pick. After it, the lab serves its ordinary stream.',
      later:
        'First a good stream: it sets the reconnection time to one second, sends an event with the id 7, and ends. The request that comes back gets the answer you pick. After it, the lab serves its ordinary stream.',
    },
    end: {
      finished: 'a stream that ends',
      reset: 'a stream that is cut (RST)',
      '204': '204 No Content',
      '301': '301, with a Location',
      '401': '401 Unauthorized',
      '404': '404 Not Found',
      '500': '500 Internal Server Error',
      '503': '503, Retry-After: 1',
      json: '200, application/json',
      charset: '200, charset=gbk',
    },
    try: 'Try',
    tryLabel: (end) => `Try: ${end}`,
    trying: 'trying …',
    columns: {
      end: 'the server answers',
      wire: 'on the wire',
      errors: 'error events',
      state: 'readyState then',
      again: 'asked again',
      lastEventId: 'Last-Event-ID sent',
    },
    notTried: 'not tried yet',
    wire: (answer, how) => `${answer}, ${how}`,
    whole: 'whole',
    goesOn: 'goes on',
    cut: {
      fin: 'the browser hung up',
      reset: 'cut by RST',
      timeout: 'timed out',
      'closed-by-server': 'closed by the server',
    },
    againAfter: (ms) => `after ${spanEn(ms)}`,
    followed: (ms) => `at once, as told (${spanEn(ms)})`,
    neverAgain: (ms) => `no, in ${spanEn(ms)}`,
    watching: 'watching …',
    noLastEventId: 'none',
    summary: (gaveUp, cameBack) => `Gave up for good: ${gaveUp}. Came back: ${cameBack}.`,
    said: (end, what) => `${end}: ${what}`,
  },
  zh: {
    title: '什么会让EventSource就此罢手',
    place: '这个响应给谁',
    places: { first: '第一次请求', later: '浏览器重连时的请求' },
    placeNotes: {
      first: '新建的EventSource发出第一个请求，得到你选的响应。之后再来的请求，由实验室按平常的流回答。',
      later:
        '先给一个正常的流：把重连间隔设为一秒，发一个ID为7的事件，然后结束。浏览器重连时的请求得到你选的响应。之后再来的请求，由实验室按平常的流回答。',
    },
    end: {
      finished: '流正常结束',
      reset: '流被掐断（RST）',
      '204': '204 No Content',
      '301': '301，带Location',
      '401': '401 Unauthorized',
      '404': '404 Not Found',
      '500': '500 Internal Server Error',
      '503': '503，Retry-After: 1',
      json: '200，application/json',
      charset: '200，charset=gbk',
    },
    try: '试试',
    tryLabel: (end) => `试试：${end}`,
    trying: '正在试……',
    columns: {
      end: '服务器的响应',
      wire: '线路上',
      errors: 'error事件',
      state: '之后的readyState',
      again: '又去问了吗',
      lastEventId: '带去的Last-Event-ID',
    },
    notTried: '还没试过',
    wire: (answer, how) => `${answer}，${how}`,
    whole: '完整',
    goesOn: '还开着',
    cut: {
      fin: '浏览器挂断了',
      reset: '被RST掐断',
      timeout: '超时',
      'closed-by-server': '由服务器关闭',
    },
    againAfter: (ms) => `${spanZh(ms)}之后`,
    followed: (ms) => `立刻，照它说的去（${spanZh(ms)}）`,
    neverAgain: (ms) => `没有，看了${spanZh(ms)}`,
    watching: '还在看……',
    noLastEventId: '没有',
    summary: (gaveUp, cameBack) => `就此罢手的：${gaveUp}种。又去问的：${cameBack}种。`,
    said: (end, what) => `${end}：${what}`,
  },
}
