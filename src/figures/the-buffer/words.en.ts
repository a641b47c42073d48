import type { Words } from '../../words/languages.ts'
import spanEn from '../../words/numbers.en.ts'

const en = {
  title: 'Five events through the stream',
  before: 'No proxy in between',
  after: (bytes: string) => `A proxy that waits for ${bytes}`,
  event: 'Event',
  eventName: (number: number) => `${number}`,
  late: (ms: number) => `${spanEn(ms)} late`,
  held: 'held',
  noEvents: 'no event in this run so far',
  key: { published: 'published', reached: 'reached the page' },
}

export type BufferWords = Words<typeof en>

export default en
