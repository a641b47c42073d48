/**
 * Colours source files while the site is built: what the code pane and the prose show is the untouched file.
 * The browser never loads a highlighter. Runs under Node only.
 */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { createHighlighter, type Highlighter } from 'shiki'
import type {
  HighlightedFile,
  HighlightedLine,
  HighlightedToken,
} from '../bench/view/code-pane/highlighted-file.ts'
import { CODE_THEMES } from './highlight-themes.ts'

let highlighter: Promise<Highlighter> | undefined

/** Gives the TypeScript file at `path` (from the project's root) as lines of coloured tokens. Rejects when it cannot be read. */
export async function highlightFile(path: string): Promise<HighlightedFile> {
  return highlightSource(basename(path), await readFile(path, 'utf8'))
}

/** Gives TypeScript source as lines of coloured tokens; their texts joined are the source without its last line end. */
export async function highlightSource(file: string, source: string): Promise<HighlightedFile> {
  highlighter ??= createHighlighter({ langs: ['typescript'], themes: Object.values(CODE_THEMES) })
  const code = source.replace(/\r\n/g, '\n').replace(/\n$/, '')
  const lines = (await highlighter).codeToTokensWithThemes(code, {
    lang: 'typescript',
    themes: { light: CODE_THEMES.light, dark: CODE_THEMES.dark },
    // A line that takes longer than half a second, as the first does on a busy machine, would lose its colours.
    tokenizeTimeLimit: 0,
  })
  return { file, lines: lines.map((tokens) => highlightedLine(tokens)) }
}

interface ThemedToken {
  readonly content: string
  readonly variants: Readonly<Record<string, { readonly color?: string }>>
}

/** Neighbours of one colour become one token: an island is handed these as data, and they are most of its size. */
function highlightedLine(tokens: readonly ThemedToken[]): HighlightedLine {
  const merged: HighlightedToken[] = []
  for (const token of tokens) {
    const light = token.variants.light?.color?.toLowerCase() ?? CODE_THEMES.light.fg ?? ''
    const dark = token.variants.dark?.color?.toLowerCase() ?? CODE_THEMES.dark.fg ?? ''
    const last = merged.at(-1)
    const joins = last && (token.content.trim() === '' || (last.light === light && last.dark === dark))
    if (joins) merged[merged.length - 1] = { ...last, text: last.text + token.content }
    else merged.push({ text: token.content, light, dark })
  }
  return { text: tokens.map((token) => token.content).join(''), tokens: merged }
}
