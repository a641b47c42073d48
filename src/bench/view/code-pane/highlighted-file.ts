/**
 * A source file as the code pane draws it: lines of coloured tokens, made at build time from the untouched
 * source. The page carries it packed (`packed-file.ts`); the browser never sees a highlighter.
 */
export interface HighlightedToken {
  readonly text: string
  /** CSS colours on the light and on the dark paper. */
  readonly light: string
  readonly dark: string
}

export interface HighlightedLine {
  /** The whole line, without its line end: what is copied, and what a screen reader hears. */
  readonly text: string
  readonly tokens: readonly HighlightedToken[]
}

export interface HighlightedFile {
  /** The file's name, with `.ts` and without folders: `long-poll.ts`. */
  readonly file: string
  readonly lines: readonly HighlightedLine[]
}
