/**
 * What a page may weigh, in bytes of what is sent (but `raw`, before compression, and `elements`, a count). An aim is what a reader
 * should get; where the site does not reach it, the limit is what it has reached, so that it gets no heavier.
 */
export const MEASURES = [
  'near',
  'figure',
  'figures',
  'opened',
  'tap',
  'html',
  'raw',
  'elements',
  'fonts',
] as const

/** Script before a figure comes near, for the first figure live, for all figures unopened, with code and bytes, and what the address of a tap brings besides; then the page and its fonts. */
export type Measure = (typeof MEASURES)[number]

type Limits = Readonly<Record<Measure, number>>

const CHAPTER: Limits = {
  near: 25_000,
  figure: 60_000,
  figures: 110_000,
  opened: 185_000,
  tap: 0,
  html: 35_000,
  raw: 300_000,
  elements: 2_500,
  fonts: 120_000,
}

/** The race and the inspector, before they are touched and in use: the race comes at once, the inspector when it is touched. */
const TOOL: Limits = {
  ...CHAPTER,
  near: 60_000,
  figure: 130_000,
  figures: 130_000,
  opened: 130_000,
  tap: 12_000,
}

const TOOLS = /^(?:race|inspector)\/index\.html$/

/** Where an aim is not reached: what may be instead. */
const REACHED: readonly (readonly [RegExp, Partial<Limits>])[] = [
  // With the drawing of figures, some 31 kB that a chunk of the page's own used to bring, and that counted as the page's.
  [/^inspector\//, { opened: 181_000, fonts: 140_000 }],
  [/^websocket\/endings\//, { html: 38_000 }],
  [/^sse\/format\//, { figures: 111_300 }],
  // Every byte of a recorded run, as text.
  [/^captures\//, { raw: 900_000 }],
]

/** What a page should weigh at most, by its path in the built site; the English page and the Chinese have the same. */
export function aimsOf(page: string): Limits {
  return TOOLS.test(withoutLanguage(page)) ? TOOL : CHAPTER
}

/** What a page may weigh at most. */
export function limitsOf(page: string): Limits {
  const path = withoutLanguage(page)
  return REACHED.reduce(
    (limits, [pages, own]) => (pages.test(path) ? { ...limits, ...own } : limits),
    aimsOf(page),
  )
}

function withoutLanguage(page: string): string {
  return page.replace(/^zh\//, '')
}
