/**
 * The six chapters of one language in order, page by page: what the list at the side, the home page and the links at
 * a chapter's end are drawn from. A long chapter is several pages with one number, its parts.
 */
import { getCollection, type CollectionEntry } from 'astro:content'
import { pathIn, type Language } from '../words/languages.ts'

export interface ListedChapter {
  readonly number: number
  /** Of a chapter in several pages, which one; undefined where it is one page. */
  readonly part: number | undefined
  /** `sse`; of a part after the first `websocket/frames`. */
  readonly slug: string
  readonly title: string
  readonly lead: string
  readonly path: string
  readonly entry: CollectionEntry<'chapters'>
}

/** The pages of a language's chapters in their order. */
export async function listChapters(language: Language): Promise<readonly ListedChapter[]> {
  const entries = await getCollection('chapters', ({ id }) => id.startsWith(`${language}/`))
  return entries
    .map((entry) => {
      const slug = entry.id.slice(language.length + 1)
      const { order, part, title, lead } = entry.data
      return { number: order, part, slug, title, lead, path: pathIn(language, `/${slug}/`), entry }
    })
    .sort((a, b) => a.number - b.number || (a.part ?? 0) - (b.part ?? 0))
}

/** Whether a page goes on with a chapter that another began: its number stands there. */
export function isLaterPart({ part = 1 }: Pick<ListedChapter, 'part'>): boolean {
  return part > 1
}

/** What a chapter's page is called by its address: `websocket/frames` of `/zh/websocket/frames/`. */
export function slugAt(pathname: string): string {
  return pathname.replace(/^\/zh(?=\/)/, '').replace(/^\/|\/$/g, '')
}

/** The anchor of a chapter's page where a list has all of them. */
export function pageAnchor(slug: string): string {
  return slug.replace('/', '-')
}
