/** Words of the figure that shows how the document of an iframe stream grows. English and Simplified Chinese. */
import type { Language } from './languages.ts'

export interface IframeGrowthWords {
  readonly title: string
  readonly recorded: string
  readonly live: string
  readonly bytesAxis: string
  readonly timeAxis: string
  readonly held: string
  readonly needed: string
  /** The same with how many scripts it holds. */
  readonly heldScripts: (count: number) => string
  readonly thrownAway: string
  readonly byBytes: string
  readonly byBytesValue: (scripts: number, bytes: number) => string
  readonly newest: string
  readonly newestValue: (bytes: number) => string
  readonly byDocument: string
  readonly byDocumentValue: (scripts: number, characters: number) => string
  readonly noDocument: string
  readonly bytes: (count: number) => string
  readonly asTable: string
  readonly second: string
  readonly scriptsHeld: string
  readonly bytesHeld: string
  readonly label: (scripts: number, bytes: number) => string
}

const number = (count: number): string => count.toLocaleString('en')

export const IFRAME_GROWTH_WORDS: Readonly<Record<Language, IframeGrowthWords>> = {
  en: {
    title: 'The document nobody sees',
    recorded: 'recorded run',
    live: 'live, yours',
    bytesAxis: 'bytes of HTML it holds',
    timeAxis: 'seconds since it was asked for',
    held: 'the document',
    needed: 'the newest event',
    heldScripts: (count) => `the document, ${count} ${count === 1 ? 'script' : 'scripts'}`,
    thrownAway: 'thrown away',
    byBytes: 'By the bytes that crossed',
    byBytesValue: (scripts, bytes) =>
      `${number(scripts)} ${scripts === 1 ? 'script' : 'scripts'}, ${number(bytes)} bytes`,
    newest: 'What the page needs of it',
    newestValue: (bytes) => `${number(bytes)} bytes, the newest event`,
    byDocument: 'Your iframe’s own document says (it hides the nonces)',
    byDocumentValue: (scripts, characters) =>
      `${number(scripts)} ${scripts === 1 ? 'script' : 'scripts'}, ${number(characters)} characters`,
    noDocument: 'while a run of yours is on',
    bytes: (count) => number(count),
    asTable: 'The same as a table',
    second: 'Second',
    scriptsHeld: 'Scripts held',
    bytesHeld: 'Bytes held',
    label: (scripts, bytes) =>
      `The document grows with every script that arrives: ${scripts} scripts and ${bytes} bytes at the end`,
  },
  zh: {
    title: '没人看见的那个文档',
    recorded: '录制的运行',
    live: '实时，你自己的',
    bytesAxis: '它留着的HTML，字节',
    timeAxis: '发出请求后的秒数',
    held: '文档',
    needed: '最新的事件',
    heldScripts: (count) => `文档，${count}个脚本`,
    thrownAway: '整个丢掉',
    byBytes: '按线路上的字节算',
    byBytesValue: (scripts, bytes) => `${number(scripts)}个脚本，${number(bytes)}字节`,
    newest: '页面用得着的部分',
    newestValue: (bytes) => `${number(bytes)}字节，就是最新的事件`,
    byDocument: '你的iframe里的文档自己说（nonce它不给看）',
    byDocumentValue: (scripts, characters) => `${number(scripts)}个脚本，${number(characters)}个字符`,
    noDocument: '你自己的运行开着时才有',
    bytes: (count) => number(count),
    asTable: '同样的内容，列成表',
    second: '秒',
    scriptsHeld: '留着的脚本',
    bytesHeld: '留着的字节',
    label: (scripts, bytes) => `每来一个脚本，文档就大一点：到最后有${scripts}个脚本，${bytes}字节`,
  },
}
