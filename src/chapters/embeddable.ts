/**
 * The figures that another site may put into its pages: those that stand in a chapter, by their scenes. Not those with a hidden
 * iframe in them: its stream lets itself be framed by pages of this site alone, and so would fail there.
 */
import { componentsIn } from '../build/chapter-source.ts'
import { sceneNamed, type SceneName } from '../figures/lookup.ts'
import type { ListedChapter } from './chapter-list.ts'

export interface Embeddable {
  readonly scene: SceneName
  /** The first that has it. */
  readonly chapter: ListedChapter
}

/** In the order of the chapters; `all` is for the gallery, which is of this site. */
export function embeddables(
  chapters: readonly ListedChapter[],
  which: 'all' | 'for-others' = 'for-others',
): readonly Embeddable[] {
  const found = new Map<SceneName, Embeddable>()
  for (const chapter of chapters)
    for (const scene of benchesOf(chapter.entry.body ?? ''))
      if (!found.has(scene) && (which === 'all' || !hasIframe(scene))) found.set(scene, { scene, chapter })
  return [...found.values()]
}

/** The scenes whose own story a chapter's MDX tells. */
export function benchesOf(mdx: string): readonly SceneName[] {
  return componentsIn(mdx).flatMap(({ name, attributes }) =>
    name === 'Bench' && attributes['story'] === undefined ? [attributes['scene'] as SceneName] : [],
  )
}

/** Whether any of its lanes is a stream in a hidden iframe. */
export function hasIframe(scene: SceneName): boolean {
  const { lanes, variants = [] } = sceneNamed(scene)
  return [{ lanes }, ...variants].some((each) =>
    each.lanes?.some(({ transport }) => transport === 'iframe-stream'),
  )
}

/** What stands in a figure's tags, in a chapter rendered with `GatheredBench.astro`; links within the chapter lead to the chapter. */
export function benchBody(html: string, scene: string, path: string): string {
  const begin = `<!--bench ${scene}-->`
  const start = html.indexOf(begin) + begin.length
  const end = html.indexOf('<!--/bench-->', start)
  if (start < begin.length || end < 0) throw new Error(`the figure ${scene} of ${path} was not rendered`)
  return html.slice(start, end).replaceAll('href="#', `href="${path}#`)
}
