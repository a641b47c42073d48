/**
 * The words of the site's frame, in both languages: header, footer, lists, small labels of the prose components.
 * What widgets say has its own tables; what chapters say is in `content/chapters`.
 */
import type { Language } from './languages.ts'

/** The six chapters in their order. A chapter without a file in `content/chapters` is listed as not yet written. */
export const CHAPTERS = [
  { slug: 'comet', title: { en: 'Comet', zh: 'Comet' } },
  { slug: 'long-polling', title: { en: 'Polling, and the poll that waits', zh: '短轮询，长轮询' } },
  { slug: 'iframe-streaming', title: { en: 'A page that never ends', zh: '永不结束的页面' } },
  { slug: 'websocket', title: { en: 'WebSocket', zh: 'WebSocket' } },
  { slug: 'sse', title: { en: 'Server-Sent Events', zh: '服务器发送事件' } },
  { slug: 'sse-vs-websocket', title: { en: 'SSE beside WebSocket', zh: 'SSE与WebSocket' } },
] as const satisfies readonly { readonly slug: string; readonly title: Readonly<Record<Language, string>> }[]

export type ChapterSlug = (typeof CHAPTERS)[number]['slug']

export interface SiteWords {
  readonly siteTitle: string
  readonly skipToText: string
  readonly chapters: string
  readonly race: string
  readonly inspector: string
  readonly onThisPage: string
  readonly notYetWritten: string
  readonly chapterEnds: string
  readonly previous: string
  readonly next: string
  readonly theme: string
  readonly themeNames: Readonly<Record<'light' | 'dark' | 'system', string>>
  readonly footer: string
  readonly footerClock: string
  readonly notFoundTitle: string
  readonly notFoundText: string
  readonly notFoundHome: string
  readonly correctionLabel: string
  /** What stands over what is said: facts of the notes begin with F, what is widely repeated with P. */
  readonly correctionSaid: (id: string) => string
  readonly correctionIs: string
  readonly correctionAnchor: (id: string) => string
  readonly correctionListed: (id: string) => string
  readonly correctionRun: string
  readonly corrections: string
  readonly glossary: string
  readonly reference: string
  readonly glossaryAlso: string
  readonly glossaryComma: string
  readonly glossaryFirst: (chapter: number) => string
  readonly glossaryLetters: string
  readonly noteLabel: string
  readonly sourceLabel: (file: string) => string
  readonly sourceLines: (from: number, to: number) => string
  readonly headLabel: (direction: 'client-to-server' | 'server-to-client') => string
  readonly fromCapture: (capture: string) => string
}

export const SITE_WORDS: Readonly<Record<Language, SiteWords>> = {
  en: {
    siteTitle: 'Comet on the wire',
    skipToText: 'Skip to the text',
    chapters: 'Chapters',
    race: 'Race',
    inspector: 'Inspector',
    onThisPage: 'On this page',
    notYetWritten: 'not yet written',
    chapterEnds: 'The chapters before and after',
    previous: 'Before this',
    next: 'Next',
    theme: 'Theme',
    themeNames: { light: 'light', dark: 'dark', system: 'as the system' },
    footer:
      'When you press Start, the server opens a room for you alone and records the bytes your browser exchanges with it there, so that the page can show them to you. The record is kept in memory, never on a disk, and goes with the room, a minute after you leave. Cookies and other secrets are starred before anything is kept. There are no accounts and no counters.',
    footerClock:
      'Guesses, goals and the theme you chose are remembered by your own browser and sent nowhere.',
    notFoundTitle: '404: nothing at this address',
    notFoundText:
      'The server looked and found no page here. That is a whole answer too: a status line, some header lines, and this content. If a link on this site brought you, the link is wrong.',
    notFoundHome: 'Go to the first page',
    correctionLabel: 'Correction',
    correctionSaid: (id) => (id.startsWith('P') ? 'One often reads' : 'The notes say'),
    correctionIs: 'What is so',
    correctionAnchor: (id) => `Link to correction ${id}`,
    correctionListed: (id) => `${id} in the list of corrections`,
    correctionRun: 'See it run',
    corrections: 'Corrections',
    glossary: 'Glossary',
    reference: 'To look things up',
    glossaryAlso: 'Also:',
    glossaryComma: ', ',
    glossaryFirst: (chapter) => `First met in chapter ${chapter}`,
    glossaryLetters: 'By letter',
    noteLabel: 'Note',
    sourceLabel: (file) => `Source of ${file}`,
    sourceLines: (from, to) => (from === to ? `line ${from}` : `lines ${from}–${to}`),
    headLabel: (direction) => (direction === 'client-to-server' ? 'request head' : 'response head'),
    fromCapture: (capture) => `recorded, from the run “${capture}”`,
  },
  zh: {
    siteTitle: '看得见的服务器推送',
    skipToText: '跳到正文',
    chapters: '章节',
    race: '赛跑',
    inspector: '逐帧看',
    onThisPage: '本页内容',
    notYetWritten: '还没写',
    chapterEnds: '上一章与下一章',
    previous: '上一章',
    next: '下一章',
    theme: '配色',
    themeNames: { light: '浅色', dark: '深色', system: '跟随系统' },
    footer:
      '按下“开始”后，服务器会为你单独开一间实验室，把你的浏览器在其中收发的字节记下来，好让页面放给你看。记录只在内存里，不写磁盘；你离开一分钟后，它和实验室一起消失。Cookie之类的敏感值在记录之前就已换成星号。这里没有账号，也不统计访问。',
    footerClock: '猜过的答案、达成的目标和选定的配色由你自己的浏览器记着，不会发给任何人。',
    notFoundTitle: '404：这个地址上什么也没有',
    notFoundText:
      '服务器找过了，这里没有页面。这同样是一个完整的响应：一行状态、几行首部，外加你正在读的内容。如果是本站的链接把你带到这里，那是链接写错了。',
    notFoundHome: '回到首页',
    correctionLabel: '订正',
    correctionSaid: (id) => (id.startsWith('P') ? '常有人说' : '笔记里说'),
    correctionIs: '实际上',
    correctionAnchor: (id) => `订正${id}的链接`,
    correctionListed: (id) => `在订正列表中查看${id}`,
    correctionRun: '看它运行',
    corrections: '订正',
    glossary: '术语表',
    reference: '备查',
    glossaryAlso: '也叫：',
    glossaryComma: '、',
    glossaryFirst: (chapter) => `初见于第${chapter}章`,
    glossaryLetters: '按字母查',
    noteLabel: '旁注',
    sourceLabel: (file) => `${file}的源码`,
    sourceLines: (from, to) => (from === to ? `第${from}行` : `第${from}–${to}行`),
    headLabel: (direction) => (direction === 'client-to-server' ? '请求首部' : '响应首部'),
    fromCapture: (capture) => `录自“${capture}”这次运行`,
  },
}
