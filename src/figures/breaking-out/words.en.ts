import type { HostileName } from './hostile-data.ts'
import type { Words } from '../../words/languages.ts'

const en = {
  title: 'As it was published, and as it crossed',
  published: 'Published',
  crossed: 'On the wire',
  unescaped: 'Unescaped, it would',
  byUs: 'found in the bytes by this site’s own reader of HTML',
  byBrowser: 'found by your browser’s HTML parser, which runs nothing of it',
  whole: 'stay one script.',
  /** Whether an HTML parser finds one whole script in what crossed, and whether the page had it. */
  crossing: (isWhole: boolean, delivered: boolean) =>
    `${isWhole ? 'one whole script, ' : ''}${delivered ? 'reached the page' : 'not in the page yet'}`,
  notYet: 'not there yet',
  endsEarly: 'end the script after',
  becomesHtml: 'and put into the page',
  swallows: 'not end with its end tag: the scripts that follow are swallowed as its text.',
  lineSeparator: 'end the line, to older JavaScript, in the middle of the string.',
  prototype: 'set the object’s prototype instead of being a key.',
  harmless: 'do no harm: there is nothing in it to escape.',
  try: 'Try data of your own',
  text: 'Text of a note',
  publish: 'Publish',
  examples: 'Or one of these:',
  example: {
    'end-tag': 'an end tag',
    comment: 'a comment and a start tag',
    'line-separator': 'U+2028',
    prototype: '__proto__',
  } satisfies Record<HostileName, string>,
  needsRun: 'Press Start on the figure above; then you can publish.',
}

export type BreakingOutWords = Words<typeof en>

export default en
