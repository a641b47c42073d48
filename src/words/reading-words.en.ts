import type { Words } from './languages.ts'

const en = {
  stops: (read: number, all: number) => `${read} of ${all} stops`,
  goals: (reached: number, all: number) => `${reached} of ${all} goals`,
  /** Between two of the counts. */
  between: ', ',
  goOnAtStop: 'Next stop',
  guesses: (given: number, all: number) => `${given} of ${all} guessed`,
  minutes: (count: number) => `${count} min`,
  /** Of all chapters together. */
  allMinutes: (count: number) => `All of it takes some ${count} minutes to read, and as long again to try.`,
  /** Before a heading in quotes. */
  goOnAt: 'Go on at ',
  /** Before a chapter's title. */
  goOnWith: 'Go on with ',
  forget: 'Forget what I did here',
  forgetSure: 'Forget all stops, guesses, goals and places on this device?',
  forgetDo: 'Forget',
  forgotten: 'Forgotten.',
}

export type ReadingWords = Words<typeof en>

export default en
