import type { Words } from '../words/languages.ts'

const en = {
  title: 'Search',
  open: 'Search (/)',
  close: 'Close',
  field: 'Search the chapters, stops, corrections, terms and fields',
  hint: 'A word or two: masking key, 304, retry, backoff. Down arrow goes into the list, Enter opens the first.',
  loading: 'Fetching the index …',
  failed: 'The index could not be fetched. Try again, or look through the glossary.',
  glossary: 'To the glossary',
  none: (query: string) => `Nothing here has “${query}”.`,
  found: (count: number) => (count === 1 ? '1 place' : `${count} places`),
  more: (count: number) => `and ${count} more; another word narrows it`,
  kinds: {
    chapter: 'In the chapters',
    term: 'Terms',
    correction: 'Corrections',
    figure: 'Figures',
    stop: 'Stops of a figure',
    field: 'Fields, in the inspector',
    capture: 'Recorded runs',
  },
}

export type SearchWords = Words<typeof en>

export default en
