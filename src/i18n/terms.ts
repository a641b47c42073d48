/** The terms that prose marks at their first use, in both languages, with a sentence each. The whole list is docs/glossary.md. */
import type { Language } from './languages.ts'

export interface TermEntry {
  readonly name: Readonly<Record<Language, string>>
  readonly meaning: Readonly<Record<Language, string>>
}

export const TERMS = {
  hold: {
    name: { en: 'held request', zh: '挂起的请求' },
    meaning: {
      en: 'A request that the server has read and leaves unanswered until it has something to say.',
      zh: '服务器已经读到、却先不回答的请求，等有话可说时才回答。',
    },
  },
  cursor: {
    name: { en: 'cursor', zh: '游标' },
    meaning: {
      en: 'The number of the last event the page has had; with it the page says what it still lacks.',
      zh: '页面收到的最后一个事件的编号；带上它，就说清了还缺哪些。',
    },
  },
  slice: {
    name: { en: 'slice', zh: '切片' },
    meaning: {
      en: 'What one read or one write handed over. Not a TCP segment, not an HTTP chunk.',
      zh: '一次读或一次写交出来的字节。既不是TCP段，也不是HTTP分块。',
    },
  },
} as const satisfies Record<string, TermEntry>

export type TermId = keyof typeof TERMS
