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
  /** Folders that come before it in a fixed order: it may import from these as well, and need not. */
  readonly before?: readonly string[]
}

/** Folders in a fixed order: each may import from those before it, and from its own packages. */
function inOrder(
  folders: readonly (readonly [folder: string, ...packages: string[]])[],
): readonly ImportRule[] {
  return folders.map(([folder, ...may], index) => ({
    folder,
    may,
    before: folders.slice(0, index).map(([earlier]) => earlier),
  }))
}

export const IMPORT_RULES: readonly ImportRule[] = [
  // What page and server say to each other, once: tables, and readers derived from them.
  // Then bytes to meaning: pure, so that server, page, build and tests all run the same code. SHA-1 is the handshake's.
  ...inOrder([
    ['src/contract'],
    ['src/wire/bytes'],
    ['src/wire/field'],
    ['src/wire/http1'],
    ['src/wire/event-stream'],
    ['src/wire/html'],
    ['src/wire/websocket', '@noble/hashes'],
    ['src/wire/exchange'],
    ['src/wire/trace'],
    ['src/wire/trace/queries'],
    ['src/wire/trace/timeline'],
    ['src/wire/race'],
    ['src/wire/findings'],
    ['src/wire/import'],
    ['src/wire/export'],
    ['src/wire/fuzz.test.ts'],
    ['src/wire/linear.test.ts'],
    ['src/wire/long-inputs.test.ts'],
  ]),

  // Below every picture: words, small parts that know no lab, and the sources that run.
  { folder: 'src/words', may: ['src/contract', 'src/wire'] },
  { folder: 'src/ui', may: ['src/wire', 'preact'] },
  { folder: 'src/transports', may: ['src/contract', 'src/wire'] },

  // One unit of a trace, looked at; then the live figure, which opens units; then the race and the workbench, which open both.
  { folder: 'src/inspector', may: ['src/wire', 'src/words', 'src/ui', 'preact'] },
  { folder: 'src/bench/model', may: ['src/contract', 'src/wire', 'src/transports', '@preact/signals'] },
  {
    folder: 'src/bench/view',
    may: [
      'src/contract',
      'src/wire',
      'src/words',
      'src/ui',
      'src/inspector',
      'src/bench/model',
      'preact',
      '@preact/signals',
    ],
  },
  // What the build alone does: captures read from files, data written into pages, the frame of a figure in the prose.
  {
    folder: 'src/bench/build',
    may: ['src/wire', 'src/words', 'src/bench/model', 'src/bench/view', 'node:fs', 'node:path'],
  },
  {
    folder: 'src/race/model',
    may: ['src/contract', 'src/wire', 'src/transports', 'src/bench/model', '@preact/signals'],
  },
  { folder: 'src/race/figure.ts', may: ['src/bench/model', 'src/race/model'] },
  {
    folder: 'src/race',
    may: [
      'src/contract',
      'src/wire',
      'src/words',
      'src/ui',
      'src/bench',
      'src/race/model',
      'src/race/figure.ts',
      'preact',
      '@preact/signals',
    ],
  },
  // The owner's side of a tap: stands on the workbench.
  { folder: 'src/tap/model', may: ['src/contract', 'src/wire', '@preact/signals'] },
  {
    folder: 'src/tap/view',
    may: ['src/contract', 'src/wire', 'src/words', 'src/ui', 'src/bench', 'src/tap/model', 'preact'],
  },
  {
    folder: 'src/workbench',
    may: [
      'src/figures/lookup.ts',
      'src/wire',
      'src/words',
      'src/ui',
      'src/inspector',
      'src/bench',
      'src/tap',
      'preact',
    ],
  },

  // The registry alone names figures; pages, chapters and scripts ask `lookup.ts`.
  { folder: 'src/figures', may: ['src/figures/*', 'src/bench', 'src/race/figure.ts', 'src/wire'] },
  // No figure takes another.
  {
    folder: 'src/figures/*',
    may: [
      'src/figures/*/facts*.ts',
      'src/contract',
      'src/wire',
      'src/words',
      'src/ui',
      'src/transports',
      'src/bench',
      'preact',
      '@preact/signals',
    ],
  },
  // Facts are read off a trace: they know no bench, no page and no words.
  { folder: 'src/figures/*/facts*.ts', may: ['src/wire'] },
  {
    folder: 'src/figures/*/*.astro',
    may: ['src/figures/*', 'src/figures/lookup.ts', 'src/bench', 'src/words'],
  },
  {
    folder: 'src/chapters',
    may: [
      'src/wire',
      'src/words',
      'src/ui',
      'src/transports',
      'src/bench',
      'src/build',
      'src/figures/captures.ts',
      'src/figures/lookup.ts',
      'glob src/figures',
      'astro:content',
      '@preact/signals',
    ],
  },

  // Finding a place: what the page has of it knows only words; what the build does reads pages and captures.
  { folder: 'src/search', may: ['src/words', 'minisearch'] },
  {
    folder: 'src/search/build',
    may: [
      'src/search',
      'src/build/page-list.ts',
      'src/words',
      'src/wire',
      'src/inspector/field-link.ts',
      'src/bench/build/captures.ts',
      'src/figures/lookup.ts',
      'astro',
      'parse5',
      'node:*',
    ],
  },

  // The site around them.
  {
    folder: 'src/build',
    may: [
      'src/words',
      'src/ui/live-event.ts',
      'src/bench/view',
      'src/site/styles',
      'magic-string',
      'typescript',
      'shiki',
      'astro',
      'vite',
      'node:*',
    ],
  },
  { folder: 'src/site/styles', may: [] },
  {
    folder: 'src/site',
    may: [
      'glob src/figures',
      'src/figures/lookup.ts',
      'src/build/chapter-source.ts',
      'src/bench/model/figure.ts',
      'src/words',
      'src/ui',
      'src/search',
      'src/chapters',
      'src/site/styles',
      'astro:content',
      '@fontsource-variable/inter',
      '@fontsource-variable/source-serif-4',
      '@fontsource/source-serif-4',
    ],
  },
  {
    folder: 'src/pages',
    may: [
      'src/build',
      'src/transports',
      'src/words',
      'src/bench',
      'src/chapters',
      'src/figures/lookup.ts',
      'src/race',
      'src/workbench',
      'src/site',
    ],
  },
  { folder: 'src/content.config.ts', may: ['astro', 'astro:content'] },

  { folder: 'content', may: [] },

  {
    folder: 'server',
    may: [
      'src/contract',
      'src/wire',
      'server/awaitable.ts',
      'server/budget.ts',
      'server/clock.ts',
      'server/errors.ts',
      'server/tally.ts',
      'server/http',
      'server/lab',
      'server/redis',
      'server/site',
      'server/transports',
      'server/wiretap',
      'hono',
      '@hono/node-server',
      'ws',
      'node:*',
    ],
  },
  { folder: 'server/awaitable.ts', may: [] },
  { folder: 'server/budget.ts', may: [] },
  { folder: 'server/clock.ts', may: [] },
  { folder: 'server/errors.ts', may: [] },
  { folder: 'server/tally.ts', may: [] },
  {
    folder: 'server/http',
    may: [
      'server/budget.ts',
      'src/wire',
      'server/errors.ts',
      'ipaddr.js',
      'proxy-addr',
      'node:http',
      'node:net',
      'node:stream',
    ],
  },
  { folder: 'server/site', may: ['server/errors.ts', 'server/http', 'hono', 'node:*'] },
  {
    folder: 'server/lab',
    may: [
      'server/awaitable.ts',
      'server/budget.ts',
      'src/contract',
      'src/wire',
      'server/clock.ts',
      'server/errors.ts',
      'server/tally.ts',
      'node:crypto',
    ],
  },
  // Labs that instances share. Nobody else speaks to Redis.
  {
    folder: 'server/redis',
    may: [
      'server/budget.ts',
      'src/contract',
      'src/wire/trace/clock-sync.ts',
      'server/clock.ts',
      'server/errors.ts',
      'server/http/answer.ts',
      'server/lab',
      'redis',
      'node:crypto',
    ],
  },
  { folder: 'server/conditions', may: ['src/contract', 'server/clock.ts'] },
  {
    folder: 'server/wiretap',
    may: [
      'server/awaitable.ts',
      'server/budget.ts',
      'src/contract',
      'src/wire',
      'server/clock.ts',
      'server/tally.ts',
      'server/conditions',
      'server/http/target.ts',
      'node:net',
      'node:stream',
    ],
  },
  // What a transport answers is written by hand, header line by header line: no framework in between.
  {
    folder: 'server/transports',
    may: [
      'server/awaitable.ts',
      'src/contract',
      'src/wire',
      'server/budget.ts',
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

  // A program of its own: nothing of the public server imports it.
  {
    folder: 'server/tap',
    may: [
      'src/contract',
      'src/wire',
      'server/clock.ts',
      'server/errors.ts',
      'server/conditions',
      'server/http',
      'server/site',
      'ws',
      'node:*',
    ],
  },

  {
    folder: 'scripts',
    may: [
      // What the command prints is what the page says.
      'src/workbench/words.ts',
      'src/figures/lookup.ts',
      'glob src/figures',
      'src/bench',
      'src/build',
      'src/chapters',
      'src/race',
      'src/site/card.ts',
      'src/transports',
      'src/words',
      'src/wire',
      // Sizes are those that the server sends.
      'server/site/copies.ts',
      'server/site/site-files.ts',
      '@playwright/test',
      'pixelmatch',
      'pngjs',
      'typescript',
      // Astro's own Vite: captures bundle their page with what bundles the site.
      'vite',
      'node:*',
    ],
  },
  {
    folder: 'benchmarks',
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
      'typescript',
      'vitest',
      'fast-check',
      'ws',
      // What people have behind a tap.
      'socket.io',
      'node:*',
    ],
  },

  // Run where their packages are installed, and nowhere else.
  {
    folder: 'tests/applications/apps',
    may: [
      '@hono/node-server',
      '@microsoft/fetch-event-source',
      'compression',
      'eventsource',
      'express',
      'hono',
      'socket.io',
      'socket.io-client',
      'vite',
      'ws',
      'node:*',
    ],
  },

  {
    folder: 'astro.config.mjs',
    may: ['src/build', 'src/search/build', 'server', '@astrojs/mdx', '@astrojs/preact', 'astro'],
  },
  { folder: 'playwright.config.ts', may: ['scripts', '@playwright/test'] },
  { folder: 'vitest.config.ts', may: ['vitest'] },
  {
    folder: 'eslint.config.js',
    may: ['eslint', 'eslint-plugin-astro', 'eslint-plugin-regexp', 'typescript-eslint'],
  },
]

/** What a `*.test.ts` may import beside what its folder may. */
export const TEST_ALLOWANCES: readonly string[] = [
  'vitest',
  'fast-check',
  'ws',
  'eventsource-parser',
  'tests/support',
  // What stands later in the order makes what an earlier part is tried with: frames for a rule, a trace for a source.
  'src/wire',
  // Captures folded as the build folds them, so that a widget is tried with what its page will show.
  'src/figures/captures.ts',
  'src/bench/build/captures.ts',
  // A race is tried with the lanes it has.
  'src/race/model/scene.ts',
  'node:*',
]
