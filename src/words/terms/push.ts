/** Terms of the glossary: the techniques of push, and what polling is made of. */
import type { TermEntry } from './term-entry.ts'

export const PUSH_TERMS = {
  'server-push': {
    name: { en: 'server push', zh: '服务器推送' },
    also: { zh: ['服务端推送', '服务器推'] },
    meaning: {
      en: 'Telling a page that something has happened, when it happens, without waiting for the page to ask. Not HTTP/2 server push, which filled the cache, and not Web Push, which wakes a page that is closed.',
      zh: '事情一发生就告诉页面，不等页面来问。它和HTTP/2的服务器推送（往缓存里放东西）、Web Push通知（唤醒已经关掉的页面）是三回事。',
    },
  },
  comet: {
    name: { en: 'Comet', zh: 'Comet' },
    meaning: {
      en: 'The name, from 2006, for pushing to a page over plain HTTP, by long polling or by a response that never ends.',
      zh: '2006年起的名字，指只靠普通的HTTP把消息推给页面：要么长轮询，要么让一个响应永不结束。',
    },
    clause: { rfc: 6202, section: '1' },
  },
  'short-polling': {
    name: { en: 'short polling', zh: '短轮询' },
    not: { zh: ['轮训', '短连接'] },
    also: { en: ['polling'], zh: ['轮询'] },
    meaning: {
      en: 'Asking again and again at an interval; the server answers at once, mostly with nothing.',
      zh: '每隔一段时间问一次，服务器总是立刻回答，多数时候答的是“没有”。',
    },
  },
  'long-polling': {
    name: { en: 'long polling', zh: '长轮询' },
    not: { zh: ['长连接'] },
    also: { en: ['hanging GET'] },
    meaning: {
      en: 'Asking once and letting the server hold its response back until it has something to say; then asking again.',
      zh: '问一次，服务器有话可说时才回答；收到响应，再问下一次。',
    },
    clause: { rfc: 6202, section: '2.1' },
  },
  'http-streaming': {
    name: { en: 'HTTP streaming', zh: 'HTTP流' },
    also: { zh: ['流式传输'] },
    meaning: {
      en: 'Answering a request with a response that goes on: each event is one more piece of it.',
      zh: '用一个不结束的响应来回答请求，每个事件都是它新来的一段。',
    },
    clause: { rfc: 6202, section: '3.1' },
  },
  'hidden-iframe': {
    name: { en: 'hidden iframe', zh: '隐藏iframe' },
    also: { en: ['forever frame'] },
    meaning: {
      en: 'An iframe that nobody sees and whose page never ends. Each event arrives in it as a script, which the browser runs on arrival.',
      zh: '页面里看不见的iframe，它的文档永远收不完；每个事件都是其中的一段脚本，到一段，浏览器就执行一段。',
    },
  },
  htmlfile: {
    name: { en: 'htmlfile', zh: 'htmlfile' },
    also: { zh: ['htmlfile控件'] },
    meaning: {
      en: 'A control of Internet Explorer, a document in no window. An iframe inside it streamed without the window showing that something loads.',
      zh: 'Internet Explorer的一个控件，是不属于任何窗口的文档。把iframe放进去，流在传，窗口也不会显示正在加载。',
    },
  },
  'load-indicator': {
    name: { en: 'load indicator', zh: '加载指示' },
    also: { en: ['throbber'] },
    meaning: {
      en: 'The icon a browser spins, or the bar it fills, while a page loads. With a page that never ended, it never stopped.',
      zh: '页面加载时浏览器转动的图标或走动的进度条。页面永不结束，它就停不下来。',
    },
  },
  feed: {
    name: { en: 'feed', zh: '消息来源' },
    meaning: {
      en: 'The events that a lab makes: a match, a stock ticker.',
      zh: '实验室里事件的来源：一场比赛，或者股票行情。',
    },
  },
  event: {
    name: { en: 'event', zh: '事件' },
    meaning: {
      en: 'One piece of news of the feed, with a number. Where the events of the browser’s scripts are meant, the text says so.',
      zh: '消息来源里发生的一件事，带编号，比如一个进球。若指浏览器脚本里的事件，文中会说明。',
    },
  },
  hold: {
    name: { en: 'held request', zh: '挂起的请求' },
    meaning: {
      en: 'A request that the server has read and leaves unanswered until it has something to say.',
      zh: '服务器已经读到、却先不回答的请求，等有话可说时才回答。',
    },
    clause: { rfc: 6202, section: '2.1' },
  },
  cursor: {
    name: { en: 'cursor', zh: '游标' },
    not: { zh: ['光标'] },
    also: { en: ['sequence number'], zh: ['序列号'] },
    meaning: {
      en: 'The number of the last event the page has had; with it the page says what it still lacks.',
      zh: '页面收到的最后一个事件的编号；带上它，就说清了还缺哪些。',
    },
  },
  'empty-answer': {
    name: { en: 'empty response', zh: '空响应' },
    meaning: {
      en: 'A response to a poll that says that nothing has happened. It costs two heads all the same.',
      zh: '对一次轮询的响应：什么也没发生。来回两份首部照样要花。',
    },
  },
  burst: {
    name: { en: 'burst', zh: '突发' },
    meaning: {
      en: 'Several events at almost the same time.',
      zh: '几个事件几乎同时到来。',
    },
  },
  lab: {
    name: { en: 'lab', zh: '实验室' },
    not: { zh: ['沙盒'] },
    meaning: {
      en: 'The room on the server that a figure opens for one reader: its own feed, its own connections, its own record.',
      zh: '一张图在服务器上为一位读者单独开的房间：有自己的消息来源、自己的连接、自己的记录。',
    },
  },
  'recorded-run': {
    name: { en: 'recorded run', zh: '录制' },
    not: { zh: ['录像'] },
    meaning: {
      en: 'A run of a real browser against the real server, kept with its bytes; what a figure shows until you press Start.',
      zh: '真实的浏览器对着真实的服务器跑过一次，连字节一起录下来；按“开始”之前，图里就是它。',
    },
  },
} as const satisfies Record<string, TermEntry>
