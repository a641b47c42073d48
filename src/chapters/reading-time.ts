/** How long a chapter's page takes, from its source: its words, and what there is to do on it. Pure. */
import { readChapter } from '../build/chapter-source.ts'
import { figureOf } from '../figures/lookup.ts'

/** Prose with thought in it is read slower than a novel: words and Han characters a minute. */
const WORDS_A_MINUTE = 200
const HAN_A_MINUTE = 320
/** To look a recorded figure through, stop by stop; to make up one's mind. A run of one's own takes as long as one likes. */
const FIGURE_MINUTES = 1.5
const GUESS_MINUTES = 0.5

/** Whole minutes, at least one. */
export function minutesOf(mdx: string): number {
  const { blocks, components } = readChapter('', 'en', mdx)
  const prose = blocks.map((block) => block.prose).join(' ')
  const han = prose.match(/\p{Script=Han}/gu)?.length ?? 0
  const words = prose.match(/[A-Za-z][\w’'-]*/g)?.length ?? 0
  const figures = components.filter(({ name, attributes }) => figureOf(name, attributes) !== undefined).length
  const guesses = components.filter(({ name }) => name === 'Guess').length
  const minutes =
    words / WORDS_A_MINUTE + han / HAN_A_MINUTE + figures * FIGURE_MINUTES + guesses * GUESS_MINUTES
  return Math.max(1, Math.round(minutes))
}
