/** The pages that are there, read from what the build wrote, so that a page nobody lists is tested as well. */
import { globSync } from 'node:fs'
import { dirname } from 'node:path'

/** Addresses of all built pages: `/`, `/zh/`, `/comet/` … */
export const BUILT_PAGES: readonly string[] = globSync('**/index.html', { cwd: 'dist/site' })
  .map((file) => (dirname(file) === '.' ? '/' : `/${dirname(file)}/`))
  // Recorded runs are forty pages of one make: the shortest and the longest stand for all.
  .filter((path) => !path.includes('/captures/') || /\/(?:the-loop|ten-ends)\/$/.test(path))
  // Figures alone are pages of other sites: tests/e2e/embed.spec.ts.
  .filter((path) => !path.includes('/embed/'))
  .sort()

/** The chapters' pages that have benches, and each one's first. */
export const FIRST_SCENES = {
  comet: 'match-and-ticker',
  'long-polling': 'two-polls',
  'long-polling/holding': 'two-polls',
  'iframe-streaming': 'forever-page',
  'iframe-streaming/held-back': 'the-charset',
  websocket: 'first-frames',
  'websocket/frames': 'first-frames',
  'websocket/endings': 'two-cuts',
  sse: 'three-events',
  'sse/format': 'three-events',
  'sse-vs-websocket': 'both-ways',
  'sse-vs-websocket/choosing': 'a-kilobyte',
} as const

/** The same, with another bench of a page where little goes on in the first: a few bytes, or nothing to publish. */
export const BUSY_SCENES = {
  ...FIRST_SCENES,
  'iframe-streaming/held-back': 'fetch-instead',
  'sse-vs-websocket/choosing': 'both-cut',
} as const
