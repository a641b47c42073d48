/** Words held to one form in each language that need no entry in the glossary; the check says when nothing uses one any more. */
import type { HouseWord } from './term-entry.ts'

export const HOUSE_WORDS: readonly HouseWord[] = [
  // What the server does with a long poll until it has an answer.
  { name: { en: 'held', zh: '挂起' } },
  { name: { en: 'publish', zh: '发布' } },
  // From published to delivered.
  { name: { en: 'late', zh: '晚' } },
  { name: { en: 'each way', zh: '单程' } },
  // Between two polls.
  { name: { en: 'interval', zh: '间隔' } },
  { name: { en: 'server', zh: '服务器' }, not: { zh: ['服务端', '伺服器'] } },
  { name: { en: 'browser', zh: '浏览器' } },
  { name: { en: 'client', zh: '客户端' }, not: { zh: ['用户端'] } },
  { name: { en: 'tab', zh: '标签页' }, not: { zh: ['选项卡'] } },
  // One of the columns of a figure.
  { name: { en: 'lane', zh: '栏' }, not: { zh: ['第一列', '那一列', '这一列', '旁边一列'] } },
  // The element. A frame of a WebSocket has a word of its own.
  { name: { en: 'iframe', zh: 'iframe' }, not: { zh: ['内联框架'] } },
  // What holds messages apart: chunk sizes, field names, frame heads. No form with the word for frames, which only WebSocket has.
  { name: { en: 'framing', zh: '封装' }, not: { zh: ['包装', '成帧', '分帧'] } },
  // Of a line on which nothing passes, in either direction.
  { name: { en: 'stall', zh: '卡住' }, not: { zh: ['冻住'] } },
  // Of a connection, whatever ends it before its time; a reset is called so where it is one.
  { name: { en: 'cut', zh: '断开' }, not: { zh: ['剪断', '掐断', '切断'] } },
  // What a tab shows, and what an iframe holds.
  { name: { en: 'page', zh: '页面' }, not: { zh: ['网页'] } },
  { name: { en: 'ticket', zh: '票据' }, not: { zh: ['过期的票，', '门票'] } },
  // How the bytes of a run came to be there.
  { name: { en: 'recorded', zh: '录' }, not: { zh: ['抄自', '抄下'] } },
  // Counted and numbered alike: 四个比特，第0比特.
  { name: { en: 'bit', zh: '比特' }, not: { zh: ['比特位', '逐位', '翻转一位', '位元'] } },
  // The file that runs.
  { name: { en: 'source', zh: '源码' }, not: { zh: ['源代码'] } },
]
