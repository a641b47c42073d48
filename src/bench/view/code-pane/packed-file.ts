/**
 * A coloured source as short JSON text, for the page's data block: a handful of colours, and for each line its
 * tokens as colour, text, colour, text. Written while the site is built, read back by the code pane.
 */
import type { HighlightedFile, HighlightedToken } from './highlighted-file.ts'

/** The colours of the light and the dark paper. */
export type ColourPair = readonly [light: string, dark: string]

/** A token's colour is an index into the palette of its file. */
export interface PaintedFile {
  readonly file: string
  readonly palette: readonly ColourPair[]
  readonly lines: readonly PaintedLine[]
}

export interface PaintedLine {
  readonly text: string
  readonly tokens: readonly { readonly text: string; readonly colour: number }[]
}

type Packed = readonly [
  file: string,
  palette: readonly ColourPair[],
  lines: readonly (readonly (number | string)[])[],
]

/** `code-pane.css` has a class for so many; the code themes use fewer. */
const MOST_COLOURS = 8

/** The JSON text of a coloured file. Throws where it has more colours than the style sheet has classes. */
export function packFile({ file, lines }: HighlightedFile): string {
  const palette = paletteOf(lines.flatMap((line) => line.tokens))
  if (palette.length > MOST_COLOURS) throw new Error(`${file} has more than ${MOST_COLOURS} colours`)
  const colourOf = ({ light, dark }: HighlightedToken): number =>
    palette.findIndex((pair) => pair[0] === light && pair[1] === dark)
  const packed: Packed = [
    file,
    palette,
    lines.map((line) => line.tokens.flatMap((token) => [colourOf(token), token.text])),
  ]
  return JSON.stringify(packed)
}

/** The commonest colour first: it is the pane's own, and its tokens need no element. */
function paletteOf(tokens: readonly HighlightedToken[]): readonly ColourPair[] {
  const uses = new Map<string, { readonly pair: ColourPair; count: number }>()
  for (const { light, dark } of tokens) {
    const key = `${light} ${dark}`
    const use = uses.get(key) ?? { pair: [light, dark], count: 0 }
    use.count++
    uses.set(key, use)
  }
  return [...uses.values()].sort((a, b) => b.count - a.count).map(({ pair }) => pair)
}

/** Reads back what `packFile` wrote; only this project's own build writes it, so it is taken at its word. */
export function unpackFile(text: string): PaintedFile {
  const [file, palette, lines] = JSON.parse(text) as Packed
  return { file, palette, lines: lines.map(paintedLine) }
}

function paintedLine(packed: readonly (number | string)[]): PaintedLine {
  const tokens: { text: string; colour: number }[] = []
  for (let at = 0; at + 1 < packed.length; at += 2) {
    tokens.push({ colour: Number(packed[at]), text: String(packed[at + 1]) })
  }
  return { text: tokens.map((token) => token.text).join(''), tokens }
}
