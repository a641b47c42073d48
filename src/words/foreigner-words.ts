/** Every word of the figure in which a page from elsewhere tries, English and Chinese. Used by `src/widgets/foreigner`. */
import type { ForeignTry } from '../figures/cross-origin/facts.ts'
import type { Language } from './languages.ts'

type Api = 'WebSocket' | 'EventSource'

export interface ForeignerWords {
  readonly title: (api: Api) => string
  readonly recorded: string
  readonly live: string
  readonly tries: Readonly<Record<ForeignTry, string>>
  readonly tryIt: Readonly<Record<ForeignTry, string>>
  readonly frame: string
  readonly frameEmpty: string
  readonly request: string
  readonly answer: string
  readonly script: string
  readonly none: string
  readonly starting: string
  readonly stop: string
  readonly gone: string
  readonly refused: (message: string) => string
  readonly taken: string
  readonly turnedAway: (status: number) => string
  readonly kept: (status: number) => string
  readonly needsScript: string
}

export const FOREIGNER_WORDS: Readonly<Record<Language, ForeignerWords>> = {
  en: {
    title: (api) => `A page from elsewhere tries its ${api}`,
    recorded: 'recorded run',
    live: 'live, yours',
    tries: {
      ws: 'WebSocket',
      sse: 'EventSource, without permission',
      'sse-allowed': 'EventSource, with Access-Control-Allow-Origin',
    },
    tryIt: {
      ws: 'Let it try',
      sse: 'Let it try without permission',
      'sse-allowed': 'Let it try with permission',
    },
    frame: 'The page itself, in a sandboxed iframe',
    frameEmpty: 'The iframe is made when you let it try.',
    request: 'What it asked, from the wire',
    answer: 'What the server answered',
    script: 'What its script learnt',
    none: 'Not tried yet.',
    starting: 'Making a lab …',
    stop: 'Stop',
    gone: 'The server does not answer. Try again in a moment.',
    refused: (message) => `The server refused: ${message}`,
    taken: 'The server let it in, and its script may read.',
    turnedAway: (status) =>
      `The server turned it away with ${status}. Its script learns no more than that it closed.`,
    kept: (status) => `The server answered ${status}, and the browser kept the answer from the script.`,
    needsScript: 'Trying needs JavaScript; this is the recorded run.',
  },
  zh: {
    title: (api) => `别处的页面来试${api}`,
    recorded: '录制的运行',
    live: '实时，你自己的',
    tries: {
      ws: 'WebSocket',
      sse: 'EventSource，没有许可',
      'sse-allowed': 'EventSource，带Access-Control-Allow-Origin',
    },
    tryIt: {
      ws: '让它试试',
      sse: '不给许可，让它试试',
      'sse-allowed': '给它许可，让它试试',
    },
    frame: '那个页面，在沙箱iframe里',
    frameEmpty: '你让它试，才会有这个iframe。',
    request: '它问了什么，取自线路',
    answer: '服务器怎么答的',
    script: '它的脚本得知什么',
    none: '还没有试过。',
    starting: '正在建实验室……',
    stop: '停止',
    gone: '服务器没有响应，过一会儿再试。',
    refused: (message) => `服务器拒绝了：${message}`,
    taken: '服务器放它进来了，它的脚本可以读。',
    turnedAway: (status) => `服务器用${status}把它挡在门外。它的脚本只知道连接关了。`,
    kept: (status) => `服务器答了${status}，浏览器却没有把响应交给脚本。`,
    needsScript: '要让它试，得启用JavaScript；这里是录制的运行。',
  },
}
