/**
 * The two code themes, of our own palette: four kinds of word are coloured, the rest is ink. Colours are those of
 * `src/site/styles/tokens.css` written out, since a highlighter takes no variables; a test holds both to the same values.
 */
import type { ThemeRegistration } from 'shiki'

interface CodeColours {
  readonly ink: string
  readonly paper: string
  readonly comment: string
  readonly keyword: string
  readonly text: string
  readonly number: string
}

/** Which token each colour is a copy of. */
export const CODE_COLOUR_TOKENS: Readonly<Record<keyof CodeColours, string>> = {
  ink: 'ink',
  paper: 'paper',
  comment: 'soft',
  keyword: 'ws',
  text: 'sse',
  number: 'iframe',
}

export const CODE_COLOURS: Readonly<Record<'light' | 'dark', CodeColours>> = {
  light: {
    ink: '#1a1a18',
    paper: '#fbfaf6',
    comment: '#5d5a52',
    keyword: '#005a94',
    text: '#00694d',
    number: '#96487a',
  },
  dark: {
    ink: '#e8e6e1',
    paper: '#121416',
    comment: '#a19d94',
    keyword: '#6bb5e6',
    text: '#4fc9a4',
    number: '#d99abf',
  },
}

function theme(name: 'light' | 'dark'): ThemeRegistration {
  const colours = CODE_COLOURS[name]
  const rule = (scope: string[], foreground: string) => ({ scope, settings: { foreground } })
  return {
    name: `comet-${name}`,
    type: name,
    fg: colours.ink,
    bg: colours.paper,
    settings: [
      { settings: { foreground: colours.ink, background: colours.paper } },
      rule(['comment', 'punctuation.definition.comment'], colours.comment),
      rule(
        ['keyword.control', 'keyword.operator.new', 'keyword.operator.expression', 'storage'],
        colours.keyword,
      ),
      rule(
        ['string', 'punctuation.definition.string', 'punctuation.definition.template-expression'],
        colours.text,
      ),
      rule(
        ['meta.template.expression variable', 'meta.template.expression punctuation.accessor'],
        colours.ink,
      ),
      rule(['constant.numeric', 'constant.language'], colours.number),
    ],
  }
}

export const CODE_THEMES = { light: theme('light'), dark: theme('dark') } as const
