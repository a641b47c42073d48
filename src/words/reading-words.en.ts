import type { Words } from './languages.ts'

const en = {
  goals: (reached: number, all: number) =>
    reached === all ? `✓ all ${all} goals` : `${reached} of ${all} goals`,
  guesses: (given: number, all: number) => `${given} of ${all} guessed`,
  minutes: (count: number) => `${count} min`,
  /** Of all chapters together. */
  allMinutes: (count: number) => `All of it takes some ${count} minutes to read, and as long again to try.`,
  /** Before a heading in quotes. */
  goOnAt: 'Go on at ',
  /** Before a chapter's title. */
  goOnWith: 'Go on with ',
  forget: 'Forget what I did here',
  forgetSure: 'Forget all guesses, goals and places on this device?',
  forgetDo: 'Forget',
  forgotten: 'Forgotten.',
}

export type ReadingWords = Words<typeof en>

export default en
