/** The pages that are there, read from what the build wrote, so that a page nobody lists is tested as well. */
import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { SCENE_NAMES, type SceneName } from '../../src/figures/lookup.ts'

/** Addresses of all built pages: `/`, `/zh/`, `/comet/` … */
export const BUILT_PAGES: readonly string[] = globSync('**/index.html', { cwd: 'dist/site' })
  .map((file) => (dirname(file) === '.' ? '/' : `/${dirname(file)}/`))
  // Recorded runs are forty pages of one make: the shortest and the longest stand for all.
  .filter((path) => !path.includes('/captures/') || /\/(?:the-loop|ten-ends)\/$/.test(path))
  // Figures alone are pages of other sites: tests/e2e/embed.spec.ts.
  .filter((path) => !path.includes('/embed/'))
  .sort()

/** The chapters' pages that have benches, as one reads them, and each one's first. */
export const FIRST_SCENES: Readonly<Record<string, SceneName>> = Object.fromEntries(
  globSync('content/chapters/en/**/*.mdx')
    .map((file) => ({
      slug: file.slice('content/chapters/en/'.length, -'.mdx'.length),
      source: readFileSync(file, 'utf8'),
    }))
    .sort((a, b) => placeOf(a.source) - placeOf(b.source))
    .flatMap(({ slug, source }) => {
      const named = /<Bench scene="([^"]+)"/.exec(source)?.[1]
      const scene = SCENE_NAMES.find((name) => name === named)
      return scene === undefined ? [] : [[slug, scene] as const]
    }),
)

function placeOf(source: string): number {
  const numberAt = (key: string) => Number(new RegExp(`^${key}: (\\d+)$`, 'm').exec(source)?.[1] ?? 0)
  return 100 * numberAt('order') + numberAt('part')
}

/** The same, with another bench of a page where little goes on in the first: a few bytes, or nothing to publish. */
export const BUSY_SCENES: Readonly<Record<string, SceneName>> = {
  ...FIRST_SCENES,
  'iframe-streaming/held-back': 'fetch-instead',
  'sse-vs-websocket/choosing': 'both-cut',
}
