/**
 * A chapter's outline, read from its source: the second-level `<Heading id="…">` in their order. From the source and
 * not from the rendered page, so that the outline can stand before the text.
 */

export interface OutlineEntry {
  readonly id: string
  readonly text: string
}

/** The outline of a chapter's MDX; comments are not read, tags and code marks inside a heading are dropped. */
export function outlineOf(mdx: string): readonly OutlineEntry[] {
  const withoutComments = mdx.replace(/\{\/\*[\s\S]*?\*\/\}/g, '')
  const entries: OutlineEntry[] = []
  for (const [, attributes = '', content = ''] of withoutComments.matchAll(
    /<Heading\b([^>]*)>([\s\S]*?)<\/Heading>/g,
  )) {
    const id = /\bid=["']([^"']+)["']/.exec(attributes)?.[1]
    const level = /\blevel=\{(\d)\}/.exec(attributes)?.[1] ?? '2'
    if (id && level === '2') entries.push({ id, text: plainText(content) })
  }
  return entries
}

function plainText(content: string): string {
  return content
    .replace(/<[^>]+>/g, '')
    .replace(/[`*]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
