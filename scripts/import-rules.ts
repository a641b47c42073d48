/**
 * Who may import whom: the one table. A file belongs to the rule with the longest `folder` that is a prefix
 * of its path; it may always import from its own rule's folder. `scripts/check-imports.ts` holds every file
 * to it, and every word of it to some file: an allowance nobody uses fails as well.
 */

export interface ImportRule {
  /**
   * A folder, or one file, from the project's root. A name that is `*` stands for each folder there by itself; within a name it
   * stands for anything without a dot.
   */
  readonly folder: string
  /**
   * Folders (or files) of the project, npm packages, and `node:` or `astro:` modules (`node:*`: all of them). A name that is
   * `*` means the importing file's own, where its rule has one. `glob x`: what `import.meta.glob` finds in x, none by name.
   */
  readonly may: readonly string[]
}

export const IMPORT_RULES: readonly ImportRule[] = [
  // Bytes to meaning: pure, so that server, page, build and tests all run the same code. SHA-1 is the handshake's.
  { folder: 'src/wire', may: ['@noble/hashes'] },

  { folder: 'src/lab', may: ['src/wire', '@preact/signals'] },
  { folder: 'src/ui', may: ['src/wire', 'preact'] },
  { folder: 'src/i18n', may: ['src/wire', 'src/lab', 'src/figures'] },
  { folder: 'src/race', may: ['src/lab'] },
  { folder: 'src/bench', may: ['src/lab', 'src/i18n', 'src/ui', 'src/widgets', 'preact', '@preact/signals'] },
  // What the build alone does: captures read from files, data written into pages, the frame of a figure in the prose.
  { folder: 'src/bench/build', may: ['src/lab', 'src/widgets', 'src/wire', 'node:fs', 'node:path'] },

  // The registry alone names figures; pages, chapters and scripts ask `lookup.ts`.
  { folder: 'src/figures', may: ['src/figures/*', 'src/bench/build', 'src/lab', 'src/race', 'src/wire'] },
  // No figure takes another.
  {
    folder: 'src/figures/*',
    may: [
      'src/figures/*/facts*.ts',
      'src/bench',
      'src/i18n',
      'src/lab',
      'src/ui',
      'src/widgets',
      'src/wire',
      'preact',
      '@preact/signals',
    ],
  },
  // Facts are read off a trace: they know no bench, no page and no words.
  { folder: 'src/figures/*/facts*.ts', may: ['src/wire'] },
  {
    folder: 'src/figures/*/*.astro',
    may: ['src/figures/*', 'src/figures/lookup.ts', 'src/bench/build', 'src/i18n', 'src/lab'],
  },

  { folder: 'src/chapters', may: ['glob src/figures', 'src/i18n', 'src/lab', 'src/ui', '@preact/signals'] },
  {
    folder: 'src/widgets',
    may: ['src/lab', 'src/race', 'src/ui', 'src/wire', 'src/i18n', 'preact', '@preact/signals'],
  },
  {
    folder: 'src/build',
    may: ['src/widgets', 'src/styles', 'magic-string', 'typescript', 'shiki', 'astro', 'node:*'],
  },
  { folder: 'src/styles', may: [] },
  {
    folder: 'src/components',
    may: [
      'src/chapters',
      'src/figures/captures.ts',
      'src/figures/lookup.ts',
      'src/bench/build',
      'src/race',
      'src/widgets',
      'src/ui',
      'src/build',
      'src/wire',
      'src/lab',
      'src/i18n',
      'astro:content',
    ],
  },
  {
    folder: 'src/layouts',
    may: [
      'src/components',
      'glob src/figures',
      'src/i18n',
      'src/styles',
      'astro:content',
      '@fontsource-variable/source-serif-4',
    ],
  },
  {
    folder: 'src/pages',
    may: ['src/components', 'src/bench/build', 'src/figures/lookup.ts', 'src/layouts', 'src/i18n'],
  },
  { folder: 'src/content.config.ts', may: ['astro', 'astro:content'] },

  { folder: 'content', may: [] },

  {
    folder: 'server',
    may: [
      'src/wire',
      'server/clock.ts',
      'server/errors.ts',
      'server/http',
      'server/lab',
      'server/site',
      'server/transports',
      'server/wiretap',
      'hono',
      '@hono/node-server',
      'ws',
      'node:*',
    ],
  },
  { folder: 'server/clock.ts', may: [] },
  { folder: 'server/errors.ts', may: [] },
  { folder: 'server/http', may: ['server/errors.ts', 'node:http', 'node:stream'] },
  { folder: 'server/site', may: ['server/errors.ts', 'server/http', 'node:*'] },
  { folder: 'server/lab', may: ['src/wire', 'server/clock.ts', 'server/errors.ts', 'node:crypto'] },
  { folder: 'server/conditions', may: ['server/clock.ts'] },
  {
    folder: 'server/wiretap',
    may: ['src/wire', 'server/clock.ts', 'server/conditions', 'node:net', 'node:stream'],
  },
  // What a transport answers is written by hand, header line by header line: no framework in between.
  {
    folder: 'server/transports',
    may: [
      'src/wire',
      'server/clock.ts',
      'server/errors.ts',
      'server/http',
      'server/lab',
      'ws',
      'node:crypto',
      'node:http',
      'node:net',
      'node:stream',
    ],
  },

  {
    folder: 'scripts',
    may: [
      'src/build',
      'src/components',
      'src/figures/lookup.ts',
      'glob src/figures',
      'src/i18n',
      'src/lab',
      'src/wire',
      '@playwright/test',
      'typescript',
      // Astro's own Vite: captures bundle their page with what bundles the site.
      'vite',
      'node:*',
    ],
  },
  {
    folder: 'bench',
    may: ['src/wire', 'scripts', '@playwright/test', 'ws', 'socket.io', 'eventsource-parser', 'node:*'],
  },
  {
    folder: 'tests',
    may: [
      'src',
      'server',
      'scripts',
      // Long runs are tried with what the bench reads.
      'benchmarks/wire/inputs.ts',
      '@playwright/test',
      '@axe-core/playwright',
      'vitest',
      'fast-check',
      'ws',
      'node:*',
    ],
  },

  { folder: 'astro.config.mjs', may: ['src/build', 'server', '@astrojs/mdx', '@astrojs/preact', 'astro'] },
  { folder: 'playwright.config.ts', may: ['scripts', '@playwright/test'] },
  { folder: 'vitest.config.ts', may: ['vitest'] },
  { folder: 'eslint.config.js', may: ['eslint', 'eslint-plugin-astro', 'typescript-eslint'] },
]

/** What a `*.test.ts` may import beside what its folder may. */
export const TEST_ALLOWANCES: readonly string[] = [
  'vitest',
  'fast-check',
  'ws',
  'eventsource-parser',
  'tests/support',
  // Captures folded as the build folds them, so that a widget is tried with what its page will show.
  'src/figures/captures.ts',
  // A race is tried with the lanes it has.
  'src/race/scene.ts',
  'node:*',
]
