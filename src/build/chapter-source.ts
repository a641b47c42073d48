/**
 * Reads a chapter's MDX as the content check and the list of corrections need it: which components it names, with what
 * attributes, on which line; and its prose without them. Not an MDX parser: the build is that, and fails on what does
 * not parse.
 */

export interface ComponentUse {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  /** Counted from 1. */
  readonly line: number
  /** What the comment right before it begins with (`no clause`), where there is one. */
  readonly remark?: string
}

/** A run of lines without an empty one between, and what the writer said of it in a comment before. */
export interface Block {
  readonly line: number
  /** As written. */
  readonly source: string
  /** What a reader reads of it: no tags, no code, no comments, no link addresses. */
  readonly prose: string
  /** `not measured`, `term`: what an allowing comment right before the block begins with. */
  readonly allowed: readonly string[]
}

export interface ChapterSource {
  /** From the project's root. */
  readonly file: string
  readonly language: 'en' | 'zh'
  readonly frontMatter: Readonly<Record<string, string>>
  readonly components: readonly ComponentUse[]
  readonly blocks: readonly Block[]
  /** All that a reader reads or hears, on the lines it is written on. */
  readonly spoken: string
}

/** Takes a chapter apart. */
export function readChapter(file: string, language: 'en' | 'zh', text: string): ChapterSource {
  const frontMatterText = /^---\n([\s\S]*?)\n---\n/.exec(text)?.[0] ?? ''
  const frontMatter: Record<string, string> = {}
  for (const [, key, value] of frontMatterText.matchAll(/^(\w+):(.*)$/gm))
    if (key) frontMatter[key] = value?.trim() ?? ''
  // Blanked and not cut out, so that every line keeps its number.
  const body = blank(frontMatterText) + text.slice(frontMatterText.length)
  return {
    file,
    language,
    frontMatter,
    components: componentsIn(body),
    blocks: blocksOf(body),
    spoken: spokenOf(text),
  }
}

const ATTRIBUTES = /(?<![\w-])([\w-]+)=(?:"([^"]*)"|'([^']*)'|\{((?:[^{}]|\{[^{}]*\})*)\})/g
const COMPONENT = /<([A-Z]\w*)\b((?:\s+[\w-]+=(?:"[^"]*"|'[^']*'|\{(?:[^{}]|\{[^{}]*\})*\}))*)\s*\/?>/g
const COMMENT = /\{\/\*([\s\S]*?)\*\/\}/g
const REMARK_BEFORE = /\{\/\*((?:(?!\*\/)[\s\S])*)\*\/\}\s*$/

/** The components that a chapter's text names, in their order. */
export function componentsIn(body: string): readonly ComponentUse[] {
  const readable = body.replace(COMMENT, blank).replace(/```[\s\S]*?```/g, blank)
  return [...readable.matchAll(COMPONENT)].map((match) => {
    const attributes: Record<string, string> = {}
    for (const [, key = '', double, single, expression] of (match[2] ?? '').matchAll(ATTRIBUTES))
      attributes[key] = double ?? single ?? expression?.trim() ?? ''
    const remark = REMARK_BEFORE.exec(body.slice(0, match.index))?.[1]?.split(':')[0]?.trim()
    return {
      name: match[1] ?? '',
      attributes,
      line: lineAt(readable, match.index),
      ...(remark === undefined ? {} : { remark }),
    }
  })
}

function blocksOf(body: string): Block[] {
  const blocks: Block[] = []
  let allowed: string[] = []
  for (const match of body.replace(/```[\s\S]*?```/g, blank).matchAll(/(?:^(?!\s*$).*\n?)+/gm)) {
    const source = match[0]
    const comments = [...source.matchAll(COMMENT)].map(
      ([, words = '']) => words.trim().split(':')[0]?.trim() ?? '',
    )
    const prose = proseOf(source)
    if (prose.trim() === '') {
      allowed = [...allowed, ...comments]
      continue
    }
    blocks.push({ line: lineAt(body, match.index), source, prose, allowed: [...allowed, ...comments] })
    allowed = []
  }
  return blocks
}

function proseOf(source: string): string {
  return source
    .replace(COMMENT, blank)
    .replace(/<Goal\b[^>]*>[\s\S]*?<\/Goal>/g, blank) // A goal's threshold is set, not measured.
    .replace(COMPONENT, blank)
    .replace(/<\/?[A-Za-z][^<>]*>/g, blank)
    .replace(/`[^`]*`/g, blank)
    .replace(/\]\([^)]*\)/g, blank)
}

/** All that a reader reads or hears: front matter, prose, goals, what attributes say; the rest blanked. */
function spokenOf(text: string): string {
  return text
    .replace(COMMENT, blank)
    .replace(/```[\s\S]*?```/g, blank)
    .replace(/<\/?[A-Za-z][^<>]*>/g, (tag) =>
      tag.replace(/\b(?:title|todo|said)="([^"]*)"|[^\n]/g, (all, said?: string) =>
        said === undefined ? ' ' : ` ${said}`.padStart(all.length),
      ),
    )
    .replace(/`[^`]*`/g, blank)
    .replace(/\]\([^)]*\)/g, blank)
}

/** The 1-based line of an index. */
export function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ')
}
