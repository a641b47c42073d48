/**
 * A chapter's outline, read from its source: the second-level `<Heading id="…">` in their order. From the source and
 * not from the rendered page, so that the outline can stand before the text. The list of corrections takes from here
 * what their sections are called.
 */

export interface OutlineEntry {
  readonly id: string
  readonly text: string
}

export interface HeadingEntry extends OutlineEntry {
  readonly level: number
}

/** The outline of a chapter's MDX. */
export function outlineOf(mdx: string): readonly OutlineEntry[] {
  return headingsOf(mdx).flatMap(({ id, text, level }) => (level === 2 ? [{ id, text }] : []))
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
