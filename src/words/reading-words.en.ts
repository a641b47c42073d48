import type { Words } from './languages.ts'

const en = {
  goals: (reached: number, all: number) =>
    reached === all ? `✓ all ${all} goals` : `${reached} of ${all} goals`,
  guesses: (given: number, all: number) => `${given} of ${all} guessed`,
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
