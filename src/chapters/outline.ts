/**
 * A chapter's outline, read from its source: its `<Heading id="…">` of the second and third level in their order. From the source and
 * not from the rendered page, so that the outline can stand before the text. The list of corrections takes from here
 * what their sections are called.
 */

export interface OutlineEntry {
  readonly id: string
  readonly text: string
  /** Of its heading: one of the third stands under the one of the second before it. */
  readonly level?: number
}

export interface HeadingEntry extends OutlineEntry {
  readonly level: number
}

/** The outline of a chapter's MDX. */
export function outlineOf(mdx: string): readonly HeadingEntry[] {
  return headingsOf(mdx).filter(({ level }) => level <= 3)
}

/** All headings of a chapter's MDX; comments are not read, tags and code marks inside a heading are dropped. */
export function headingsOf(mdx: string): readonly HeadingEntry[] {
  const withoutComments = mdx.replace(/\{\/\*[\s\S]*?\*\/\}/g, '')
  const entries: HeadingEntry[] = []
  for (const [, attributes = '', content = ''] of withoutComments.matchAll(
    /<Heading\b([^>]*)>([\s\S]*?)<\/Heading>/g,
  )) {
    const id = /\bid=["']([^"']+)["']/.exec(attributes)?.[1]
    const level = Number(/\blevel=\{(\d)\}/.exec(attributes)?.[1] ?? 2)
    if (id) entries.push({ id, text: plainText(content), level })
  }
  return entries
}

function plainText(content: string): string {
  return content
    .replace(/<[^<>]+>/g, '')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
