import type { Words } from '../../words/languages.ts'
import spanEn from '../../words/numbers.en.ts'

const en = {
  title: 'What the page saw of the cut, and when',
  columns: { transport: 'Transport', notice: 'What the page saw', late: 'The next event came' },
  cut: { reset: 'Reset: the browser is told at once', stall: 'Stall: nobody is told' },
  notTried: 'not tried in this run',
  browserAskedAgain: (ms: number) => `nothing; its browser asked again by itself, ${spanEn(ms)} later`,
  noneYet: 'nothing so far',
  after: (ms: number) => `after ${spanEn(ms)}`,
  notYet: 'not yet',
  key: { unaware: 'cut, and the page does not know', noticed: 'it knows' },
  late: (ms: number) => `${spanEn(ms)} late`,
}

export type TwoCutsWords = Words<typeof en>

export default en
