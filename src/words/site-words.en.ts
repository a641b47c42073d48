import type { Words } from './languages.ts'

const en = {
  siteTitle: 'Comet on the wire',
  skipToText: 'Skip to the text',
  chapters: 'Chapters',
  search: 'Search',
  race: 'Race',
  inspector: 'Inspector',
  /** On the home page: straight to one of them. */
  ways: {
    label: 'Straight to one of them',
    'short-poll': 'Short polling',
    'long-poll': 'Long polling',
    'iframe-stream': 'iframe streaming',
    sse: 'Server-Sent Events',
    ws: 'WebSocket',
    which: 'Which one should I choose?',
  },
  onThisPage: 'On this page',
  chapterEnds: 'The pages before and after',
  previous: 'Before this',
  next: 'Next',
  otherPages: 'On the other pages of this chapter',
  otherPlaces: 'Figures, goals, corrections and terms there',
  theme: 'Theme',
  themeNames: { light: 'light', dark: 'dark', system: 'like the system' },
  footer:
    'When you press Start, the server opens a room for you alone and records the bytes your browser exchanges with it there, so that the page can show them to you. The record is kept in memory, never on a disk, and goes with the room, a minute after you leave. Cookies and other secrets are starred before anything is kept. There are no accounts and no counters.',
  footerClock:
    'Guesses, goals, where you were and the theme you chose are remembered by your own browser and sent nowhere.',
  notFoundTitle: '404: nothing at this address',
  notFoundText:
    'The server looked and found no page here. That is a whole response too: a status line, some header lines, and this content. If a link on this site brought you, the link is wrong.',
  notFoundMeant: 'Perhaps you meant:',
  notFoundHome: 'Go to the first page',
  /** Below a figure that stands in another site. */
  embedFrom: (chapter: string) => `The text around it: ${chapter}`,
  /** What stands over what is said. */
  correctionSaid: 'Often said',
  correctionIs: 'In fact',
  /** In its place where what is said is right, and not all. */
  correctionAdds: 'Addition',
  correctionAnchor: (said: string) => `Link to this entry: ${said}`,
  correctionListed: 'This entry among all corrections',
  correctionRun: 'See it run',
  /** Heard after it. */
  correctionRunOf: (said: string) => `: ${said}`,
  corrections: 'Corrections',
  glossary: 'Glossary',
  teach: 'For teachers',
  tap: 'Tap your own server',
  allGoals: 'All goals, by chapter',
  large: 'Large, for a projector',
  reference: 'To look things up',
  glossaryAlso: 'Also',
  glossaryComma: ', ',
  glossaryFirst: (chapter: number) => `First met in chapter ${chapter}`,
  glossaryLetters: 'By letter',
  noteLabel: 'Note',
  /** The page of a recorded run. */
  capture: {
    title: (figure: string) => `Recorded run: ${figure}`,
    description: (figure: string) =>
      `Every byte of the recorded run “${figure}”, field by field with a sentence each, and its source.`,
    lead: 'What a figure shows before you press Start: the code that ran and every byte that crossed, to read without script.',
    file: 'The run as a file',
    sources: 'The code that ran',
    bytes: 'What crossed, field by field',
  },
  sourceLabel: (file: string) => `Source of ${file}`,
  sourceLines: (from: number, to: number) => (from === to ? `line ${from}` : `lines ${from}–${to}`),
  headLabel: (direction: 'client-to-server' | 'server-to-client') =>
    direction === 'client-to-server' ? 'request head' : 'response head',
  fromCapture: (title: string) => `recorded in the figure “${title}”`,
}

export type SiteWords = Words<typeof en>

export default en
