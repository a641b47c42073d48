/**
 * The words of the site's frame, in both languages: header, footer, lists, small labels of the prose components.
 * What widgets say has its own tables; what chapters say is in `content/chapters`.
 */
import type { Language } from './languages.ts'
import en, { type SiteWords } from './site-words.en.ts'
import zh from './site-words.zh.ts'

export type { SiteWords }

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

export const SITE_WORDS: Readonly<Record<Language, SiteWords>> = { en, zh }
