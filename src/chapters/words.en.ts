import type { Words } from '../words/languages.ts'

const en = {
  guess: {
    /** The summary of the folded answer. */
    reveal: 'What happens',
    give: 'That is my guess',
    /** Said where a guess is given and none is chosen. */
    choose: 'Choose one of the answers first.',
    right: 'You guessed right.',
    wrong: (answer: string) => `You guessed otherwise. The answer: ${answer}`,
  },
  goals: {
    reached: 'reached',
    open: 'not yet reached',
    /** Said once, politely, when a goal is reached. */
    announce: (goal: string) => `Goal reached: ${goal}`,
    progress: (reached: number, all: number) => `${reached} of ${all} reached`,
    reset: 'Start the goals over',
  },
}

export type ProseWords = Words<typeof en>

export default en
